import CertAuthority
import Credentials
import LinkedData
import StoreSQLite
import StoreSQL
import Testing

@Suite("Refunds and chargebacks on the command line")
struct PaymentReturnTests {
    @Test("A provider's export tells of refunds and chargebacks by row, each once, and what to do")
    func importing() async throws {
        try await Coalition.with { coalition in
            let store = try SQLStore(path: coalition.storePath, access: .readWrite)
            let usd = try #require(Currency(code: "USD", digits: 2))
            let programme = try #require(Slug("advanced-generative-ai"))
            let request = OrderRequest(
                rowKey: RowKey(
                    programme: programme, learner: "L-1",
                    completedOn: try #require(CivilDate("2026-05-30"))),
                programme: programme, organisation: try #require(Slug("itu")), country: "KE",
                quote: OrderQuote(id: "Q-1", amount: Money(minorUnits: 12_000, usd)))
            let opened = try await store.open(
                [request], Authorship(actor: "tests", at: Timestamp(seconds: 1_780_272_000)))
            let order = try #require(opened.first).order.reference.description
            let file = try coalition.write(
                "export.csv",
                """
                balance_transaction_id,created_utc,currency,gross,reporting_category,description,payment_metadata[order_reference],charge_id
                txn_1,2026-06-02 09:00:00,usd,125.00,charge,,\(order),ch_1
                txn_2,2026-06-03 09:00:00,usd,-5.00,refund,,,ch_1
                txn_3,2026-06-04 09:00:00,usd,-120.00,dispute,,,ch_1
                txn_4,2026-06-04 09:00:00,usd,-3.00,refund,,,ch_9

                """)
            func take(_ more: String...) async throws -> Program.Outcome {
                let outcome = try await coalition.start(
                    [
                        "payments", "import", file, "--mapping",
                        Repository.file("seeds/payments/stripe.yaml"),
                    ] + more
                ).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return outcome
            }
            let before = try coalition.state()
            _ = try await take("--dry-run")
            #expect(try coalition.state() == before)
            let first = String(decoding: try await take("--rows", "4").output, as: UTF8.self)
            #expect(first.contains("line 3: refund 1, USD 5.00: a refund of \(order)"))
            #expect(first.contains("line 4: chargeback 2, USD 120.00: waits: \(order) is settled"))
            #expect(first.contains("certctl orders cancel \(order)"))
            #expect(first.contains("line 5: refund 3, USD 3.00: waits: no recorded payment"))
            let again = try await take("--json").json()
            #expect(again["returns"] == [] && again["repeatedReturns"] == 3)

            try await coalition.certctl(
                "orders", "cancel", order, "--reason", "charged back", "--yes")
            let shown = try await coalition.certctl("orders", "show", order, "--json").json()
            #expect(shown["state"] == "refunded")
            let waiting = try await coalition.certctl("payments", "returns", "--waiting", "--json")
            let returns = try #require(try waiting.json()["returns"]?.arrayValue)
            #expect(returns.map { $0["return"] } == [3])
            try await coalition.certctl(
                "payments", "close-return", "3", "--reason", "of another shop", "--dry-run")
            try await coalition.certctl(
                "payments", "close-return", "3", "--reason", "of another shop")
            try await coalition.certctl(
                "payments", "close-return", "3", "--reason", "again", exits: 6)
            let all = String(
                decoding: try await coalition.certctl("payments", "returns").output, as: UTF8.self)
            #expect(all.contains("closed: of another shop"))
            let books = try await coalition.certctl("ledger", "export", "--json").json()
            let accounts = try #require(books["sums"]?.arrayValue?.first?["accounts"]?.arrayValue)
            #expect(accounts.allSatisfy { $0["balance"]?["minorUnits"] == "0" })
        }
    }
}
