import Foundation
import LinkedData
import Testing

@Suite("Addresses that credentials and browsers name")
struct CataloguePageTests {
    private static let base = "http://localhost:8080"

    /// The slugs after a key that begins an entry of a list of the seeds.
    private func slugs(_ file: String) throws -> [String] {
        try String(contentsOfFile: Repository.file("seeds/\(file)"), encoding: .utf8)
            .split(separator: "\n").compactMap { line in
                line.hasPrefix("  - slug: ") ? String(line.dropFirst("  - slug: ".count)) : nil
            }
    }

    @Test("Every programme, series and organisation of the seeds is a page and a document")
    func everySeed() async throws {
        let offers = try slugs("programmes.yaml")
        let organisations = try slugs("organisations.yaml")
        #expect(offers.count > 8 && organisations.count > 5)
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                for (paths, type) in [
                    (offers.map { "/programmes/\($0)" }, "Achievement"),
                    (organisations.map { "/orgs/\($0)" }, "Profile"),
                ] {
                    for path in paths {
                        for language in ["en", "ar", "zh"] {
                            let page = try await server.get(
                                "\(path)?lang=\(language)", accept: "text/html")
                            #expect(page.status == 200 && page.text.contains("<h1>"), "\(path)")
                            #expect(page.text.contains("<html lang=\"\(language)\""))
                            #expect(page["X-Robots-Tag"] == "all")
                        }
                        let answer = try await server.get(path, accept: "application/ld+json")
                        #expect(answer["Content-Type"] == "application/ld+json")
                        let document = try answer.json()
                        #expect(document["type"] == [.string(type)], "\(path)")
                        // A profile may have a DID for its identifier.
                        if type == "Achievement" {
                            #expect(document["id"]?.stringValue == Self.base + path)
                        }
                        let head = try await server.get(
                            path, accept: "application/ld+json", method: "HEAD")
                        #expect(head.status == 200 && head.body.isEmpty)
                        #expect(head["Content-Type"] == "application/ld+json")
                        #expect(document["@context"]?.arrayValue?.count == 2)
                        #expect(document["name"]?.stringValue?.isEmpty == false)
                    }
                }
                // Large enough for a page, and drawn in its design: width and height stand in the head.
                for offer in offers {
                    let specimen = try await server.get("/programmes/\(offer)/specimen.png")
                    #expect(specimen.status == 200, "\(offer)")
                    #expect(specimen["Content-Type"] == "image/png")
                    let sides = specimen.body.dropFirst(16).prefix(8)
                    #expect(Array(sides) == [0, 0, 4, 0x63, 0, 0, 3, 0x1A])
                }
                #expect(try await server.get("/programmes/none/specimen.png").status == 404)
                for path in ["/programmes/none", "/orgs/none", "/programmes/A"] {
                    #expect(try await server.get(path, accept: "text/html").status == 404)
                }
                let list = try await server.get("/programmes", accept: "text/html").text
                for offer in offers { #expect(list.contains("/programmes/\(offer)\"")) }
            }
        }
    }

    @Test("The identifiers in a fresh credential resolve to what it says of them")
    func identifiersResolve() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let credential = try JSON.parse(try await coalition.certctl("export", number).output)
            let achievement = try #require(
                credential["credentialSubject"]?["achievement"]?.objectValue)
            let id = try #require(achievement["id"]?.stringValue)
            #expect(id.hasPrefix(Self.base + "/programmes/"))
            try await Server.with(home: coalition.home) { server in
                let path = String(id.dropFirst(Self.base.count))
                var document = try #require(
                    try await server.get(path, accept: "application/json").json().objectValue)
                document["@context"] = nil
                let creator = document["creator"]
                document["creator"] = nil
                #expect(JSON.object(document) == .object(achievement))
                #expect(creator == credential["issuer"])
                let profile = try await server.get("/orgs/itu", accept: "application/json").json()
                for member in ["id", "name", "url"] {
                    #expect(profile[member] == credential["issuer"]?[member], "\(member)")
                }
                // The keys keep their place.
                #expect(try await server.get("/orgs/itu/did.json").status == 200)
            }
        }
    }

    @Test("A logo is served under its digest alone, and stands in the head of the pages")
    func logos() async throws {
        try await Coalition.with { coalition in
            let logo = """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">\
                <rect width="40" height="40" fill="#0b4f8a"/></svg>
                """
            let seeds = coalition.desk + "/seeds"
            let copied = try await Program.run("cp", ["-a", Repository.file("seeds"), seeds])
            #expect(copied.status == 0)
            try FileManager.default.createDirectory(
                atPath: seeds + "/logos", withIntermediateDirectories: true)
            _ = try coalition.write("seeds/logos/itu-test.svg", logo)
            let path = seeds + "/organisations.yaml"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            // The seeds may have one of their own.
            let entry = try #require(text.range(of: "  - slug: itu\n")).upperBound
            let rest = text[entry...].replacing(
                #/ {4}logo: .*\n/#, with: "", maxReplacements: 1)
            try (text[..<entry] + "    logo: logos/itu-test.svg\n" + rest)
                .write(toFile: path, atomically: true, encoding: .utf8)
            try await coalition.certctl("catalogue", "apply", seeds)
            try await Server.with(home: coalition.home) { server in
                let page = try await server.get("/orgs/itu", accept: "text/html").text
                let source = try #require(
                    page.firstMatch(of: /src="(\/logos\/[0-9a-f]{64}\.svg)"/)?.output.1)
                let picture = try await server.get(String(source))
                #expect(picture.text == logo && picture["Content-Type"] == "image/svg+xml")
                #expect(picture["Content-Security-Policy"] == "default-src 'none'")
                #expect(picture["Cache-Control"] == "public, max-age=31536000, immutable")
                let other = "/logos/\(String(repeating: "0", count: 64)).svg"
                #expect(try await server.get(other).status == 404)
                let profile = try await server.get("/orgs/itu", accept: "application/json").json()
                #expect(profile["image"]?["id"]?.stringValue == Self.base + source)
            }
        }
    }

    @Test("Crawlers, browsers and researchers find their files")
    func smallFiles() async throws {
        try await Coalition.with { coalition in
            try await Server.with(home: coalition.home) { server in
                let robots = try await server.get("/robots.txt")
                #expect(robots["Content-Type"] == "text/plain; charset=utf-8")
                #expect(robots.text.contains("Disallow: /c/\n"))
                #expect(!robots.text.contains("Disallow: /v/"))
                let drawing = try await server.get("/favicon.svg")
                #expect(drawing["Content-Type"] == "image/svg+xml" && drawing.text.contains("<svg"))
                let icon = try await server.get("/favicon.ico").body
                #expect(icon.starts(with: [0, 0, 1, 0, 1, 0, 32, 32]))
                #expect(icon.dropFirst(22).starts(with: [0x89, 0x50, 0x4E, 0x47]))
                #expect(try await server.get("/.well-known/security.txt").status == 404)
            }
            try await Server.with(
                home: coalition.home,
                settings: ["security.contact=mailto:security@coalition.example"]
            ) { server in
                let file = try await server.get("/.well-known/security.txt")
                #expect(file["Content-Type"] == "text/plain; charset=utf-8")
                #expect(
                    file.text.hasPrefix("Contact: mailto:security@coalition.example\nExpires: 2"))
                #expect(file.text.contains("Canonical: \(Self.base)/.well-known/security.txt\n"))
            }
        }
    }
}
