import StoreSQL
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Badge images of programmes")
struct BadgeImageTests {
    private static func svg(_ inside: String = "", box: String = "0 0 64 64") -> [UInt8] {
        Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(box)">\
            <circle cx="32" cy="32" r="30" fill="#0b5d4e"/>\(inside)</svg>
            """.utf8)
    }

    private static func png(_ side: Int) throws -> [UInt8] {
        try PageDrawing.png(picture: svg(), side: side)
    }

    /// The seeds, whose first programme has the image.
    private static func files(_ name: String, _ image: [UInt8]?) throws -> CatalogueFiles {
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(
            files.programmes, "hours: 12\n", "hours: 12\n    badge-image: badges/\(name)\n")
        files.badgeImages["badges/\(name)"] = image.map {
            SourceFile(path: "badges/\(name)", bytes: $0)
        }
        return files
    }

    /// A PNG whose checks hold, but not its pixels.
    private static func damaged() throws -> [UInt8] {
        var bytes = try png(128)
        let start = try #require(bytes.firstRange(of: Array("IDAT".utf8))).lowerBound
        let length = bytes[(start - 4)..<start].reduce(0) { $0 << 8 | Int($1) }
        let end = start + 4 + length
        for place in (start + 8)..<(start + 40) { bytes[place] ^= 0xFF }
        let check = CRC32(bytes[start..<end]).value
        for place in 0..<4 {
            bytes[end + place] = UInt8(truncatingIfNeeded: check >> (24 - 8 * place))
        }
        return bytes
    }

    @Test("An image that cannot be one is refused with its file, the reason and what to do")
    func faults() throws {
        let good = try Self.png(128)
        let cases: [(name: String, image: [UInt8], reason: String)] = [
            ("a.png", Array("GIF89a".utf8), "no PNG image"), ("a.svg", good, "no SVG image"),
            ("a.png", Self.svg(), "no PNG image"),
            ("a.png", try Self.png(127), "127 by 127 pixels"),
            ("a.png", try Self.png(1_025), "1025 by 1025 pixels"),
            ("a.png", good + [0], "bytes follow"), ("a.png", Array(good.dropLast(12)), "cut short"),
            ("a.png", good + [UInt8](repeating: 0, count: 1 << 20), "larger than 1024 KiB"),
            ("a.png", try Self.damaged(), "Cairo"),
            ("a.png", try BakedPNG.bake(Array("{}".utf8), into: good), "carries a credential"),
            ("a.svg", Self.svg("<script>1</script>"), "<script> is not drawn here"),
            ("a.svg", Self.svg("<path onclick=\"f()\"/>"), "would run a script"),
            (
                "a.svg", Self.svg("<image href=\"https://a.example/b.png\"/>"),
                "reaches outside"
            ), ("a.svg", Self.svg("<text>A</text>"), "letters as text"),
            ("a.svg", Self.svg(box: "0 0 64 32"), "no square"),
            ("a.svg", Self.svg() + [UInt8](repeating: 0x20, count: 1 << 20), "larger than"),
            (
                "a.svg", try BakedSVG.bake(Array("{}".utf8), into: Self.svg()),
                "carries a credential"
            ),
        ]
        for (name, image, reason) in cases {
            let faults = try SeedFiles.faults(Self.files(name, image))
            #expect(faults.count == 1, "\(reason): \(faults)")
            #expect(faults.first?.file == "badges/\(name)")
            #expect(faults.first?.reason.contains(reason) ?? false, "\(reason): \(faults)")
            #expect(!(faults.first?.remedy.isEmpty ?? true))
        }
        let absent = try SeedFiles.faults(Self.files("b.png", nil))
        #expect(absent.map(\.field) == ["programmes[0].badge-image"])
        #expect(absent.first?.line != nil)
    }

    @Test(
        "A picture that cannot be drawn, or draws nothing, is not put in force; one in force stays",
        arguments: [
            "", "<circle r=\"9\" cx=\"200\" cy=\"200\"/>", "<circle r=\"9\" fill=\"none\"/>",
            "<g opacity=\"0\"><path d=\"M0 0h9v9z\"/></g>",
            "<defs><circle id=\"c\" r=\"9\"/></defs>", nested,
        ])
    func drawn(inside: String) throws {
        let name = "a.svg"
        let image = Self.svgOf(inside)
        let reason =
            inside == Self.nested ? "librsvg cannot draw it" : "nothing is to be seen"
        let files = try Self.files(name, image)
        // It can be read, so a server that has it in force goes on reading it.
        _ = try CatalogueLoader.parse(files, pictures: .applied)
        let day = try date("2026-11-21")
        let stored = StoredCatalogue(version: 1, files: try SeedFiles.files().contents)
        let error = #expect(throws: SourceFaults.self) {
            try CataloguePreparation(files, over: stored, history: [], on: day, pictures: .drawn)
        }
        #expect(error?.faults.map(\.file) == ["badges/\(name)"])
        #expect(error?.faults.first?.reason.contains(reason) ?? false, "\(error?.faults ?? [])")
        let inForce = StoredCatalogue(version: 1, files: files.contents)
        _ = try CataloguePreparation(files, over: inForce, history: [], on: day, pictures: .drawn)
        // A picture that lies in the folder and is used by nothing was not examined before.
        var unused = try SeedFiles.files()
        unused.badgeImages = files.badgeImages
        let unusedInForce = StoredCatalogue(version: 1, files: unused.contents)
        #expect(throws: SourceFaults.self) {
            try CataloguePreparation(
                files, over: unusedInForce, history: [], on: day, pictures: .drawn)
        }
        _ = try CataloguePreparation(
            Self.files(name, Self.svg()), over: stored, history: [], on: day, pictures: .drawn)
    }

    private static func svgOf(_ inside: String) -> [UInt8] {
        Array(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">\(inside)</svg>".utf8)
    }

    /// Few elements that stand for a million.
    private static let nested: String = {
        var levels = "<path id=\"l0\" d=\"M0 0h9v9z\"/>"
        for level in 1...6 {
            levels +=
                "<g id=\"l\(level)\">"
                + String(repeating: "<use href=\"#l\(level - 1)\"/>", count: 10) + "</g>"
        }
        return levels
    }()

    @Test("The signed credential names the image of its day, and its badges keep it")
    func keepsItsImage() async throws {
        try await TestInstallation.with { test in
            let none = try await test.issue("Ada Obi")[0]
            let images = BadgeImages(store: test.store, installation: test.installation)
            let seal = try await images.png(of: none)

            let (first, second) = (try Self.png(128), Self.svg("<path d=\"M9 9h9v9z\"/>"))
            let earlier = try await issue("Bo Ek", with: ("badges/one.png", first), in: test)
            let document = try #require(try JSON.parse(earlier.credential).objectValue)
            let image = document["credentialSubject"]?["achievement"]?["image"]
            let digest = Digest.hexadecimal(Digest.sha256(first))
            #expect(image?["id"] == .string("https://verify.example.org/badges/\(digest).png"))
            #expect(image?["type"] == "Image")
            #expect(image?["caption"] == "Foundations of Artificial Intelligence")
            let badge = try await images.png(of: earlier)
            #expect(try BakedPNG.credential(in: badge) == earlier.credential)
            #expect(badge == (try BakedPNG.bake(earlier.credential, into: first)))
            // In an SVG the PNG stands as it is.
            let wrapped = try await images.svg(of: earlier)
            #expect(try BakedSVG.credential(in: wrapped) == earlier.credential)
            #expect(
                String(decoding: wrapped, as: UTF8.self).contains("data:image/png;base64,iVBOR"))

            // Another image changes what is issued from now on, and nothing else.
            let later = try await issue("Chen Li", with: ("badges/one.svg", second), in: test)
            let fresh = BadgeImages(store: test.store, installation: test.installation)
            #expect(try await fresh.png(of: earlier) == badge)
            #expect(try await fresh.png(of: none) == seal)
            #expect(try await fresh.svg(of: later).starts(with: Array("<svg".utf8)))
            let drawn = try await fresh.png(of: later)
            #expect(try BakedPNG.credential(in: drawn) == later.credential)
            #expect(drawn.count != seal.count)
            #expect(try await fresh.png(of: later) == drawn)
        }
    }

    @Test("Of the catalogues' files only badge images can be had, in their form")
    func onlyImages() async throws {
        try await TestInstallation.with { test in
            let image = try Self.png(128)
            _ = try await issue("Ada Obi", with: ("badges/one.png", image), in: test)
            let digest = Digest.hexadecimal(Digest.sha256(image))
            let other = Digest.hexadecimal(Digest.sha256(try SeedFiles.bytes("fees.yaml")))
            func found(_ text: String) async throws -> [UInt8]? {
                let name = try #require(Picture.Name(text))
                return try await test.store.badgeImage(name)?.bytes
            }
            #expect(try await found("\(digest).png") == image)
            #expect(try await found("\(digest).svg") == nil)
            #expect(try await found("\(other).png") == nil)
            for text in [digest, "\(digest).gif", "\(digest.uppercased()).png", "a.png", ""] {
                #expect(Picture.Name(text) == nil)
            }
        }
    }

    /// Puts an image in force for the first programme and issues it.
    private func issue(
        _ name: String, with image: (path: String, bytes: [UInt8]), in test: TestInstallation
    ) async throws -> Certificate {
        let file = String(image.path.dropFirst("badges/".count))
        let files = try Self.files(file, image.bytes)
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        let stored = try await test.store.catalogue()
        try await test.store.replace(
            StoredCatalogue(version: stored.version, files: files.contents), as: .catalogue,
            TestInstallation.authorship)
        // What the store gives back means the same catalogue.
        let again = try #require(CatalogueFiles(stored: try await test.store.catalogue()))
        #expect(
            try CatalogueLoader.parse(again, pictures: .applied).catalogue == contents.catalogue)
        let programme = try #require(contents.catalogue.programme(slug("ai-foundations")))
        let issuer = try CertificateIssuer(
            installation: test.installation,
            organisation: #require(contents.catalogue.organisation(slug("itu"))),
            programme: programme, signer: test.signer())
        let batch = try TestInstallation.batch(key: test.keyID)
        let certificates = try await test.store.issue(
            batch, [TestInstallation.request(name)], lists: test.issuer(),
            TestInstallation.authorship
        ) { try issuer.certificate($0, of: batch) }
        return try #require(certificates.first)
    }
}
