import CertAuthority
import Credentials
import Foundation
import GRDB
import Office
import StoreSQLite
import StoreSQL
import Synchronization
import Testing
@testable import TestSupport

/// Certificates of a programme that are valid for three years from 2026-05-30: until 2029-05-29.
@Suite("Reminding of a certificate's end")
struct ReminderSendingTests {
    /// Six weeks before the end.
    private static let now = Timestamp(seconds: 1_870_905_600)

    /// A mail server that keeps what it takes, and can die or refuse in the middle.
    private final class Server: MessageTransfer {
        enum Behaviour: Sendable {
            case accepts
            /// The process that sends dies before the message ends, or after.
            case dies(begun: Bool)
            case refuses
        }

        let host = "mail.example.org"
        let taken = Mutex<[String: [String]]>([:])
        let behaviour: Mutex<Behaviour>

        init(_ behaviour: Behaviour = .accepts) { self.behaviour = Mutex(behaviour) }

        func handOver(
            _ message: [UInt8], from sender: String, to recipient: String,
            beforeEnd: @escaping @Sendable () -> Bool
        ) async -> Handover {
            switch behaviour.withLock({ $0 }) {
            case .accepts:
                guard await Self.asked(beforeEnd) else { return .abandoned }
                let text = String(decoding: message, as: UTF8.self)
                taken.withLock { $0[recipient, default: []].append(text) }
                return .accepted
            case .dies(begun: false): return .abandoned
            case .dies(begun: true):
                return await Self.asked(beforeEnd) ? .doubtful : .abandoned
            case .refuses:
                return .refused(
                    MessageRefusal(matter: .recipient, namesRecipient: true, reply: "550 5.1.1"))
            }
        }

        /// Asks on a thread of its own, as transfers do: the answer waits for the store.
        private static func asked(_ question: @escaping @Sendable () -> Bool) async -> Bool {
            await withCheckedContinuation { continuation in
                Thread { continuation.resume(returning: question()) }.start()
            }
        }

        var counts: [String: Int] { taken.withLock { $0.mapValues(\.count) } }
    }

    private func sending(
        _ test: TestInstallation, _ duration: String = "P60D", at instant: Timestamp = now,
        programme: String? = nil
    ) async throws -> ReminderSending<SQLStore> {
        try ReminderSending(
            try await OpenInstallation(home: test.home, store: test.store),
            EndSelection(
                within: try #require(CalendarDuration(duration)), of: instant,
                programme: try programme.map { try slug($0) }),
            from: try Mailbox("Office <office@example.org>"), replyTo: nil,
            fallback: .english, actor: "ada", clock: { instant })
    }

    private func send(
        _ test: TestInstallation, by server: Server, _ duration: String = "P60D",
        at instant: Timestamp = now
    ) async throws -> MailTally {
        let sending = try await sending(test, duration, at: instant)
        _ = try await sending.plan()
        return try await sending.send(
            by: server, pace: {}, shouldStop: { false }, progress: { _, _ in })
    }

