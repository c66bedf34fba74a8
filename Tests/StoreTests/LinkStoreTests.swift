import CertAuthority
import Credentials
import LinkedData
import Testing
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

@Suite("Learners' secret links")
struct LinkStoreTests {
    private let authorship = TestInstallation.authorship

    private func code(_ work: () async throws -> Void) async -> StoreError.Code? {
        do {
            try await work()
            return nil
        } catch {
            return (error as? StoreError)?.code
        }
    }

    @Test("A token has one way to be written, and 128 bits")
    func tokens() throws {
        let token = try LearnerToken.random()
        #expect(LearnerToken(token.text) == token)
        #expect(try LearnerToken.random() != token)
        for text in ["", "A", token.text + "A", String(token.text.dropLast()), token.text + "="] {
            #expect(LearnerToken(text) == nil, "\(text)")
        }
        // The last symbol has four bits that stand for nothing.
        #expect(LearnerToken(String(repeating: "A", count: 21) + "B") == nil)
        #expect(LearnerToken(String(repeating: "A", count: 21) + "%") == nil)
    }

    @Test("A link leads to its certificate until it is revoked, and the store never has the token")
    func lifecycle() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let tokens = try (0..<3).map { _ in try LearnerToken.random() }
            try await test.store.create(
                [NewLink(number: issued[0].number, token: tokens[0])], ending: false, authorship)
            #expect(try await test.store.certificate(of: tokens[0]) == issued[0])
            #expect(try await test.store.certificate(of: tokens[1]) == nil)
            // A second one ends the first only where that is wanted.
            try await test.store.create(
                [NewLink(number: issued[0].number, token: tokens[1])], ending: false, authorship)
            #expect(try await test.store.certificate(of: tokens[0]) != nil)
            try await test.store.create(
                [NewLink(number: issued[0].number, token: tokens[2])], ending: true, authorship)
            #expect(try await test.store.certificate(of: tokens[0]) == nil)
            #expect(try await test.store.certificate(of: tokens[1]) == nil)
            #expect(try await test.store.certificate(of: tokens[2]) == issued[0])
            let links = try await test.store.links(.batch(issued[0].batch))
            #expect(links.map(\.count) == [1, 0] && links[0].email == "learner1@learners.example")
            let ended = try await test.store.revokeLinks(
                of: issued.map(\.number), reason: "lost", authorship)
            #expect(ended == 1)
            #expect(try await test.store.certificate(of: tokens[2]) == nil)
            let again = await code {
                _ = try await test.store.revokeLinks(
                    of: issued.map(\.number), reason: "lost", authorship)
            }
            #expect(again == .conflict)
            let text = try test.dump().joined()
            for token in tokens { #expect(!text.contains(token.text)) }
            #expect(try await test.store.checkAudit().findings.isEmpty)
            let actions = try await test.store.auditEntries(AuditFilter()).map(\.action)
            #expect(
                actions.suffix(4) == [
                    "create-links", "create-links", "create-links", "revoke-links",
                ])
        }
    }

    @Test("Links lead on to corrections, and all that lead to one end with it")
    func corrected() async throws {
        try await TestInstallation.with { test in
            let first = try await test.issue("Ada Obi")[0]
            let tokens = try (0..<3).map { _ in try LearnerToken.random() }
            try await test.store.create(
                [NewLink(number: first.number, token: tokens[0])], ending: false, authorship)
            let second = try await test.correct(first, name: "Ada Obi-Ek")
            #expect(try await test.store.certificate(of: tokens[0]) == second)
            try await test.store.create(
                [NewLink(number: second.number, token: tokens[1])], ending: false, authorship)
            let third = try await test.correct(second, name: "Ada Obi Ek")
            for token in tokens.prefix(2) {
                #expect(try await test.store.certificate(of: token)?.number == third.number)
            }
            let links = try await test.store.links(.numbers([third.number]))
            #expect(links.first?.count == 2 && links.first?.created != nil)
            try await test.store.create(
                [NewLink(number: third.number, token: tokens[2])], ending: true, authorship)
            for token in tokens.prefix(2) {
                #expect(try await test.store.certificate(of: token) == nil)
            }
            let ended = try await test.store.revokeLinks(
                of: [third.number], reason: "lost", authorship)
            #expect(ended == 1)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }

    @Test("No link that went to an address leads on to a correction at another")
    func misdirected() async throws {
        try await TestInstallation.with { test in
            let first = try await test.issue("Ada Obi")[0]
            let token = try LearnerToken.random()
            try await test.store.create(
                [NewLink(number: first.number, token: token)], ending: false, authorship)
            let second = try await test.correct(first, email: "ada.obi@learners.example")
            #expect(try await test.store.certificate(of: token) == nil)
            #expect(try await test.store.links(.numbers([second.number])).first?.count == 0)
            let newest = try await test.store.auditEntries(AuditFilter()).last
            #expect(newest?.action == "reissue")
            let actions = try await test.store.auditEntries(AuditFilter()).map(\.action)
            #expect(actions.filter { $0 == "revoke-links" }.count == 1)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            // Whoever had no address was given the link otherwise.
            #expect(CorrectedLinks.leadOn(from: nil, to: "ada.obi@learners.example"))
            #expect(!CorrectedLinks.leadOn(from: "ada@learners.example", to: nil))
            #expect(
                !CorrectedLinks.leadOn(from: "ada@learners.example", to: "Ada@learners.example"))
        }
    }

    @Test("What is revoked or erased gets no link, and an erased one loses those it has")
    func notGood() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let token = try LearnerToken.random()
            try await test.store.create(
                [NewLink(number: issued[0].number, token: token)], ending: false, authorship)
            _ = try await test.store.planDeliveries(of: .batch(issued[0].batch), authorship)
            try await test.change(issued[1].number, to: .revoked)
            // A revoked certificate's page stays: it says what became of it.
            let revoked = await code {
                try await test.store.create(
                    [NewLink(number: issued[1].number, token: try LearnerToken.random())],
                    ending: false, authorship)
            }
            #expect(revoked == .conflict)
            _ = try await test.store.erase([issued[0].number], reason: "asked", authorship)
            #expect(try await test.store.certificate(of: token) == nil)
            #expect(try test.fetch(Int.self, "SELECT count(*) FROM learner_link") == 0)
            #expect(try test.fetch(Int.self, "SELECT count(*) FROM link_delivery") == 1)
            let unknown = await code {
                try await test.store.create(
                    [NewLink(number: .random(), token: .random())], ending: false, authorship)
            }
            #expect(unknown == .notFound)
        }
    }

    @Test("A message goes from pending to sending to sent, and never back")
    func delivery() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Oh")
            let batch = issued[0].batch
            let store = test.store
            try await test.change(issued[2].number, to: .suspended)
            #expect(try await store.planDeliveries(of: .batch(batch), authorship) == 2)
            #expect(try await store.planDeliveries(of: .batch(batch), authorship) == 0)
            let link = NewLink(number: issued[0].number, token: try LearnerToken.random())
            try await store.beginDelivery(link, authorship)
            #expect(try await store.certificate(of: link.token) == issued[0])
            // Somebody else's run does not take it up again.
            let second = await code {
                try await store.beginDelivery(
                    NewLink(number: link.number, token: .random()), authorship)
            }
            #expect(second == .conflict)
            try await store.endDelivery(
                of: link.number, link: link.token, as: .sent, reply: nil, authorship)
            for state in [LinkDelivery.State.pending, .sent] {
                let back = await code {
                    try await store.endDelivery(
                        of: link.number, link: link.token, as: state, reply: nil, authorship)
                }
                #expect(back == .conflict)
            }
            // One that the server put off waits again, and its link is good for nothing.
            let other = NewLink(number: issued[1].number, token: try LearnerToken.random())
            try await store.beginDelivery(other, authorship)
            try await store.endDelivery(
                of: other.number, link: other.token, as: .pending, reply: "451 4.3.0", authorship)
            #expect(try await store.certificate(of: other.token) == nil)
            // One that stays begun is in doubt until somebody decides; its link stays good.
            let third = NewLink(number: issued[1].number, token: try LearnerToken.random())
            try await store.beginDelivery(third, authorship)
            let states = try await store.links(.batch(batch)).map { $0.delivery?.state }
            #expect(states == [.sent, .sending, nil])
            try await store.settleDeliveries(of: [third.number], arrived: false, authorship)
            #expect(try await store.links(.numbers([third.number]))[0].delivery?.state == .pending)
            #expect(try await store.certificate(of: third.token) == issued[1])
            let sent = await code {
                try await store.settleDeliveries(of: [link.number], arrived: false, authorship)
            }
            #expect(sent == .conflict)
            #expect(try await store.checkAudit().findings.isEmpty)
        }
    }

    @Test("What was refused for good can wait again; nothing else can, and all or none does")
    func retried() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let numbers = issued.map(\.number)
            let store = test.store
            _ = try await store.planDeliveries(of: .batch(issued[0].batch), authorship)
            try await store.endDelivery(
                of: numbers[0], link: nil, as: .refused, reply: "550 5.1.1", authorship)
            // The second waits still.
            let code = await code { try await store.retryDeliveries(of: numbers, authorship) }
            #expect(code == .conflict)
            #expect(
                try await store.links(.numbers(numbers)).map { $0.delivery?.state }
                    == [.refused, .pending])
            try await store.retryDeliveries(of: [numbers[0]], authorship)
            let delivery = try await store.links(.numbers([numbers[0]]))[0].delivery
            #expect(delivery?.state == .pending && delivery?.reply == nil)
            let link = NewLink(number: numbers[0], token: try LearnerToken.random())
            try await store.beginDelivery(link, authorship)
            try await store.endDelivery(
                of: link.number, link: link.token, as: .sent, reply: nil, authorship)
            let sent = await self.code {
                try await store.retryDeliveries(of: [numbers[0]], authorship)
            }
            #expect(sent == .conflict)
            #expect(try await store.checkAudit().findings.isEmpty)
        }
    }

    @Test("A backup brings no ended link back, and nobody a second message")
    func restored() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let tokens = try (0..<3).map { _ in try LearnerToken.random() }
            try await test.store.create(
                zip(issued, tokens).map { NewLink(number: $0.number, token: $1) }, ending: false,
                authorship)
            _ = try await test.store.planDeliveries(of: .batch(issued[0].batch), authorship)
            let backup = test.home.path + "/backup.sqlite"
            _ = try test.store.backup(to: backup)
            _ = try await test.store.revokeLinks(
                of: [issued[0].number], reason: "lost", authorship)
            let link = NewLink(number: issued[1].number, token: tokens[2])
            try await test.store.beginDelivery(link, authorship)
            try await test.store.endDelivery(
                of: link.number, link: link.token, as: .sent, reply: nil, authorship)
            try test.store.close()
            let restore = try StoreRestore(backup: backup, home: test.home)
            _ = try restore.finish(
                accepting: try restore.loss(), lists: test.issuer(), authorship)
            let store = try SQLStore(path: test.home.storePath, access: .readWrite)
            #expect(try await store.certificate(of: tokens[0]) == nil)
            #expect(try await store.certificate(of: tokens[1]) == issued[1])
            #expect(try await store.certificate(of: tokens[2]) == issued[1])
            let states = try await store.links(.batch(issued[0].batch)).map { $0.delivery?.state }
            #expect(states == [.pending, .sent])
        }
    }

    @Test("A mail merge's table holds no formula")
    func table() async throws {
        try await TestInstallation.with { test in
            _ = try await test.issue("=HYPERLINK(\"x\")", "Bo, \"Ek\"")
            let batch = try #require(try await test.store.batches().first?.batch.id)
            let lines = try await test.store.links(.batch(batch)).map {
                LinkTable.Line(link: $0, token: try LearnerToken.random())
            }
            let text = String(
                decoding: LinkTable.csv(lines, test.installation), as: UTF8.self)
            #expect(text.contains("\"'=HYPERLINK(\"\"x\"\")\""))
            #expect(text.contains("\"Bo, \"\"Ek\"\"\""))
            #expect(text.contains("https://verify.example.org/c/\(lines[0].token.text)"))
            #expect(text.split(separator: "\r\n").count == 3)
        }
    }

    @Test("The message of a certificate is always the same, and does not name its number")
    func messageIdentifier() throws {
        let installation = Installation(
            name: "X", baseURL: "https://verify.example.org:8443", created: authorship.at)
        let number = try CertificateNumber.random()
        let identifier = LinkMessage.identifier(number, installation)
        #expect(identifier == LinkMessage.identifier(number, installation))
        #expect(identifier.hasSuffix("@verify.example.org"))
        #expect(!identifier.contains(number.description))
        #expect(try identifier != LinkMessage.identifier(.random(), installation))
    }
}
