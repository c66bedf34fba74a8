import CertAuthority
import Credentials
import GRDB
import Testing
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

@Suite("What the ledger's tables refuse by themselves")
struct LedgerTableTests {
    /// A pool with USD 100.00, of which order 1 has reserved 60.00 and order 2 captured 40.00.
    private func with(
        _ body: (TestInstallation, MoneyFixture, [OrderReference]) async throws -> Void
    ) async throws {
        try await TestInstallation.with { test in
            let fixture = MoneyFixture(
                base: Fixture(
                    store: test.store,
                    key: SigningKey(
                        id: test.keyID, organisation: try slug("itu"),
                        publicKey: test.key.publicKey, created: TestInstallation.instant)),
                store: test.store)
            let pool = try await fixture.pool("fund", 10_000)
            let orders = try await fixture.open(1...2, price: 6_000)
            _ = try await fixture.store.sponsor(
                [orders[0]], from: pool, most: nil, fixture.by("office"))
            _ = try await fixture.store.sponsor(
                [orders[1]], from: pool, most: fixture.usd(4_000), fixture.by("office"))
            try await fixture.store.capture([orders[1]], fixture.by("office"))
            try await body(test, fixture, orders)
        }
    }

    @Test(
        "A transfer that cannot be is not written, whoever writes it",
        arguments: [
            // More than there is, nothing, less than nothing.
            "'reserve', 'reserved', 'available', 1, 'ORDER1', NULL",
            "'withdraw', 'funding', 'available', 1, NULL, NULL",
            "'fund', 'available', 'funding', 0, NULL, NULL",
            "'fund', 'available', 'funding', -5, NULL, NULL",
            // Accounts that do not go with the kind, or are the same.
            "'fund', 'spent', 'funding', 5, NULL, NULL",
            "'fund', 'available', 'available', 5, NULL, NULL",
            "'gift', 'available', 'funding', 5, NULL, NULL",
            // Reservations that are not there, of another amount or order, ended, or not captured.
            "'capture', 'spent', 'reserved', 6000, 'ORDER1', 99",
            "'capture', 'spent', 'reserved', 5999, 'ORDER1', 2",
            "'capture', 'spent', 'reserved', 6000, 'ORDER2', 2",
            "'release', 'available', 'reserved', 4000, 'ORDER2', 3",
            "'capture', 'spent', 'reserved', 4000, 'ORDER2', 3",
            "'refund', 'available', 'spent', 6000, 'ORDER1', 2",
            "'capture', 'spent', 'reserved', 6000, 'ORDER1', NULL",
            "'fund', 'available', 'funding', 5, 'ORDER1', NULL",
        ])
    func transfers(values: String) async throws {
        try await with { test, fixture, orders in
            let before = try test.dump()
            let text = values.replacing("ORDER1", with: "\(orders[0])")
                .replacing("ORDER2", with: "\(orders[1])")
            #expect(throws: DatabaseError.self) {
                try test.tamper(
                    """
                    INSERT INTO ledger_transfer
                        (pool, kind, debit, credit, amount, order_reference, reservation, at, actor)
                    VALUES ('fund', \(text), 0, 'x')
                    """)
            }
            #expect(try test.dump() == before)
        }
    }

    @Test("One that can be is written, and the accounts follow")
    func sound() async throws {
        try await with { test, fixture, orders in
            try test.tamper(
                """
                INSERT INTO ledger_transfer
                    (pool, kind, debit, credit, amount, order_reference, reservation, at, actor)
                VALUES ('fund', 'release', 'available', 'reserved', 6000, '\(orders[0])', 2, 0, 'x')
                """)
            #expect(try await fixture.balances(try slug("fund")) == [10_000, 6_000, 0, 4_000])
        }
    }

    @Test(
        "What was written is not changed, removed or replaced",
        arguments: [
            "UPDATE ledger_transfer SET amount = 1", "DELETE FROM ledger_transfer",
            "INSERT OR REPLACE INTO ledger_transfer SELECT * FROM ledger_transfer LIMIT 1",
            "UPDATE order_entry SET amount = 1", "DELETE FROM order_entry",
            "INSERT OR REPLACE INTO order_entry SELECT * FROM order_entry LIMIT 1",
            "UPDATE purchase_order SET row_key = 'x'", "DELETE FROM purchase_order",
            "UPDATE purchase_order SET country = 'UG'", "UPDATE purchase_order SET opened = 0",
            "DELETE FROM ledger_account", "DELETE FROM sponsor_pool",
            "UPDATE ledger_account SET balance = -1 WHERE role = 'available'",
        ])
    func kept(sql: String) async throws {
        try await with { test, _, _ in
            let before = try test.dump()
            #expect(throws: DatabaseError.self) { try test.tamper(sql) }
            #expect(try test.dump() == before)
        }
    }

    @Test("A balance that was changed past the entries is found by the statement")
    func balances() async throws {
        try await with { test, fixture, _ in
            // From one account to another, so that debits still equal credits.
            try test.tamper(
                """
                UPDATE ledger_account
                SET balance = balance + CASE role WHEN 'reserved' THEN -1 ELSE 1 END
                WHERE role IN ('available', 'reserved')
                """)
            await #expect(throws: StoreError(.corrupt, "")) {
                _ = try await fixture.store.statement(of: slug("fund"), from: nil, until: nil)
            }
        }
    }

    @Test("When a learner is erased, no order tells of them any more, and the money stays")
    func erased() async throws {
        try await TestInstallation.with { test in
            let fixture = MoneyFixture(
                base: Fixture(
                    store: test.store,
                    key: SigningKey(
                        id: test.keyID, organisation: try slug("itu"),
                        publicKey: test.key.publicKey, created: TestInstallation.instant)),
                store: test.store)
            let pool = try await fixture.pool("fund", 50_000, caps: ["learner/year=200"])
            let orders = try await fixture.open(1...2, price: 10_000)
            _ = try await fixture.store.sponsor(
                orders, from: pool, most: nil, fixture.by("office"))
            let rows = try fixture.rows(1...2)
            try await fixture.base.issue(
                rows, batch: fixture.base.batch(programme: MoneyFixture.programme))
            _ = try await test.store.erase(
                [rows[0].number], reason: "asked for it", fixture.by("office"))
            try await test.store.forget()
            let dump = try test.dump().joined(separator: "\n")
            #expect(!dump.contains("Learner 1") && dump.contains("REF-Learner 2"))
            #expect(try await fixture.balances(pool) == [50_000, 30_000, 0, 20_000])
            #expect(try await fixture.account(orders[0]).state == .settled)
            try await fixture.expectRefusal(.conflict, "revoke") {
                _ = try await fixture.store.cancel(orders[0], reason: "x", fixture.by("office"))
            }
        }
    }

    @Test("Orders of a backup are erased by what was kept of the erased rows' keys")
    func erasedInBackup() async throws {
        try await with { test, fixture, orders in
            let keys = try fixture.rows(1...3).map(\.key)
            try await test.store.write { db in
                try SQLStore.eraseOrders(
                    ofErased: [keys[0].erasedText, keys[2].erasedText], in: db)
            }
            let standing = try await fixture.store.orders(rowKeys: keys)
            #expect(Array(standing.keys) == [keys[1]])
            let erased = try #require(try await fixture.store.order(orders[0]))
            #expect(erased.order.rowKey.text == keys[0].erasedText)
            #expect(!(try test.dump().joined().contains(keys[0].learner)))
        }
    }

    @Test("A rehearsal tells what would be, and leaves nothing")
    func rehearsal() async throws {
        try await with { test, fixture, orders in
            let before = try test.dump()
            let store = test.store.rehearsing()
            let record = try await store.cancel(orders[0], reason: "x", fixture.by("office"))
            #expect(record.account.state == .cancelled)
            #expect(try test.dump() == before)
            await #expect(throws: StoreError(.notFound, "")) {
                _ = try await store.cancel(.random(), reason: "x", fixture.by("office"))
            }
            // The next change through the same connection is kept.
            _ = try await test.store.cancel(orders[0], reason: "x", fixture.by("office"))
            #expect(try await fixture.account(orders[0]).state == .cancelled)
        }
    }
}
