@testable import StoreSQL
import CertAuthority
import Credentials
import Foundation
import GRDB
import Testing
@testable import StoreSQLite
@testable import TestSupport

@Suite("What the tables hold of learners")
struct StoreTableTests {
    private typealias Rows = [[String: DatabaseValue]]

    @Test("Every table of the schema is in the list, with the columns that it names")
    func schema() async throws {
        try await TestInstallation.with { test in
            let columns = try DatabaseQueue(path: test.home.storePath).read { db in
                let tables = try String.fetchAll(
                    db,
                    sql: """
                        SELECT name FROM sqlite_master WHERE type = 'table'
                        AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
                        """)
                return try tables.reduce(into: [:]) { $0[$1] = try db.columns(in: $1).map(\.name) }
            }
            #expect(columns.keys.sorted() == StoreTable.allCases.map(\.rawValue).sorted())
            for table in StoreTable.allCases {
                let treatment = table.treatment
                let known = try #require(columns[table.rawValue])
                #expect(treatment.learners.allSatisfy(known.contains), "\(table.rawValue)")
                #expect(treatment.learners.isEmpty == (treatment.erasing == .nothing))
            }
        }
    }

    private static func values(_ rows: Rows, _ column: String) -> Set<DatabaseValue> {
        Set(rows.compactMap { $0[column] }.filter { !$0.isNull && $0 != "".databaseValue })
    }

    /// The columns that hold one of these texts, in any table.
    private static func traces(_ texts: [String], in path: String) throws -> [String] {
        try StoreTable.allCases.flatMap { table in
            try FilledStore.rows(table, in: path).flatMap { row in
                row.filter { _, value in
                    let bytes = Data.fromDatabaseValue(value) ?? Data("\(value)".utf8)
                    return texts.contains { bytes.range(of: Data($0.utf8)) != nil }
                }.keys.map { "\(table.rawValue).\($0)" }
            }
        }
    }

    @Test("Erasing empties each column that is listed, of a learner who had something in each")
    func erasing() async throws {
        try await TestInstallation.with { test in
            let learner = try await FilledStore(test: test).learner("Xanthippe")
            // No way of the program leads there; what erasing does is not to depend on that.
            try test.tamper(
                "UPDATE planned_certificate SET row_key = (SELECT row_key FROM certificate)")
            let listed = StoreTable.allCases.filter { !$0.treatment.learners.isEmpty }
            var before: [StoreTable: Rows] = [:]
            for table in listed {
                before[table] = try FilledStore.rows(table, in: test.home.storePath)
            }
            _ = try await test.store.erase(
                [learner.number], reason: "asked", TestInstallation.authorship)
            try await test.store.forget()
            for table in listed {
                let (kept, after) = (
                    try #require(before[table]),
                    try FilledStore.rows(table, in: test.home.storePath)
                )
                for column in table.treatment.learners {
                    let held = Self.values(kept, column)
                    #expect(!held.isEmpty, "\(table.rawValue).\(column) held nothing to erase")
                    #expect(
                        held.isDisjoint(with: Self.values(after, column)),
                        "\(table.rawValue).\(column)")
                }
                let removed = table.treatment.erasing == .rowsRemoved
                #expect(after.count == (removed ? 0 : kept.count), "\(table.rawValue)")
            }
            // What no list names holds nothing either, nor does the file where no table is.
            #expect(try Self.traces(["Xanthippe"], in: test.home.storePath) == [])
            for name in FileSystem.names(in: test.home.storeFolder) {
                let bytes = try Data(
                    contentsOf: URL(filePath: "\(test.home.storeFolder)/\(name)"))
                #expect(bytes.range(of: Data("Xanthippe".utf8)) == nil, "\(name)")
            }
        }
    }

    @Test("Restoring replaces, erases or carries over the rows of each table, as is listed")
    func restoring() async throws {
        try await TestInstallation.with { test in
            let filled = FilledStore(test: test)
            let step = try #require(try await test.issue("A Step").first).number
            _ = try await filled.learner("Kept")
            let gone = try await filled.learner("Xanthippe")
            try await filled.office("early")
            let backup = test.home.path + "/backup.sqlite"
            _ = try test.store.backup(to: backup)

            // The planned row is issued, and the learner asks to be forgotten.
            let issued = try IssuedCertificate(
                planned: gone.planned,
                certificate: PlainAuthority.certificate(gone.planned, of: gone.batch))
            try await test.store.record([issued], of: gone.batch, TestInstallation.authorship)
            let key = try Fixture.signingKey("eac")
            try await test.store.add(key, TestInstallation.authorship)
            _ = try await filled.learner(
                "Late", organisation: "eac", key: key.id, pool: "late-fund", step: step)
            try await filled.office("late")
            _ = try await test.store.erase(
                [gone.number, gone.planned.request.number], reason: "asked",
                TestInstallation.authorship)
            var before: [StoreTable: Rows] = [:]
            for table in StoreTable.allCases {
                before[table] = try FilledStore.rows(table, in: test.home.storePath)
            }
            try test.store.close()
            let restore = try StoreRestore(backup: backup, home: test.home)
            _ = try restore.finish(
                accepting: try restore.loss(), lists: PlainAuthority(),
                TestInstallation.authorship)
            for table in StoreTable.allCases {
                try Self.check(
                    table, present: try #require(before[table]),
                    backup: try FilledStore.rows(table, in: backup),
                    restored: try FilledStore.rows(table, in: test.home.storePath))
            }
            #expect(try Self.traces(["Xanthippe"], in: backup).count > 10)
            #expect(try Self.traces(["Xanthippe"], in: test.home.storePath) == [])
        }
    }

    private static func check(
        _ table: StoreTable, present: Rows, backup: Rows, restored: Rows
    ) throws {
        let name = table.rawValue
        #expect(present != backup, "nothing was done to \(name) after the backup")
        let treatment = table.treatment
        switch treatment.restoring {
        case .replaced:
            // The restoring itself is told in the audit.
            #expect(
                table == .audit ? Array(restored.dropLast()) == backup : restored == backup,
                "\(name)"
            )
        case .replacedWithoutErased:
            let others = backup.filter { !($0.values.contains { "\($0)".contains("Xanthippe") }) }
            #expect(!others.isEmpty && others.count < backup.count, "\(name)")
            if treatment.erasing == .rowsRemoved {
                #expect(restored.count < backup.count, "\(name)")
                #expect(restored.allSatisfy(backup.contains), "\(name)")
            } else {
                #expect(others.allSatisfy(restored.contains), "\(name)")
                #expect(restored.count == backup.count, "\(name)")
            }
        case .carriedOver:
            let carried = present.filter { !backup.contains($0) && restored.contains($0) }
            #expect(!carried.isEmpty, "\(name)")
        }
    }
}
