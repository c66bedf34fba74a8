@testable import StoreSQL
import CertAuthority
import Credentials
import Office
import Testing
import StoreSQLite
@testable import TestSupport

/// What must hold for every column there is, and will hold for the next one or name it: the sample
/// is the one that `docs/cohorts.md` shows.
@Suite("Every column of a cohort")
struct EveryColumnTests {
    private let documentation: [String]
    private let sample: [UInt8]

    init() throws {
        let text = String(decoding: try SeedFiles.bytes("../docs/cohorts.md"), as: UTF8.self)
        documentation = text.split(separator: "\n").map(String.init)
        sample = try CohortText.documented()
    }

    private func rows() throws -> [CohortRow] {
        let reading = try CohortText.reader().read(sample)
        #expect(reading.findings.map(\.reason) == [])
        return reading.rows
    }

    @Test("It is documented, in the sample too, and read as it is written there")
    func documented() throws {
        let document = CSVDocument(sample)
        try #require(document.columns == CohortColumn.names)
        for (row, record) in zip(try rows(), document.records) {
            for column in CohortColumn.allCases {
                #expect((row[column] ?? "") == record.fields[column.rawValue], "\(column.name)")
            }
        }
        let row = try CohortText.wholeRow()
        for column in CohortColumn.allCases {
            #expect(row[column]?.isEmpty == false, "\(column.name) is empty in the sample")
            #expect(
                documentation.count { $0.hasPrefix("| `\(column.name)` |") } == 1,
                "\(column.name)")
        }
        #expect(CohortRow(number: row.number) { row[$0] } == row)
    }

    @Test("It is planned, issued and kept as it was given")
    func kept() async throws {
        try await TestInstallation.with { test in
            let row = try CohortText.wholeRow()
            let desk = try Desk(test)
            let batch = try await desk.plan([row])
            let planned = try await desk.store.planned(in: batch.id, after: 0, limit: 1)
            #expect(planned.map(\.request.row) == [row])
            let issued = try #require(try await desk.issue(batch).first?.first)
            #expect(try await desk.store.row(of: issued.certificate.number) == row)
            let holding = try #require(
                try await desk.store.holdings(of: [batch.programme]).first?.row)
            #expect(CohortColumn.allCases.allSatisfy { holding[$0] == row[$0] })
        }
    }

    @Test("It is bound: neither a plan nor a record is believed in which it was changed")
    func bound() async throws {
        try await TestInstallation.with { test in
            let desk = try Desk(test)
            var other = try CohortText.wholeRow()
            other.learnerReference = "OTHER"
            try await desk.issue(desk.plan([other]))
            let batch = try await desk.plan([CohortText.wholeRow()])
            func edit(_ table: String, _ column: String) throws {
                // There and back.
                try test.tamper(
                    "UPDATE \(table) SET \(column) = CASE WHEN \(column) LIKE '%~' "
                        + "THEN rtrim(\(column), '~') ELSE \(column) || '~' END")
            }
            for column in CohortColumn.allCases {
                try edit("planned_certificate", column.stored)
                let plan = try await desk.store.examinePlan(of: batch, readingRows: true)
                #expect(!plan.differences.isEmpty, "\(column.name) of a plan")
                try edit("planned_certificate", column.stored)
                // What the document says as well is compared with it, whenever it is verified.
                guard column.isOfficeOnly else { continue }
                try edit("learner", column.stored)
                let findings = try await test.store.checkAudit().findings
                #expect(findings.count == 1, "\(column.name) of the record")
                try edit("learner", column.stored)
            }
            #expect(
                try await desk.store.examinePlan(of: batch, readingRows: true).differences.isEmpty)
            #expect(try await test.store.checkAudit().findings.isEmpty)
        }
    }
}
