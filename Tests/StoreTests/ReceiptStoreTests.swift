import CertAuthority
import Credentials
import GRDB
import LinkedData
import Testing

@testable import Office
@testable import StoreSQLite
@testable import StoreSQL
@testable import TestSupport

@Suite("Receipts in the store")
struct ReceiptStoreTests {
    private static func content(_ kind: Receipt.Kind, _ price: Money) throws -> Receipt.Content {
        let zero = Money.zero(price.currency)
        return Receipt.Content(
            kind: kind, programme: try slug("advanced-generative-ai"),
            title: LocalizedText(english: "Advanced"),
            seller: .init(legalName: "Academy Ltd", address: ["Nairobi"]), price: price,
            waived: zero, vouchered: zero, sponsored: zero, paid: zero)
    }

    @Test(
        "Numbers follow each other, what was issued stays, and a restored backup gives none again")
    func restored() async throws {
        try await TestInstallation.with { test in
            let usd = Money(minorUnits: 12_000, try #require(Currency(code: "USD", digits: 2)))
            let orders = try await test.store.open(
                (1...3).map {
                    OrderRequest(
                        rowKey: RowKey(
                            programme: try slug("advanced-generative-ai"), learner: "L-\($0)",
                            completedOn: try date("2026-05-30")),
                        programme: try slug("advanced-generative-ai"),
                        organisation: try slug("itu"), country: "KE",
                        quote: OrderQuote(id: "Q-\($0)", amount: usd))
                }, TestInstallation.authorship
            ).map(\.order.reference)
            func issue(
                _ order: OrderReference, in store: SQLStore
            ) async throws -> (receipt: Receipt, isNew: Bool) {
                let content = try Self.content(.invoice, usd)
                return try await store.issueReceipt(order, TestInstallation.authorship) { _, _ in
                    content
                }
            }
            #expect(try await issue(orders[0], in: test.store).receipt.number.count == 1)
            struct Refused: Error {}
            await #expect(throws: Refused.self) {
                try await test.store.issueReceipt(orders[1], TestInstallation.authorship) { _, _ in
                    throw Refused()
                }
            }
            let backup = test.home.path + "/backup.sqlite"
            _ = try test.store.backup(to: backup)
            let second = try await issue(orders[1], in: test.store)
            #expect(second.receipt.number.count == 2 && second.isNew)
            for sql in [
                "UPDATE receipt SET price = 1", "DELETE FROM receipt WHERE number = 2",
                """
                INSERT INTO receipt SELECT organisation, 4, 'receipt', order_reference, programme,
                    currency, digits, price, waived, vouchered, sponsored, paid, reverses, texts,
                    issued, actor FROM receipt WHERE number = 2
                """,
            ] {
                await #expect(throws: (any Error).self, "\(sql)") {
                    try await test.store.write { try $0.execute(sql: sql) }
                }
            }
            try test.store.close()
            let restore = try StoreRestore(backup: backup, home: test.home)
            _ = try restore.finish(
                accepting: try restore.loss(), lists: try test.issuer(),
                TestInstallation.authorship)
            let store = try SQLStore(path: test.home.storePath, access: .readWrite)
            let kept = try await store.receipts(organisation: nil, order: nil)
            #expect(kept.map(\.number.count) == [1, 2] && kept.last == second.receipt)
            #expect(try await issue(orders[2], in: store).receipt.number.count == 3)
        }
    }
}
