import StoreSQL
import CertAuthority
import Credentials
import Foundation
import Office
import StoreSQLite
import Testing
@testable import TestSupport

@Suite("Messages to learners")
struct MailMessageTests {
    private static let sender = try? Mailbox("AI Skills \"Coalition\" <no-reply@example.org>")

    private func message(
        name: String?, subject: String = "Hello", text: String = "Hello\n"
    ) throws -> [String] {
        let message = MailMessage(
            from: try #require(Self.sender),
            to: try Mailbox(name: name, address: "learner@learners.example"), replyTo: nil,
            subject: subject, identifier: "a@b", date: Timestamp(seconds: 1_780_272_000),
            language: .french, text: text, page: "<p>\(text)</p>",
            pictures: [.init(name: "badge", bytes: [0x89, 0x50, 0x4E, 0x47])],
            unsubscribe: "o'neill+ai@büro.example")
        let whole = String(decoding: message.bytes, as: UTF8.self)
        #expect(message.bytes.allSatisfy { $0 < 0x80 })
        let lines = whole.components(separatedBy: "\r\n")
        #expect(lines.allSatisfy { !$0.contains("\n") && !$0.contains("\r") })
        #expect(lines.allSatisfy { $0.utf8.count <= 78 }, "\(lines)")
        return lines
    }

