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
            language: .french, text: text)
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
        let body = lines.drop { !$0.isEmpty }.joined()
        #expect(try Base64.decode(body) == Array("Olá,\r\nmundo\r\n".utf8))
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

    @Test("Every language has a whole letter, in which the address stands on a line of its own")
    func letters() async throws {
        try await TestInstallation.with { test in
            let certificate = try await test.issue("Zoë 李")[0]
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
                let message = try letter.message(
                    other, address: "https://verify.example.org/c/TOKEN",
                    at: TestInstallation.instant)
                let lines = message.text.split(separator: "\n")
                #expect(lines.contains("https://verify.example.org/c/TOKEN"))
                #expect(
                    lines.contains(
                        Substring(test.installation.verificationURL(certificate.number))))
                #expect(message.text.contains("Zoë 李") && !message.text.contains("{"))
                #expect(message.language == language)
            }
            // The learner's own language comes first.
            let letter = try LinkLetter(
                installation: test.installation, catalogue: test.contents.catalogue,
                sender: try #require(Self.sender), replyTo: nil, fallback: .arabic)
            #expect(
                try letter.message(link, address: "x", at: TestInstallation.instant).language
                    == .english)
        }
    }
}
