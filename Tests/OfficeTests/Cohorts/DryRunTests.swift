import StoreSQL
import CertAuthority
import Credentials
import Documents
import Foundation
import Office
import StoreSQLite
import Testing
@testable import TestSupport

/// Each refusal of issuing against the dry run's word for it; the table of `docs/cohorts.md` names
/// the same kinds.
@Suite("A dry run is true")
struct DryRunTests {
    /// Something that issuing refuses, whole or by row, and how it comes about.
    struct Refusal: Sendable, CustomTestStringConvertible {
        /// What is refused.
        let name: String
        /// Words of the refusal.
        let words: String
        /// Whether the dry run writes down that it was tried: unknown vouchers are counted, so that
        /// it is no way of guessing codes.
        var isCounted = false
        /// Brings it about, and gives what issues.
        let prepare: @Sendable (TestInstallation) async throws -> Attempt

        var testDescription: String { name }
    }

    /// Issues, or only seems to.
    typealias Attempt = @Sendable (_ isRehearsal: Bool) async throws -> IssueOutcome

    @Test(
        "What issuing refuses, the dry run refuses in the same words, and the record stays as it was"
    )
    func table() async throws {
        for refusal in Self.cohorts + Self.records + Self.keys + Self.batches + Self.money {
            try await TestInstallation.with { test in
                let attempt = try await refusal.prepare(test)
                let before = try test.dump()
                let rehearsed = await Self.words { try await attempt(true) }
                let changed = Set(try test.dump()).symmetricDifference(before)
                #expect(

                    changed.isEmpty != refusal.isCounted
                        && changed.allSatisfy { $0.contains("miss") },
                    "\(refusal.name): \(changed)")
                let issued = await Self.words { try await attempt(false) }
                #expect(rehearsed == issued, "\(refusal.name)")
                #expect(issued.contains(refusal.words), "\(refusal.name): \(issued)")
            }
        }
    }

    @Test("Faults of the file, of the record and of the fees are told together, by row")
    func together() async throws {
        try await TestInstallation.with { test in
            try await Self.validity(test, "P3Y")
            let work = try await CohortWork(test)
            let rows = [
                Self.row(1, "completed_on", "2026-02-30"),
                Self.row(2, "completed_on", "2015-01-01"),
                Self.row(3),
            ]
            let refusal = try #require(
                await #expect(throws: CohortRefusal.self) {
                    try await work.run(
                        Self.file(rows), options: Self.rehearsal())
                })
            #expect(refusal.errors.map(\.row) == [1, 2])
            #expect(refusal.errors.map(\.kind).last == .refusedByRecord)
        }
    }

    @Test("The rest of an interrupted batch is rehearsed too, row by row, and counted")
    func rest() async throws {
        try await TestInstallation.with { test in
            let work = try await Self.interrupted(test)
            let batch = try #require(try await test.store.batches().first?.batch.id)
            let before = try test.dump()
            let rest = try await BatchRun(work.setting(), isRehearsal: true).run(batch)
            #expect(rest.wouldIssue == 3 && rest.issued.isEmpty)
            let whole = try await work.run(rows: 7, options: Self.rehearsal())
            #expect(whole.wouldIssue == 5)
            #expect(try test.dump() == before)
        }
    }

    // MARK: How

    static func settle(
        _ work: CohortWork, _ test: TestInstallation, _ programme: String,
        vouchers: [VoucherLine] = [], pool: Slug? = nil, makesOrders: Bool = false,
        _ isRehearsal: Bool
    ) async throws -> IssueOutcome {
        let run = try await CohortRun(
            slug(programme), by: slug("itu"), work.setting(), options: options(isRehearsal))
        return try await run.run(
            file([row(1)]), from: "desk/cohort.csv",
            settledBy: CohortMeans(vouchers: vouchers, pool: pool, makesOrders: makesOrders) {
                isRehearsal ? test.store.rehearsing() : test.store
            })
    }

    static func options(_ isRehearsal: Bool) -> IssueOptions {
        var options = IssueOptions()
        options.isRehearsal = isRehearsal
        return options
    }

    static func rehearsal() -> IssueOptions { options(true) }

    /// Five rows, two of which are issued.
    static func interrupted(_ test: TestInstallation) async throws -> CohortWork {
        var work = try await CohortWork(test)
        work.chunk = 2
        work.stopsAfter = 2
        try await work.run(rows: 5)
        work.stopsAfter = nil
        return work
    }

    static func keyFile(_ test: TestInstallation) throws -> String {
        test.home.keys.file(test.keyID, try slug("itu"))
    }

    /// Applies the catalogue with a validity of the programme.
    static func validity(_ test: TestInstallation, _ duration: String) async throws {
        let files = try SeedFiles.files().contents.mapValues { content in
            let text = String(decoding: content, as: UTF8.self)
            return Array(
                text.replacing(
                    "  - slug: ai-foundations\n",
                    with: "  - slug: ai-foundations\n    validity: \(duration)\n"
                ).utf8)
        }
        try await test.store.apply(
            StoredCatalogue(version: 0, files: files), TestInstallation.authorship)
    }

    static func row(_ number: Int, _ column: String = "", _ value: String = "") -> String {
        var fields = CohortText.fields(number)
        let columns = CohortText.header.split(separator: ",").map(String.init)
        if let place = columns.firstIndex(of: column) { fields[place] = value }
        return CohortText.line(fields)
    }

    static func file(_ rows: [String]) -> [UInt8] {
        Array((([CohortText.header] + rows).joined(separator: "\n") + "\n").utf8)
    }

    /// All that is told of what is not issued.
    private static func words(_ attempt: () async throws -> IssueOutcome) async -> String {
        do {
            let outcome = try await attempt()
            let fees = outcome.fees
            return
                (outcome.warnings.map(\.message)
                + [
                    "waiting \(fees.waiting.count)", "left out \(outcome.heldBack)",
                    fees.refusedByPool ?? "",
                ]
                + fees.refusedVouchers.map { "voucher of line \($0.line): \($0.error)" })
                .joined(separator: "\n")
        } catch let refusal as CohortRefusal {
            return refusal.findings.map { "\($0.worded(\.name))" }.joined(separator: "\n")
        } catch let faults as SourceFaults {
            return faults.faults.map { "\($0.worded(\.name))" }.joined(separator: "\n")
        } catch let error as any RemediableError {
            return error.text.text(\.name)
        } catch {
            return "\(error)"
        }
    }
}
