import CertAuthority
import Credentials
import Foundation
import GRDB
import LinkedData
import Testing

@Suite("The learner's page")
struct LearnerPageTests {
    /// The path of a new link.
    private func link(_ coalition: Coalition, _ number: String) async throws -> String {
        let made = try await coalition.certctl("links", "create", number, "--json").json()
        let address = try #require(made["link"]?.stringValue)
        #expect(address.hasPrefix("http://localhost:8080/c/"))
        return String(address.dropFirst("http://localhost:8080".count))
    }

    @Test("It has every download, the public address and no more, in every language")
    func page() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let path = try await link(coalition, number)
            let stored = try await coalition.certctl("export", number).output
            try await Server.with(home: coalition.home) { server in
                for language in Language.allCases {
                    // The learner's own language, English, outdoes the browser's.
                    let own = try await server.get(path, headers: ["Accept-Language": "sw"])
                    #expect(own.text.contains("<html lang=\"en\""))
                    let page = try await server.get("\(path)?lang=\(language.code)")
                    #expect(page.status == 200)
                    #expect(page["cache-control"] == "no-store")
                    #expect(page["referrer-policy"] == "no-referrer")
                    #expect(page["x-robots-tag"]?.contains("noindex") == true)
                    #expect(page.text.contains("<html lang=\"\(language.code)\""))
                    #expect(page.text.contains("http://localhost:8080/v/\(number)\""))
                    #expect(page.text.contains("linkedin.com/profile/add?"))
                    #expect(page.text.contains("mailto:?subject="))
                    #expect(page.text.contains("<bdi>Zoë Müller-Åkesson</bdi>"))
                    #expect(page.text.contains("src=\"/credentials/\(number).svg\""))
                    #expect(!page.text.contains("learners.example"))
                }
                let page = try await server.get(path)
                let names = page.text.split(separator: "href=\"\(path)/").dropFirst().map {
                    String($0.prefix { $0 != "\"" })
                }
                #expect(names.contains("badge.png") && names.contains("everything.zip"))
                // The button, and once more among all files.
                #expect(names.filter { $0 == "certificate.pdf" }.count == 2)
                #expect(Set(names).filter { $0.hasPrefix("certificate.") }.count == 3)
                // Every design that there is can be asked for, on both papers.
                let chosen = try await server.get(
                    "/credentials/\(number).pdf?design=modern&paper=letter")
                #expect(chosen.status == 200)
                for value in ["classic", "modern", "a4", "letter"] {
                    #expect(page.text.contains("<option value=\"\(value)\">"), "\(value)")
                }
                #expect(page.text.contains("action=\"/credentials/\(number).pdf\""))
                for name in names {
                    let file = try await server.get("\(path)/\(name)")
                    #expect(file.status == 200, "\(name)")
                    #expect(file["cache-control"] == "no-store", "\(name)")
                    #expect(file["content-disposition"]?.hasPrefix("attachment") == true)
                    switch name {
                    case "badge.png": #expect(try BakedPNG.credential(in: file.body) == stored)
                    case "badge.svg": #expect(try BakedSVG.credential(in: file.body) == stored)
                    case "credential.json": #expect(file.body == stored)
                    case "certificate.pdf", "certificate.png", "certificate.svg":
                        let form = name.dropFirst("certificate.".count)
                        let sheet = try await server.get("/credentials/\(number).\(form)")
                        #expect(sheet.status == 200 && file.body == sheet.body, "\(name)")
                    case "everything.zip": #expect(file.body.starts(with: Array("PK".utf8)))
                    default: break
                    }
                }
                let publicPage = try await server.get("/v/\(number)")
                #expect(!publicPage.text.contains(path) && !publicPage.text.contains("/c/"))
                #expect(try await server.get("\(path)/credential.jwt").status == 404)
                #expect(try await server.get("\(path)/../secret").status == 404)
            }
        }
    }

    @Test("Where there is a corrected certificate, the page leads to it and praises nothing")
    func corrected() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let path = try await link(coalition, number)
            let reissued = try await coalition.certctl(
                "reissue", "--yes", number, "--name", "Zoë Müller", "--json")
            let next = try #require(try reissued.json()["number"]?.stringValue)
            // As version 0.1 left it where a correction changed the address.
            try coalition.tamper(
                "UPDATE learner SET email = 'another@learners.example' WHERE certificate = ?",
                [number])
            try await Server.with(home: coalition.home) { server in
                let page = try await server.get(path)
                #expect(page.status == 200)
                #expect(page.text.contains("<a class=\"button\" href=\"/v/\(next)?lang=en\">"))
                #expect(!page.text.contains("Congratulations"))
                #expect(!page.text.contains("<img class=\"sheet\""))
                #expect(!page.text.contains("linkedin.com/profile"))
            }
        }
    }

    @Test("A batch's archive has a folder for each certificate, and is never over another file")
    func portfolio() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let batch = try #require(
                try await coalition.certctl("batches", "list", "--json").json()["batches"]?
                    .arrayValue?.first?["batch"]?.stringValue)
            let path = coalition.desk + "/all.zip"
            let written = try await coalition.certctl(
                "export", "--batch", batch, "--zip", path, "--json")
            #expect(try written.json()["certificates"] == 12)
            let names = String(
                decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            for number in numbers {
                #expect(names.contains("\(number)/badge.png"))
                #expect(names.contains("\(number)/certificate.pdf"))
            }
            try await coalition.certctl("export", "--batch", batch, "--zip", path, exits: 6)
            try await coalition.certctl("export", "--batch", batch, exits: 64)
            try await coalition.certctl("export", exits: 64)
        }
    }

    @Test("A link that leads nowhere (any more) is like any address that there is not")
    func nowhere() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let path = try await link(coalition, number)
            try await coalition.certctl("links", "create", number, exits: 6)
            let server = try await Server(home: coalition.home)
            #expect(try await server.get(path).status == 200)
            let renewed = try await coalition.certctl("links", "renew", "--yes", number).output
            let next = String(decoding: renewed, as: UTF8.self).dropFirst(
                "http://localhost:8080".count
            ).dropLast()
            let absent = try await server.get("/nothing/here")
            for gone in [
                path, "\(path)/badge.png", "/c/x", "/c/\(String(repeating: "A", count: 22))",
            ] {
                let answer = try await server.get(gone)
                #expect(answer.status == 404)
                #expect(answer.body == absent.body && answer["cache-control"] == "no-store")
            }
            #expect(try await server.get(String(next)).status == 200)
            // Revoked, the page stays, and says so; nothing is added to a profile any more.
            try await coalition.certctl("revoke", "--yes", number, "--reason", "a mistake")
            let lapsed = try await server.get(String(next))
            #expect(lapsed.status == 200 && !lapsed.text.contains("linkedin.com/profile"))
            try await coalition.certctl("links", "revoke", "--yes", number, "--reason", "lost")
            #expect(try await server.get(String(next)).status == 404)
            let log = try await server.stop()
            let said = log.complaints + String(decoding: log.output, as: UTF8.self)
            #expect(!said.contains(path.dropFirst(3)) && !said.contains(next.dropFirst(3)))
        }
    }
}