    @Test("Date, names and text are as the standards have them")
    func plain() throws {
        let lines = try message(name: "Ada \"A\" Obi", text: "Olá,\nmundo\n")
        #expect(lines[0] == "Date: Mon, 1 Jun 2026 00:00:00 +0000")
        #expect(lines[1] == "From: \"AI Skills \\\"Coalition\\\"\"")
        #expect(lines[2] == " <no-reply@example.org>")
        #expect(lines[3] == "To: \"Ada \\\"A\\\" Obi\"")
        #expect(lines.contains("Subject: Hello"))
        #expect(lines.contains(" <a@b>"))
        #expect(
            lines.contains(" <mailto:o%27neill%2Bai@b%C3%BCro.example?subject=unsubscribe>"))
    }

    @Test("Text comes before the page that is preferred to it, and pictures with the page")
    func parts() throws {
        let lines = try message(name: "Ada Obi", text: "Olá,\nmundo\n")
        #expect(lines == (try message(name: "Ada Obi", text: "Olá,\nmundo\n")))
        let boundaries = lines.compactMap { $0.firstMatch(of: /^ boundary="([^"]+)"$/)?.output.1 }
        try #require(boundaries.count == 2)
        let (outer, inner) = (boundaries[0], boundaries[1])
        let order = lines.filter { $0.hasPrefix("--") || $0.hasPrefix("Content-Type:") }
        #expect(
            order == [
                "Content-Type: multipart/alternative;", "--\(outer)",
                "Content-Type: text/plain; charset=utf-8", "--\(outer)",
                "Content-Type: multipart/related;", "--\(inner)",
                "Content-Type: text/html; charset=utf-8", "--\(inner)",
                "Content-Type: image/png", "--\(inner)--", "--\(outer)--",
            ])
        #expect(lines.contains(" <badge@b>"))
        #expect(lines.suffix(3) == ["--\(inner)--", "--\(outer)--", ""])
        let plain = lines.drop { $0 != "Content-Type: text/plain; charset=utf-8" }
            .drop { !$0.isEmpty }.prefix { !$0.hasPrefix("--") }.joined()
        #expect(try Base64.decode(plain) == Array("Olá,\r\nmundo\r\n".utf8))
    }

    @Test("Any script goes into encoded words that read back, none of them cut within a letter")
    func scripts() throws {
        for name in [
            "李小龙", "أحمد بن عبد الله", "Zoë Müller-Åkesson", "=?utf-8?B?QQ==?=",
            String(repeating: "ქართული ", count: 12),
            "Z" + String(repeating: "\u{0301}", count: 60),
        ] {
            let lines = try message(name: name, subject: name)
            let subject = lines.drop { !$0.hasPrefix("Subject:") }
            let words = subject.prefix { $0.hasPrefix("Subject:") || $0.hasPrefix(" =?") }.map {
                String($0.drop { $0 != "=" })
            }
            var decoded: [UInt8] = []
            for word in words {
                #expect(word.utf8.count <= 75)
                let bytes = try Base64.decode(
                    word.dropFirst("=?utf-8?B?".count).dropLast("?=".count))
                #expect(String(validating: bytes, as: UTF8.self) != nil)
                decoded += bytes
            }
            #expect(decoded == Array(name.utf8), "\(name)")
        }
    }

    @Test("No address and no name brings a header of its own")
    func injection() {
        for address in [
            "", "a", "@b", "a@", "a@b@c", "a b@c.example", "a@b.example\r\nBcc: x@y.example",
            "a@b.example\n", "a\u{0}@b.example", "a@b.example>", "<a@b.example", "a,b@c.example",
            "\"a b\"@c.example", "a..b@c.example", ".a@b.example", "a@b..c", "a@[127.0.0.1]",
            "ä@b.example", "a@b\u{2028}c.example", String(repeating: "a", count: 65) + "@b.example",
            "a@" + String(repeating: "b", count: 260),
        ] {
            #expect(throws: MailAddressFault.self, "\(address)") {
                try Mailbox(name: nil, address: address)
            }
        }
        #expect(throws: MailAddressFault.self) {
            try Mailbox(name: "Ada\r\nBcc: x@y.example", address: "a@b.example")
        }
        #expect(throws: Never.self) {
            try Mailbox(name: nil, address: "o'neill+ai.2026@mail-1.example.org")
        }
    }

    private static let address = "https://verify.example.org/c/TOKEN"

    private func subject(_ link: LearnerLink, isCorrection: Bool = false) -> LinkLetter.Subject {
        LinkLetter.Subject(
            link: link, address: Self.address, badge: [0x89, 0x50], isCorrection: isCorrection)
    }

    @Test("Every language has a whole letter, in which the address stands on a line of its own")
    func letters() async throws {
        try await TestInstallation.with { test in
            let certificate = try await test.issue("Zoë <李>")[0]
            let link = try await test.store.links(.numbers([certificate.number]))[0]
            for language in Language.allCases {
                let letter = try LinkLetter(
                    installation: test.installation, catalogue: test.contents.catalogue,
                    sender: try #require(Self.sender), replyTo: nil, fallback: language)
                let other = LearnerLink(
                    number: link.number, programme: link.programme,
                    organisation: link.organisation, name: link.name, email: link.email,
                    locale: nil, completedOn: link.completedOn, state: link.state, count: 0,
                    created: nil, delivery: nil)
                let message = try letter.message(subject(other), at: TestInstallation.instant)
                let lines = message.text.split(separator: "\n")
                #expect(lines.contains(Substring(Self.address)))
                #expect(
                    lines.contains(
                        Substring(test.installation.verificationURL(certificate.number))))
                #expect(message.text.contains("Zoë <李>") && !message.text.contains("{"))
                #expect(message.page.contains("<html lang=\"\(language.code)\""))
                #expect(message.page.contains("Zoë &lt;李&gt;") && !message.page.contains("<李>"))
                #expect(message.page.split(separator: "href=\"\(Self.address)\"").count == 2)
                #expect(
                    message.page.contains("cid:badge@verify.example.org")
                        && message.pictures.last?.name == "badge")
                #expect(!message.page.contains("src=\"http") && !message.page.contains("url("))
                #expect(message.language == language)
            }
            // The learner's own language comes first.
            let letter = try LinkLetter(
                installation: test.installation, catalogue: test.contents.catalogue,
                sender: try #require(Self.sender), replyTo: nil, fallback: .arabic)
            #expect(
                try letter.message(subject(link), at: TestInstallation.instant).language
                    == .english)
        }
    }

    @Test("A letter has the organisation's colour, logo and contact, and says what it corrects")
    func identity() async throws {
        try await TestInstallation.with { test in
            let certificate = try await test.issue("Ada Obi")[0]
            let link = try await test.store.links(.numbers([certificate.number]))[0]
            func message(_ identity: Identity, isCorrection: Bool) throws -> MailMessage {
                let itu = try #require(test.contents.catalogue.organisation(slug("itu")))
                let other = Organisation(
                    slug: itu.slug, name: itu.name, country: nil, url: itu.url, role: itu.role,
                    mayIssue: itu.mayIssue, identity: identity)
                let letter = try LinkLetter(
                    installation: test.installation,
                    catalogue: Catalogue(organisations: [other]),
                    sender: try #require(Self.sender), replyTo: nil, fallback: .english)
                return try letter.message(
                    subject(link, isCorrection: isCorrection), at: TestInstallation.instant)
            }
            let logo = Array(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>
                """.utf8)
            let whole = try message(
                Identity(
                    shortName: LocalizedText(english: "ITU"), colour: InkColour("#6a2c74"),
                    logo: Picture(.svg, logo), contact: "help@itu.example"), isCorrection: true)
            #expect(whole.page.contains("#6a2c74") && whole.page.contains("cid:logo@"))
            #expect(whole.page.contains(">ITU</span>"))
            #expect(whole.pictures.map(\.name) == ["logo", "badge"])
            #expect(whole.pictures[0].bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            #expect(whole.unsubscribe == "help@itu.example")
            #expect(whole.text.contains("\nhelp@itu.example\n"))
            let wording = try Wording(.english)
            #expect(whole.text.contains(wording[.mailCorrected]))
            #expect(whole.page.contains(wording[.mailCorrected]))
            let bare = try message(Identity(), isCorrection: false)
            #expect(bare.page.contains(Accent.standard.light.text))
            #expect(!bare.page.contains("cid:logo@") && bare.pictures.map(\.name) == ["badge"])
            #expect(bare.unsubscribe == nil && !bare.page.contains("mailto:"))
            #expect(!bare.text.contains(wording[.mailCorrected]))
        }
    }
}
