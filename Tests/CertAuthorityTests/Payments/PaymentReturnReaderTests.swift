import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("Refunds and chargebacks in a provider's export")
struct PaymentReturnReaderTests {
    private static let header =
        "balance_transaction_id,created_utc,currency,gross,reporting_category,description,"
        + "payment_metadata[order_reference],charge_id\n"

    private func row(
        _ id: String, _ gross: String, _ category: String, charge: String = "ch_1",
        order: String = ""
    ) -> String { "\(id),2026-05-30 14:05:09,usd,\(gross),\(category),,\(order),\(charge)\n" }

    private func mapping(_ change: (String, String)? = nil) throws -> PaymentMapping {
        var text = String(decoding: try SeedFiles.bytes("payments/stripe.yaml"), as: UTF8.self)
        if let (old, new) = change {
            try #require(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return try PaymentMapping(SourceFile(path: "stripe.yaml", text: text))
    }

    private func read(_ text: String) throws -> PaymentReader.Contents {
        try PaymentReader(mapping(), file: "export.csv") { Currency(code: $0, digits: 2) }
            .read(Array(text.utf8))
    }

    private func faults(_ body: () throws -> Void) -> [String] {
        do { try body() } catch let faults as SourceFaults {
            return faults.faults.map { "\($0.line ?? 0) \($0.field)" }
        } catch {
            Issue.record(error)
        }
        return []
    }

    @Test(
        "The mapping that is shipped tells Stripe's charges, refunds, disputes and what came back")
    func stripe() throws {
        let order = try OrderReference.random()
        let contents = try read(
            Self.header + row("txn_4", "120.00", "dispute_reversal")
                + row("txn_3", "-120.00", "dispute") + row("txn_2", "-5.50", "refund")
                + row("txn_1", "125.50", "charge", order: "\(order)")
                + row("txn_5", "-0.30", "fee", charge: ""))
        #expect(contents.payments.map(\.id) == ["txn_4", "txn_1"])
        #expect(contents.payments.map(\.order) == [.asPayment("ch_1"), .one(order)])
        #expect(contents.payments.map(\.reference) == [nil, "ch_1"])
        #expect(contents.returns.map(\.kind) == [.chargeback, .refund])
        #expect(contents.returns.map(\.amount.minorUnits) == [12_000, 550])
        #expect(contents.returns.map(\.payment) == ["ch_1", "ch_1"])
        #expect(contents.returns.map(\.line) == [3, 4])
        #expect(contents.passedOver == ["fee": 1])
    }

    @Test("A refund above zero, of no charge, or twice, is a fault by line and column")
    func rows() throws {
        #expect(
            faults {
                _ = try read(
                    Self.header + row("txn_1", "5.00", "refund")
                        + row("txn_2", "-5.00", "refund", charge: "")
                        + row("txn_3", "-5.00", "dispute", charge: "ch_\u{200B}1")
                        + row("txn_4", "0.00", "refund") + row("txn_5", "-1.00", "refund_failure")
                        + row("txn_6", "-5.00", "refund") + row("txn_6", "-5.00", "refund"))
            } == [
                "2 gross", "3 charge_id", "4 charge_id", "5 gross", "6 gross",
                "8 balance_transaction_id",
            ])
    }

    @Test("A file of payments alone does without the charges' column, one with a refund does not")
    func missingColumn() throws {
        func without(_ text: String) -> String {
            text.split(separator: "\n").map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).dropLast()
                    .joined(separator: ",") + "\n"
            }.joined()
        }
        let charges = Self.header + row("txn_1", "5.00", "charge") + row("txn_2", "-1.00", "fee")
        #expect(try read(without(charges)).payments.map(\.reference) == [nil])
        let refund = charges + row("txn_3", "-5.00", "refund")
        #expect(faults { _ = try read(without(refund)) }.first == "4 charge_id")
    }

    @Test(
        "A mapping whose refunds name no payment, or with a value in two lists, is refused",
        arguments: [
            ("  payment: charge_id\n", ""), ("refunds: [refund]", "refunds: [refund, charge]"),
            ("refunds: [refund]", "refunds: []"),
        ])
    func mappings(old: String, new: String) {
        #expect(throws: SourceFaults.self) { try mapping((old, new)) }
    }
}
