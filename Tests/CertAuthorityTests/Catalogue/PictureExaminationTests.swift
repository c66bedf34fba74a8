import CertAuthority
import Testing
@testable import TestSupport

@Suite("Pictures of a catalogue")
struct PictureExaminationTests {
    /// Finds one fault in every picture that is too short to be one.
    private struct Lengths: PictureExamination {
        func faults(ofLogo bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
            faults(bytes, line: 7)
        }

        func faults(ofBadgeImage bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
            faults(bytes, line: form == .svg ? 1 : nil)
        }

        private func faults(_ bytes: [UInt8], line: Int?) -> [PictureFault] {
            guard bytes.count < 8 else { return [] }
            return [PictureFault(line: line, reason: "\(bytes.count) bytes", remedy: "draw it")]
        }
    }

    /// The repository's catalogue, in which an organisation and a programme use pictures that no
    /// library could draw; another such picture is used by nobody.
    private static func files() throws -> CatalogueFiles {
        var files = try SeedFiles.files()
        for name in ["badges/one.png", "badges/nobody.png"] {
            files.badgeImages[name] = SourceFile(path: name, bytes: [1, 2, 3])
        }
        files.logos["logos/itu.svg"] = SourceFile(path: "logos/itu.svg", bytes: [1, 2])
        files.organisations = try SeedFiles.edit(
            files.organisations, "    logo: logos/itu.svg\n",
            "    sheets: {logo: logos/itu.svg}\n")
        files.programmes = try SeedFiles.edit(
            files.programmes, "- slug: ai-foundations\n",
            "- slug: ai-foundations\n    badge-image: badges/one.png\n")
        return files
    }

    @Test("Pictures that are used are examined by who puts a catalogue in force")
    func examined() throws {
        let error = #expect(throws: SourceFaults.self) {
            try CatalogueLoader.parse(Self.files(), pictures: Lengths())
        }
        let faults = try #require(error).faults
        #expect(faults.map(\.file) == ["badges/one.png", "logos/itu.svg"])
        #expect(faults.map(\.line) == [nil, 7])
        #expect(faults.map(\.reason) == ["3 bytes", "2 bytes"])
        #expect(faults.map(\.remedy) == ["draw it", "draw it"])
    }

    @Test("The catalogue that a store holds is read whatever today's rules say of its pictures")
    func applied() throws {
        let stored = StoredCatalogue(version: 1, files: try Self.files().contents)
        let files = try #require(CatalogueFiles(stored: stored))
        let catalogue = try CatalogueLoader.parse(files, pictures: .applied).catalogue
        #expect(try catalogue.organisation(slug("itu"))?.identity.logo?.bytes == [1, 2])
        #expect(try catalogue.programme(slug("ai-foundations"))?.badgeImage?.bytes == [1, 2, 3])
    }
}
