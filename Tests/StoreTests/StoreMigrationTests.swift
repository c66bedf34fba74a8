import CertAuthority
import Credentials
import Foundation
import GRDB
import Testing
@testable import StoreSQLite
import StoreSQL
@testable import TestSupport

@Suite("A store of an earlier version")
struct StoreMigrationTests {
    /// Rows as version 1 wrote them: two runs, one of them by a P-256 key and settled, and a run
    /// that ended before its first certificate.
    private static let rows = """
        INSERT INTO installation (id, name, base_url, created)
            VALUES (1, 'Test Coalition', 'https://verify.example.org', 1780272000);
        INSERT INTO signing_key (id, organisation, created)
            VALUES ('z6MkFirst', 'itu', 1780272000), ('zDnaSecond', 'eac', 1780272000);
        INSERT INTO batch (id, programme, organisation, source, source_digest, started) VALUES
            ('one', 'ai-foundations', 'itu', 'a.csv', 'aa', 1780272000),
            ('two', 'ai-foundations', 'eac', 'b.csv', 'bb', 1780272001),
            ('none', 'ai-foundations', 'itu', 'c.csv', 'cc', 1780272002);
        INSERT INTO status_list
            (id, organisation, length, used, bits, updated, credential) VALUES
            ('itu-1', 'itu', 131072, 2, zeroblob(16384), 1780272000, x'7B7D'),
            ('eac-1', 'eac', 131072, 1, zeroblob(16384), 1780272000, x'7B7D');
        """

    private static func certificate(
        _ sequence: Int, batch: String, organisation: String, key: String, list: String,
        index: Int, settledBy: String?, credential: String
    ) throws -> (sql: String, arguments: StatementArguments) {
        (
            """
            INSERT INTO certificate (number, sequence, row_key, programme, organisation, batch,
                name, delivery, completed_on, issued, key, status_list, status_index, state,
                settled_by, credential)
            VALUES (?, ?, ?, 'ai-foundations', ?, ?, 'Ada Obi', 'hybrid', '2026-05-30', 1780272000,
                ?, ?, ?, 'good', ?, ?)
            """,
            [
                try CertificateNumber.random().description, sequence, "key \(sequence)",
                organisation, batch, key, list, index, settledBy, Data(credential.utf8),
            ]
        )
    }

