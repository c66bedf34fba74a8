import StoreSQLite
import Credentials
import CertAuthority
import LinkedData
import Testing
@testable import StorePostgres
@testable import StoreSQL
@testable import TestSupport

@Suite(
    "A store in PostgreSQL",
    .enabled(if: TestPostgres.isInstalled, Comment(rawValue: TestPostgres.absence)))
struct PostgresStoreTests {
    /// A store that has something in every table, copied from a file, and that file's store.
    private static func with(
        _ body: (_ test: TestInstallation, PostgresAddress, SQLStore) async throws -> Void
    ) async throws {
        try await TestInstallation.with { test in
            let filled = FilledStore(test: test)
            let step = try #require(try await test.issue("A Step").first).number
            _ = try await filled.learner("Xanthippe", step: step)
            try await filled.office("early")
            let address = try TestPostgres.database()
            let store = try SQLStore.createEmpty(at: address)
            _ = try await test.store.copy(into: store)
            try await body(test, address, store)
        }
    }

    private static let certified =
        "INSERT INTO document_certificate (fingerprint, chain, added) VALUES ('f', 'c', 1)"

    private static func connection(_ address: PostgresAddress) throws -> PostgresConnection {
        try PostgresConnection(address.text, program: "tests")
    }

    @Test("The copies of a record, there and back, are equal to the last byte")
    func copies() async throws {
        try await Self.with { test, _, store in
            let path = test.home.path + "/copy.sqlite"
            let back = try SQLStore.createEmpty(path: path)
            let counts = try await store.copy(into: back)
            let empty = counts.filter { $0.rows == 0 }.map(\.table)
            #expect(empty.isEmpty)
            #expect(counts.map(\.table).sorted() == StoreTable.allCases.map(\.rawValue).sorted())
            for table in StoreTable.allCases {
                #expect(
                    try FilledStore.rows(table, in: path)
                        == FilledStore.rows(table, in: test.home.storePath), "\(table.rawValue)")
            }
            #expect(try await store.checkAudit().findings.isEmpty)
        }
    }

    @Test("A copy that is not equal is told by its row, and a store that is there is left alone")
    func unequal() async throws {
        try await Self.with { test, address, store in
            try Self.connection(address).script("UPDATE learner SET country = 'XX'")
            #expect(throws: StoreError(.failed, "")) {
                try test.store.engine.readNow { one in
                    try store.engine.readNow { other in try StoreCopy.compare(one, other) }
                }
            }
            #expect(throws: StoreError(.conflict, "")) {
                try SQLStore.createEmpty(at: address)
            }
            // Empty tables are what a copy that failed leaves: the next one goes into them.
            let other = try TestPostgres.database()
            _ = try SQLStore.createEmpty(at: other)
            let again = try SQLStore.createEmpty(at: other)
            _ = try await test.store.copy(into: again)
            #expect(try await again.checkAudit().findings.isEmpty)
        }
    }

    @Test("Both databases have the same tables with the same columns")
    func columns() async throws {
        try await Self.with { test, _, store in
            for table in StoreTable.allCases {
                let (one, other) = (
                    try Self.columns(of: table, in: test.store),
                    try Self.columns(of: table, in: store)
                )
                #expect(one == other, "\(table.rawValue)")
            }
        }
    }

    private static func columns(of table: StoreTable, in store: SQLStore) throws -> Set<String> {
        try store.engine.readNow { db in
            let row = try SQLRow.fetchOne(db, sql: "SELECT * FROM \(table.rawValue) LIMIT 1")
            return Set(try #require(row).columnNames).subtracting(["rowid"])
        }
    }

    @Test(
        "What is written stays, whoever asks",
        arguments: [
            "UPDATE audit SET actor = 'me'", "DELETE FROM audit", "TRUNCATE audit",
            "INSERT INTO audit SELECT * FROM audit WHERE sequence = 1",
            "INSERT INTO audit VALUES (0, 1, 'a', 'b', 'c', '{}', 'd', 'e')",
            "TRUNCATE certificate CASCADE", "DELETE FROM order_entry",
            "UPDATE payment SET amount = amount + 1", "DELETE FROM voucher",
            "UPDATE voucher SET uses = uses + 1", "UPDATE voucher SET used = uses + 1",
            "UPDATE learner_link SET created = 0", "UPDATE receipt SET paid = 0",
            "UPDATE purchase_order SET programme = 'other'",
            "UPDATE purchase_order SET country = 'KE'",
            "UPDATE ledger_account SET balance = -balance", "DELETE FROM ledger_transfer",
            "\(certified); UPDATE document_certificate SET added = 0",
            "\(certified); DELETE FROM document_certificate",
            "UPDATE certificate SET state = 'better'", "DELETE FROM signing_key",
            """
            INSERT INTO receipt SELECT organisation, number + 2, kind, order_reference || '1',
                programme, currency, digits, price, waived, vouchered, sponsored, paid, reverses,
                texts, issued, actor FROM receipt
            """,
            """
            INSERT INTO order_entry (order_reference, kind, amount, currency, digits, detail, waiver,
                at, actor)
            SELECT order_reference, 'waived', 1, 'USD', 2, '', sequence, 1, actor FROM waiver_request
            """,
        ])
    func rules(sql: String) async throws {
        try await Self.with { _, address, _ in
            do {
                try Self.connection(address).script(sql)
                Issue.record("it was done: \(sql)")
            } catch let failure as PostgresFailure {
                #expect(failure.state?.hasPrefix("23") == true, "\(failure)")
                #expect(PostgresEngine.storeError(failure, at: address).code == .conflict)
            }
        }
    }

    @Test("The public side's user reads what is public, and no address; it writes nothing")
    func roles() async throws {
        try await Self.with { test, address, store in
            let suffix = address.text.split(separator: "/").last?.prefix { $0 != "?" } ?? ""
            let (office, verifier) = ("Office \(suffix)", "verifier_\(suffix)")
            let owner = try Self.connection(address)
            try owner.script("CREATE ROLE \"\(office)\" LOGIN; CREATE ROLE \(verifier) LOGIN")
            try PostgresRoles.grant(office: office, verifier: verifier, at: address)
            func asUser(_ user: String) throws -> PostgresAddress {
                let encoded = user.replacing(" ", with: "%20")
                return try PostgresAddress(
                    address.text.replacing("postgres@", with: "\(encoded)@"))
            }
            let reader = try Self.connection(asUser(verifier))
            for sql in [
                "SELECT email FROM learner", "SELECT 1 FROM learner",
                "SELECT row_key FROM certificate",
                "SELECT salt FROM certificate", "SELECT * FROM purchase_order",
                "SELECT country FROM quote_eligibility", "SELECT word FROM name_word",
                "SELECT details FROM audit", "SELECT * FROM payment",
                "SELECT name FROM planned_certificate",
                "UPDATE certificate SET state = 'good'", "DELETE FROM learner_link",
                "INSERT INTO store_beat VALUES (2, now())", "UPDATE store_beat SET at = now()",
                "CREATE TABLE mine (a int)", "DROP TABLE audit", "TRUNCATE certificate",
            ] {
                #expect(throws: PostgresFailure.self, "\(sql)") { try reader.script(sql) }
                #expect(throws: StoreError(.denied, ""), "\(sql)") {
                    do { try reader.script(sql) } catch {
                        throw PostgresEngine.storeError(error, at: address)
                    }
                }
            }
            let writer = try Self.connection(asUser(office))
            for sql in [
                "DROP TABLE audit", "TRUNCATE audit", "ALTER TABLE audit DISABLE TRIGGER ALL",
                "DELETE FROM certificate", "DELETE FROM audit", "UPDATE audit SET at = 1",
                "UPDATE order_entry SET amount = 1", "DROP TRIGGER is_append_only ON audit",
            ] {
                #expect(throws: PostgresFailure.self, "\(sql)") { try writer.script(sql) }
            }
            // What the public side asks, all of it, by that user.
            let numbers = try await store.certificates(programme: nil).map(\.number)
            let record = try SQLPublicRecord(asUser(verifier), standbyBound: 30)
            let here = SQLPublicRecord(test.store)
            for number in numbers {
                #expect(try await record.certificate(number) == here.certificate(number))
                #expect(try await record.versions(of: number) == here.versions(of: number))
                let found = try #require(try await record.verificationRecord(of: number))
                let known = try #require(try await here.verificationRecord(of: number))
                #expect(found.certificate == known.certificate && found.keys == known.keys)
                #expect(try found.statusList.get() == known.statusList.get())
            }
            #expect(try await record.catalogue() == here.catalogue())
            #expect(try await record.newestInstant() == here.newestInstant())
            #expect(try await record.statusListInstants() == here.statusListInstants())
            #expect(
                try await record.documentCertificates().map(\.chain.pem)
                    == here.documentCertificates().map(\.chain.pem))
            #expect(try await record.certificate(of: LearnerToken.random()) == nil)
            // The office works as that user.
            let working = try SQLStore(asUser(office))
            try await working.apply(working.catalogue(), TestInstallation.authorship)
            // Old copies of rows are left to the owner, and that is told.
            await #expect(throws: StoreError(.denied, "")) { try await working.forget() }
            try await store.forget()
        }
    }

    @Test("A transaction that the server took back is not taken for one that stays")
    func takenBack() throws {
        let connection = try Self.connection(TestPostgres.database())
        try connection.run("BEGIN")
        let failure = #expect(throws: PostgresFailure.self) {
            try connection.ending("COMMIT") { _ in
                // Whoever swallows an error must not have it acknowledged.
                _ = try? connection.rows("SELECT * FROM nothing")
            }
        }
        #expect(failure?.state == "25P02")
        #expect(try connection.rows("SELECT 1").integer(0, 0) == 1)
    }

    @Test("What was noted for a write that failed is not kept by the read that follows")
    func notKept() async throws {
        try await Self.with { test, address, _ in
            let memory = test.home.path + "/acknowledged-head"
            let store = try SQLStore(address, memory: memory)
            try await store.apply(store.catalogue(), TestInstallation.authorship)
            let kept = try FileSystem.read(memory)
            let head = AcknowledgedHead(path: memory)
            let connection = try Self.connection(address)
            connection.memory = head
            try connection.run("BEGIN")
            #expect(throws: StoreError(.conflict, "")) {
                try connection.ending("COMMIT") { db in
                    try AuditChain.append(
                        .applyTiers, subject: "x", details: [:], TestInstallation.authorship,
                        to: db)
                    try head.prepare(db)
                    throw StoreError(.conflict, "not so")
                }
            }
            try connection.reading(within: 30) { db in _ = try AuditChain.head(db) }
            #expect(try FileSystem.read(memory) == kept)
            try await store.apply(store.catalogue(), TestInstallation.authorship)
            #expect(try FileSystem.read(memory) != kept)
        }
    }

    @Test("Whole numbers come back whole, sums too, and one that is too long is refused")
    func numbers() throws {
        let connection = try Self.connection(TestPostgres.database())
        for number in [0, 1, -1, 9_999, 10_000, -10_000, 123_456_789, Int64.max, Int64.min + 1] {
            let row = try connection.rows(
                "SELECT $1, sum(a), CAST(sum(a) AS numeric) FROM (VALUES ($2)) AS v (a)",
                [.integer(number), .integer(number)])
            for column in 0..<3 {
                #expect(try row.value(0, Int32(column)) == .integer(number), "\(number)")
            }
        }
        let long = try connection.rows(
            "SELECT sum(a) FROM (VALUES ($1), ($1)) AS v (a)", [.integer(.max)])
        #expect(throws: PostgresFailure.self) { try long.integer(0, 0) }
    }

    @Test(
        "What was put off and is wrong is thrown before the end, and leaves the connection usable")
    func putOff() throws {
        let connection = try Self.connection(TestPostgres.database())
        try connection.script("CREATE TABLE t (a bigint PRIMARY KEY)")
        try connection.run("BEGIN")
        let failure = #expect(throws: PostgresFailure.self) {
            try connection.ending("COMMIT") { _ in
                for number in [1, 2, 1, 3] {
                    try connection.run("INSERT INTO t VALUES ($1)", [.integer(Int64(number))])
                }
            }
        }
        #expect(failure?.state == "23505")
        #expect(try connection.rows("SELECT count(*) FROM t").integer(0, 0) == 0)
        try connection.run("INSERT INTO t VALUES ($1)", [.integer(7)])
        #expect(try connection.changesCount() == 1)
    }

    @Test(
        "Texts with any letters, empty ones and empty bytes come back as they were; NUL is refused")
    func values() throws {
        let connection = try Self.connection(TestPostgres.database())
        let values: [SQLValue] = [
            .text(""), .text("a'\"\\?$1:b"), .text("Zoe\u{308} 王 👩‍👩‍👧 \u{1F}"), .bytes([]),
            .bytes([0, 255, 39, 92]), .null, .integer(-5),
        ]
        let row = try connection.rows("SELECT $1, $2, $3, $4, $5, CAST($6 AS text), $7", values)
        for (place, value) in values.enumerated() {
            #expect(try row.value(0, Int32(place)) == value)
        }
        #expect(throws: PostgresFailure.self) {
            try connection.rows("SELECT $1", [.text("a\u{0}b")])
        }
    }
}
