import CertAuthority
import Credentials
import Office
import StoreSQLite
import StoreSQL
import Synchronization
import Testing
import Verification
@testable import TestSupport

@Suite("Issuing a cohort from its file to its certificates")
struct CohortRunTests {
    @Test("Every row is issued, each step is told in order, and the same file issues nothing more")
    func success() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let outcome = try await work.run(rows: 3)
            #expect(outcome.issued.map(\.row) == [1, 2, 3] && outcome.repeated == 0)
            #expect(work.heard() == ["read 0", "checked 0", "settled 3", "B 0/3", "B 3/3"])
            for issued in outcome.issued {
                let finding = try await test.verification.verify(
                    issued.number, at: TestInstallation.instant)
                #expect(finding?.report.verdict == .valid)
            }
            let again = try await work.run(rows: 4)
            #expect(again.issued.map(\.row) == [4] && again.repeated == 3)
            #expect(again.held.map(\.number) == outcome.issued.map(\.number))
            #expect(again.documented?.count == 4)
        }
    }

    @Test("A file with an error is refused after it was read, and nothing is changed")
    func refusal() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let before = try test.dump()
            let refusal = try #require(
                await #expect(throws: CohortRefusal.self) {
                    try await work.run(CohortText.file("completed_on", "2026-02-30"))
                })
            #expect(refusal.faults == nil && refusal.errors.map(\.column) == ["completed_on"])
            #expect(work.heard() == ["read 1"])
            #expect(try test.dump() == before)
        }
    }

    @Test(
        "A wrong passphrase is found before anything is planned; without a key, which key to make")
    func keys() async throws {
        try await TestInstallation.with { test in
            let before = try test.dump()
            var work = try await CohortWork(test)
            work.passphrase = "another passphrase"
            await #expect(throws: KeyError.self) { try await work.run(rows: 1) }
            #expect(try test.dump() == before)
            let keyless = try slug("undp")
            let refusal = try #require(
                await #expect(throws: OfficeRefusal.self) {
                    try await work.run(rows: 1, by: keyless)
                })
            #expect(refusal.code == .keyMissing && refusal.remedies == [.generateKey(keyless)])
        }
    }

    @Test("Stopped after a chunk it says so, and the resumed batch issues the rest")
    func cancellation() async throws {
        try await TestInstallation.with { test in
            var work = try await CohortWork(test)
            work.chunk = 2
            work.stopsAfter = 2
            let outcome = try await work.run(rows: 5)
            #expect(outcome.wasStopped && outcome.issued.count == 2 && outcome.documented == nil)
            #expect(work.heard().last == "B 2/5")
            let batch = try #require(outcome.batches.first)
            #expect(try await test.store.batch(batch)?.remaining == 3)
            work.stopsAfter = nil
            let rest = try await BatchRun(work.setting()).run(batch)
            #expect(rest.issued.map(\.row) == [3, 4, 5] && !rest.wasStopped)
            #expect(work.heard() == ["resumed 3 of 5", "B 0/3", "B 2/3", "B 3/3"])
            let over = try #require(
                await #expect(throws: OfficeRefusal.self) {
                    try await BatchRun(work.setting()).run(batch)
                })
            #expect(over.code == .conflict)
        }
    }

    @Test("A listener that throws ends the run there; what was recorded stays")
    func listener() async throws {
        struct Enough: Error {}
        try await TestInstallation.with { test in
            var work = try await CohortWork(test)
            work.chunk = 1
            work.failure = ("B 1/3", Enough())
            await #expect(throws: Enough.self) { try await work.run(rows: 3) }
            #expect(try await test.store.certificates(programme: nil).count == 1)
        }
    }

    @Test("A rehearsal says how many it would issue, and changes nothing")
    func rehearsal() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let before = try test.dump()
            var options = IssueOptions()
            options.isRehearsal = true
            let outcome = try await work.run(rows: 3, options: options)
            #expect(outcome.wouldIssue == 3 && outcome.issued.isEmpty)
            #expect(outcome.documented == nil)
            #expect(try test.dump() == before)
        }
    }

    @Test("Rows whose fee nothing settles wait with an order; a reference settles them")
    func fees() async throws {
        try await TestInstallation.with { test in
            let work = try await CohortWork(test)
            let advanced = try slug("advanced-generative-ai")
            let outcome = try await work.run(rows: 2, of: advanced)
            #expect(outcome.issued.isEmpty && outcome.fees.waiting.map(\.row.number) == [1, 2])
            #expect(outcome.fees.waiting.allSatisfy { $0.order != nil })
            let settled = try await work.run(rows: 2, of: advanced, reference: "INV-7")
            #expect(settled.issued.count == 2 && settled.fees.waiting.isEmpty)
            let batch = try #require(settled.batches.first)
            #expect(try await test.store.batch(batch)?.batch.settledBy == "INV-7")
        }
    }
}