    private func makeVersion1(at path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            try db.execute(
                sql: "PRAGMA application_id = \(StoreMigrations.applicationIdentifier)")
        }
        try StoreMigrations.migrator.migrate(queue, upTo: "1-certificates")
        try queue.write { db in
            try db.execute(sql: Self.rows)
            for (sequence, index) in [(1, 7), (2, 131_071)] {
                let row = try Self.certificate(
                    sequence, batch: "one", organisation: "itu", key: "z6MkFirst", list: "itu-1",
                    index: index, settledBy: nil,
                    credential: #"{"proof":{"cryptosuite":"eddsa-rdfc-2022"}}"#)
                try db.execute(sql: row.sql, arguments: row.arguments)
            }
            let row = try Self.certificate(
                3, batch: "two", organisation: "eac", key: "zDnaSecond", list: "eac-1", index: 0,
                settledBy: "INV-7", credential: #"{"proof":{"cryptosuite":"ecdsa-jcs-2019"}}"#)
            try db.execute(sql: row.sql, arguments: row.arguments)
        }
    }

    @Test("Its runs are finished, with what their certificates say of them")
    func batches() async throws {
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            try makeVersion1(at: path)
            let store = try SQLStore(path: path, access: .readWrite)
            let records = try await store.batches()
            #expect(records.map(\.batch.id) == ["one", "two", "none"])
            #expect(records.allSatisfy { $0.state == .finished && $0.remaining == 0 })
            #expect(records.map(\.size) == [2, 1, 0])
            #expect(records.map(\.batch.key) == ["z6MkFirst", "zDnaSecond", ""])
            #expect(
                records.prefix(2).map(\.batch.mechanism) == [
                    .dataIntegrity(.eddsaRDFC2022), .dataIntegrity(.ecdsaJCS2019),
                ])
            #expect(records.map(\.batch.settledBy) == [nil, "INV-7", nil])
            #expect(
                records.map(\.batch.planned.seconds) == [
                    1_780_272_000, 1_780_272_001, 1_780_272_002,
                ])
            let certificates = try await store.certificates(programme: nil)
            #expect(certificates.count == 3)
            #expect(certificates.allSatisfy { $0.history == .none })
        }
    }

    @Test("The places that its certificates have are not given out again")
    func places() async throws {
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            try makeVersion1(at: path)
            let store = try SQLStore(path: path, access: .readWrite)
            for (id, indexes) in [("itu-1", [7, 131_071]), ("eac-1", [0])] {
                let bytes = try await DatabaseQueue(path: path).read { db in
                    try Data.fetchOne(
                        db, sql: "SELECT allocated FROM status_list WHERE id = ?", arguments: [id])
                }
                let list = BitstringStatusList(bytes: Array(try #require(bytes)))
                #expect((0..<list.length).filter { list[$0] } == indexes)
            }
            // All but one place of the list are taken, so that chance has no other choice.
            try await DatabaseQueue(path: path).write { db in
                var list = BitstringStatusList(bytes: [UInt8](repeating: 0xFF, count: 16_384))
                list[1_000] = false
                try db.execute(
                    sql: "UPDATE status_list SET allocated = ? WHERE id = 'itu-1'",
                    arguments: [Data(list.bytes)])
            }
            let batch = try TestInstallation.batch(key: "z6MkFirst")
            try await store.plan(
                batch, [TestInstallation.request("Bo Ek")], by: PlainAuthority(),
                TestInstallation.authorship)
            let planned = try await store.planned(in: batch.id, after: 0, limit: 1)
            #expect(planned.map(\.statusIndex) == [1_000])
            #expect(planned.map(\.statusList) == ["itu-1"])
        }
    }

    @Test("A row that version 2 planned is issued, and rests on nothing")
    func plannedBefore() async throws {
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            try makeVersion1(at: path)
            let queue = try DatabaseQueue(path: path)
            try StoreMigrations.migrator.migrate(queue, upTo: "2-plans")
            let number = try CertificateNumber.random()
            try await queue.write { db in
                try db.execute(
                    sql: """
                        UPDATE batch SET state = 'planned', size = 1 WHERE id = 'none';
                        INSERT INTO planned_certificate (batch, position, number, row_key,
                            row_number, name, email, country, completed_on, delivery,
                            learner_groups, salt, status_list, status_index)
                        VALUES ('none', 1, '\(number)', 'key', 1, 'Bo Ek', 'bo@learners.example',
                            'KE', '2026-05-30', 'hybrid', '', 'salt', 'itu-1', 9)
                        """)
            }
            try queue.close()
            let store = try SQLStore(path: path, access: .readWrite)
            let planned = try await store.planned(in: "none", after: 0, limit: 1)
            #expect(planned.map(\.request.evidence) == [[]])
            let batch = try TestInstallation.batch("none", key: "z6MkFirst")
            let issued = try planned.map {
                try IssuedCertificate(
                    planned: $0, certificate: PlainAuthority.certificate($0, of: batch))
            }
            try await store.record(issued, of: batch, TestInstallation.authorship)
            #expect(try await store.certificate(number)?.evidence == [])
            let bo = LearnerIdentity(
                organisation: try slug("itu"), reference: nil, email: "BO@learners.example")
            let held = try await store.holdings(of: [slug("ai-foundations")], learners: [bo])
            #expect(held.map(\.number) == [number])
        }
    }

    @Test("One that is of this version already is not changed by opening it again")
    func again() async throws {
        try await TestInstallation.with { test in
            try await test.issue("Ada Obi")
            let before = try test.dump()
            _ = try SQLStore(path: test.home.storePath, access: .readWrite)
            #expect(try test.dump() == before)
        }
    }
}