    @Test("Those that end within the time are reminded once, however often it is run")
    func once() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi", "Chen Wei", programme: "machine-learning")
            // Has no end.
            try await test.issue("Ines Prado")
            let server = Server()
            // The last day is within 44 days of the 15th of April, and not within 43.
            #expect(try await send(test, by: server, "P43D").sent == 0)
            #expect(try await send(test, by: server, "P44D").sent == 2)
            #expect(try await send(test, by: server, "P60D").sent == 0)
            #expect(
                try await send(test, by: server, "P60D", at: Self.now.adding(seconds: 86_400)).sent
                    == 0)
            #expect(
                server.counts == ["learner1@learners.example": 1, "learner2@learners.example": 1])
            let reminders = try await sending(test).reminders()
            #expect(reminders.allSatisfy { $0.message?.state == .sent })
            // After the end nobody is reminded of it.
            let later = Self.now.adding(seconds: 86_400 * 60)
            #expect(try await sending(test, at: later).reminders().isEmpty)
        }
    }

    @Test("A process that dies reminds nobody twice; what is in doubt waits for a decision")
    func killed() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi", programme: "machine-learning")
            let server = Server(.dies(begun: false))
            await #expect(throws: OfficeRefusal.self) { try await send(test, by: server) }
            server.behaviour.withLock { $0 = .dies(begun: true) }
            #expect(try await send(test, by: server).sent == 0)
            server.behaviour.withLock { $0 = .accepts }
            #expect(try await send(test, by: server).sent == 0)
            #expect(try await sending(test).reminders().map(\.message?.state) == [.sending])
            #expect(try await sending(test).settle(.sending, as: .pending) == 1)
            #expect(try await send(test, by: server).sent == 1)
            #expect(server.counts == ["learner1@learners.example": 1])
        }
    }

    @Test(
        "Left out are revoked and erased certificates, refused addresses, and who has a newer one")
    func leftOut() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue(
                "Ada Obi", "Chen Wei", "Ines Prado", "Omar Haddad", "Lena Fuchs",
                programme: "machine-learning")
            try await test.change(issued[0].number, to: .suspended)
            _ = try await test.store.erase(
                [issued[1].number], reason: "asked", TestInstallation.authorship)
            // The mail server refused the address when the link was sent.
            _ = try await test.store.planDeliveries(
                of: .numbers([issued[2].number]), TestInstallation.authorship)
            try await test.store.endDelivery(
                of: issued[2].number, link: nil, as: .refused, reply: "550 5.1.1",
                TestInstallation.authorship)
            // Taken again a month later.
            let again = try TestInstallation.request(
                "Omar Haddad", row: 9, programme: "machine-learning", completedOn: "2026-06-30")
            let batch = try TestInstallation.batch(
                programme: "machine-learning", key: test.keyID, at: TestInstallation.instant)
            let issuer = try test.issuer(programme: "machine-learning")
            _ = try await test.store.issue(
                batch, [again], lists: issuer, TestInstallation.authorship
            ) { try issuer.certificate($0, of: batch) }
            let names = try await sending(test, "P45D").reminders().map(\.link.name)
            #expect(names == ["Lena Fuchs"])
            #expect(try await sending(test, programme: "ai-governance").reminders().isEmpty)
        }
    }

    @Test("A recipient that is refused stays so; a changed record is withheld and named")
    func refusals() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Chen Wei", programme: "machine-learning")
            try test.tamper(
                "UPDATE learner SET email = 'eve@forger.example' WHERE certificate = ?",
                [issued[1].number.description])
            let tally = try await send(test, by: Server(.refuses))
            #expect(tally.refused.map(\.number) == [issued[0].number])
            #expect(tally.withheld.map(\.number) == [issued[1].number])
            let server = Server()
            #expect(try await send(test, by: server).sent == 0 && server.counts.isEmpty)
            #expect(try await sending(test).settle(.refused, as: .pending) == 1)
            #expect(try await send(test, by: server).sent == 1)
        }
    }

    @Test("The message names the last day in the learner's language, and no secret address")
    func message() async throws {
        let days = [
            "ar": "29 مايو 2029", "en": "29 May 2029", "es": "29 de mayo de 2029",
            "fr": "29 mai 2029", "pt": "29 de maio de 2029", "ru": "29 мая 2029",
            "sw": "29 Mei 2029", "zh": "2029年5月29日",
        ]
        #expect(days.count == Language.allCases.count)
        try await TestInstallation.with { test in
            let number = try #require(
                try await test.issue("Ada Obi", programme: "machine-learning").first
            ).number
            for (code, day) in days {
                let reminder = try #require(try await sending(test).reminders().first)
                let open = try await OpenInstallation(home: test.home, store: test.store)
                let letter = try LinkLetter(
                    installation: test.installation, catalogue: open.contents.catalogue,
                    sender: Mailbox("office@example.org"), replyTo: nil,
                    fallback: try #require(LanguageTag(code).flatMap { Language($0) }))
                let message = try letter.message(
                    LinkLetter.Subject(
                        reminding: reminder.speaking(nil),
                        address: test.installation.verificationURL(number), badge: [1]),
                    at: Self.now)
                for text in [message.subject, message.text, message.page] {
                    #expect(text.contains(day), "\(code): \(text)")
                }
                #expect(message.text.contains(test.installation.verificationURL(number)))
                for text in [message.text, message.page] {
                    #expect(!text.contains("/c/") && text.contains("Ada Obi"), "\(code)")
                }
            }
        }
    }
}

extension EndReminder {
    /// The same of a learner of whom that language is known, or none.
    fileprivate func speaking(_ locale: LanguageTag?) -> EndReminder {
        EndReminder(
            link: LearnerLink(
                number: link.number, programme: link.programme, organisation: link.organisation,
                name: link.name, email: link.email, locale: locale, completedOn: link.completedOn,
                state: link.state, count: link.count, created: link.created,
                delivery: link.delivery), validUntil: validUntil, message: message)
    }
}