/// Cohorts of an installation whose one key is on disk, and what is heard while they are issued.
struct CohortWork {
    private static let right = "a good passphrase"

    let test: TestInstallation
    let open: OpenInstallation<SQLStore>
    var passphrase = right
    var chunk = CohortIssue.chunk
    /// Where documents will be written.
    var documents: DocumentFolder<SQLStore>?
    /// How many certificates of a batch are recorded before it is to stop.
    var stopsAfter: Int?
    /// The event at which the listener throws, and what.
    var failure: (event: String, error: any Error)?
    private let log = Log()

    private final class Log: Sendable {
        let events = Mutex<[String]>([])
        let done = Mutex(0)
    }

    init(_ test: TestInstallation) async throws {
        self.test = test
        try test.home.keys.store(
            test.key, id: test.keyID, organisation: slug("itu"),
            passphrase: Array(Self.right.utf8))
        open = try await OpenInstallation(home: test.home, store: test.store)
    }

    /// The events since this was asked last.
    func heard() -> [String] {
        log.events.withLock { events in
            defer { events = [] }
            return events
        }
    }

    func setting() -> IssueSetting<SQLStore> {
        log.done.withLock { $0 = 0 }
        let (log, passphrase, stopsAfter, failure) = (log, passphrase, stopsAfter, failure)
        var setting = IssueSetting(
            open,
            passphrase: PassphraseSource(isAtHand: true) { Array(passphrase.utf8) },
            documents: documents, TestInstallation.authorship,
            shouldStop: { stopsAfter.map { $0 <= log.done.withLock { $0 } } ?? false }
        ) { event in
            let text = Self.text(event)
            log.events.withLock { $0.append(text) }
            if case .recorded(_, let done, _) = event { log.done.withLock { $0 = done } }
            if let failure, failure.event == text { throw failure.error }
        }
        setting.chunk = chunk
        return setting
    }

    @discardableResult
    func run(
        _ content: [UInt8], of programme: Slug? = nil, by organisation: Slug? = nil,
        options: IssueOptions = IssueOptions(), reference: String? = nil
    ) async throws -> IssueOutcome {
        let store = test.store
        let run = try await CohortRun(
            programme ?? slug("ai-foundations"), by: organisation ?? slug("itu"), setting(),
            options: options)
        return try await run.run(
            content, from: "desk/cohort.csv",
            settledBy: CohortMeans(reference: reference) {
                options.isRehearsal ? store.rehearsing() : store
            })
    }

    /// Issues so many sound rows.
    @discardableResult
    func run(
        rows: Int, of programme: Slug? = nil, by organisation: Slug? = nil,
        options: IssueOptions = IssueOptions(), reference: String? = nil
    ) async throws -> IssueOutcome {
        let lines = [CohortText.header] + (1...rows).map { CohortText.line(Self.fields($0)) }
        return try await run(
            Array((lines.joined(separator: "\n") + "\n").utf8), of: programme, by: organisation,
            options: options, reference: reference)
    }

    private static func fields(_ number: Int) -> [String] {
        let names = ["Ada Obi", "Chen Wei", "Ines Prado", "Omar Haddad", "Lena Fuchs"]
        var fields = CohortText.fields(number)
        fields[1] = names[(number - 1) % names.count]
        return fields
    }

    private static func text(_ event: IssueEvent) -> String {
        switch event {
        case .read(let reading): "read \(reading.errors.count)"
        case .checked(_, let findings): "checked \(findings.count)"
        case .overtaken(_, let state): "overtaken \(state.rawValue)"
        case .resumed(let record): "resumed \(record.remaining) of \(record.size)"
        case .warning(let warning): "warning \(warning.kind.rawValue)"
        case .settled(let fees): "settled \(fees.toIssue)"
        case .recorded(_, let done, let size): "B \(done)/\(size)"
        }
    }
}
