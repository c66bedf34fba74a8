import CertAuthority
import Credentials
import Foundation
import LinkedData
import StoreSQLite
import StoreSQL
import Testing

@Suite("Orders, payments, vouchers and sponsors on the command line")
struct MoneyCommandTests {
    private static let programme = "advanced-generative-ai"

    /// Opens an order of USD 120.00 for each learner, as issuing does.
    private func open(_ coalition: Coalition, _ learners: Int) async throws -> [String] {
        let store = try SQLStore(path: coalition.storePath, access: .readWrite)
        let (usd, programme, itu, day) = (
            try #require(Currency(code: "USD", digits: 2)), try #require(Slug(Self.programme)),
            try #require(Slug("itu")), try #require(CivilDate("2026-05-30"))
        )
        let records = try await store.open(
            (1...learners).map {
                OrderRequest(
                    rowKey: RowKey(programme: programme, learner: "L-\($0)", completedOn: day),
                    programme: programme, organisation: itu, country: "KE",
                    quote: OrderQuote(id: "Q-\($0)", amount: Money(minorUnits: 12_000, usd)))
            }, Authorship(actor: "tests", at: Timestamp(seconds: 1_780_272_000)))
        return records.map { "\($0.order.reference)" }
    }

    private func state(_ coalition: Coalition, _ order: String) async throws -> String? {
        try await coalition.certctl("orders", "show", order, "--json").json()["state"]?.stringValue
    }

    @Test("A provider's export settles orders once; what is wrong with it is told by line")
    func payments() async throws {
        try await Coalition.with { coalition in
            let orders = try await open(coalition, 3)
            let header =
                "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,"
                + "description,payment_metadata[order_reference]\n"
            func row(_ id: Int, _ gross: String, _ order: String, _ currency: String = "usd")
                -> String
            { "txn_\(id),2026-06-02 09:00:00,\(currency),\(gross),0,0,charge,,\(order)\n" }
            let mapping = Repository.file("seeds/payments/stripe.yaml")
            let good = try coalition.write(
                "good.csv",
                header + row(1, "120.00", orders[0]) + row(2, "20.00", orders[1])
                    + row(3, "130.00", orders[2]) + row(4, "9.00", "")
                    + row(5, "120.00", orders[1], "kes"))
            let bad = try coalition.write(
                "bad.csv",
                header + row(6, "100.00", orders[1]) + row(7, "-1.00", orders[1])
                    + row(6, "100.00", orders[1]) + row(8, "1.00", orders[1], "zzz")
                    + "txn_9,2026-06-02 09:0")
            let before = try coalition.state()
            let refused = try await coalition.certctl(
                "payments", "import", bad, "--mapping", mapping, exits: 4)
            // The reader of the table first tells of lines that are no rows.
            #expect(refused.complaintLines.contains { $0.contains("bad.csv:6:") })
            let mended = try coalition.write(
                "bad.csv",
                header + row(6, "100.00", orders[1]) + row(7, "-1.00", orders[1])
                    + row(6, "100.00", orders[1]) + row(8, "1.00", orders[1], "zzz"))
            let faults = try await coalition.certctl(
                "payments", "import", mended, "--mapping", mapping, exits: 4)
            for line in 3...5 {
                #expect(faults.complaintLines.contains { $0.contains("bad.csv:\(line):") })
            }
            try await coalition.certctl(
                "payments", "import", good, "--mapping", mapping, "--rows", "4", exits: 4)
            let rehearsed = try await coalition.certctl(
                "payments", "import", good, "--mapping", mapping, "--dry-run", "--json")
            #expect(try rehearsed.json()["taken"] == 5)
            #expect(try coalition.state() == before)
            for (taken, repeated) in [(5, 0), (0, 5)] as [(JSON, JSON)] {
                let outcome = try await coalition.certctl(
                    "payments", "import", good, "--mapping", mapping, "--json")
                #expect(try outcome.json()["taken"] == taken)
                #expect(try outcome.json()["repeated"] == repeated)
            }
            #expect(try await state(coalition, orders[0]) == "settled")
            #expect(try await state(coalition, orders[1]) == "partly-settled")
            let over = try await coalition.certctl("orders", "show", orders[2], "--json").json()
            #expect(over["credit"]?["amount"] == "10.00")
            let aside = try await coalition.certctl("payments", "list", "--aside", "--json").json()
            let numbers = try #require(aside["payments"]?.arrayValue).compactMap {
                $0["payment"]?.numberValue
            }
            #expect(numbers.count == 2)
            try await coalition.certctl(
                "payments", "assign", "\(Int(numbers[0]))", "--order", orders[1])
            try await coalition.certctl(
                "payments", "assign", "\(Int(numbers[1]))", "--order", orders[1], exits: 6)
            let byHand = [
                "payments", "record", "--order", orders[1], "--amount", "USD 91.00", "--provider",
                "bank", "--id", "statement 12, line 4", "--paid", "2026-06-02",
            ]
            #expect(try await coalition.start(byHand).outcome().status == 0)
            #expect(try await coalition.start(byHand).outcome().status == 6, "told of before")
            #expect(try await state(coalition, orders[1]) == "settled")
            try await coalition.certctl(
                "orders", "refund", orders[2], "--amount", "USD 10.01", "--note", "x", exits: 6)
            try await coalition.certctl(
                "orders", "refund", orders[2], "--amount", "USD 10.00", "--note", "transfer 1")
        }
    }

    @Test("A waiver asked for by one and approved by another settles; none alone")
    func waiver() async throws {
        try await Coalition.with { coalition in
            let order = try await open(coalition, 1)[0]
            let asked = try await coalition.certctl(
                "orders", "waive", "request", order, "--reason", "flood", "--actor", "ana", "--json"
            )
            let number = try #require(try asked.json()["waiver"]?["waiver"]?.numberValue)
            let waiver = "\(Int(number))"
            try await coalition.certctl(
                "orders", "waive", "approve", waiver, "--actor", "Ana", exits: 6)
            #expect(try await state(coalition, order) == "quoted")
            try await coalition.certctl("orders", "waive", "approve", waiver, "--actor", "bo")
            #expect(try await state(coalition, order) == "settled")
            try await coalition.certctl("orders", "cancel", "--yes", order, "--reason", "withdrew")
            #expect(try await state(coalition, order) == "cancelled")
            try await coalition.certctl("orders", "show", "ORD-0000-0000-1", exits: 64)
        }
    }

    @Test("Voucher codes are printed once or into a file of their owner, and are good once")
    func vouchers() async throws {
        try await Coalition.with { coalition in
            let orders = try await open(coalition, 2)
            let file = coalition.desk + "/codes.txt"
            let create = [
                "vouchers", "create", "--count", "3", "--programme", Self.programme, "--expires",
                "2999-01-01", "--output", file, "--json",
            ]
            let made = try await coalition.start(create).outcome()
            let batch = try #require(try made.json()["batch"]?.stringValue)
            #expect(try FileSystem.read(file).count == 3 * "V-7K3M-9QXD-2T8F-W4HN-C\n".utf8.count)
            #expect(FileSystem.mode(file) == 0o600)
            let before = try coalition.state()
            #expect(try await coalition.start(create).outcome().status == 6, "the file is there")
            #expect(try coalition.state() == before)
            let codes = String(decoding: try FileSystem.read(file), as: UTF8.self).split(
                separator: "\n"
            ).map(String.init)
            let one = try coalition.write("one.txt", codes[0].lowercased() + "\n")
            try await coalition.certctl(
                "vouchers", "redeem", "--order", orders[0], "--code-file", one)
            #expect(try await state(coalition, orders[0]) == "settled")
            try await coalition.certctl(
                "vouchers", "redeem", "--order", orders[1], "--code-file", one, exits: 6)
            let other = try coalition.write("other.txt", "\(try VoucherCode.random())")
            try await coalition.certctl(
                "vouchers", "redeem", "--order", orders[1], "--code-file", other, exits: 5)
            // Without the check symbol alone, the V could be taken for a symbol once in 32 times.
            let slip = try coalition.write("slip.txt", String(codes[1].dropLast(3)))
            try await coalition.certctl(
                "vouchers", "redeem", "--order", orders[1], "--code-file", slip, exits: 64)
            let two = try coalition.write("two.txt", codes[1])
            try await coalition.certctl(
                "vouchers", "revoke", "--yes", "--code-file", two, "--reason", "lost")
            try await coalition.certctl(
                "vouchers", "redeem", "--order", orders[1], "--code-file", two, exits: 6)
            try await coalition.certctl(
                "vouchers", "revoke", "--yes", batch + "/3", "--reason", "lost")
            let report = try await coalition.certctl("vouchers", "report", "--json").json()
            let line = try #require(report["batches"]?.arrayValue?.first)
            #expect(line["redemptions"] == 1 && line["revoked"] == 2 && line["size"] == 3)
            try await coalition.certctl(
                "vouchers", "create", "--count", "1", "--programme", "ai-foundations", "--expires",
                "2999-01-01", exits: 64)
        }
    }

    @Test("Two who settle from a pool that has money for one: one succeeds")
    func sponsors() async throws {
        try await Coalition.with { coalition in
            let orders = try await open(coalition, 6)
            try await coalition.certctl(
                "sponsors", "create", "fund", "--sponsor", "A Fund", "--currency", "USD", "--cap",
                "country:KE=5000.00", "--cap", "all/month=5000.00")
            try await coalition.certctl("sponsors", "fund", "fund", "--amount", "USD 200.00")
            let programs = try orders.map {
                try coalition.start(["orders", "sponsor", $0, "--pool", "fund"])
            }
            var statuses: [Int32] = []
            for program in programs { statuses.append(try await program.outcome().status) }
            #expect(statuses.sorted() == [0, 6, 6, 6, 6, 6])
            let text = try await coalition.certctl("sponsors", "statement", "fund")
            #expect(!String(decoding: text.output, as: UTF8.self).contains("L-1"))
            let pool = try await coalition.certctl("sponsors", "statement", "fund", "--json").json()
            #expect(pool["closing"]?["available"]?["amount"] == "80.00")
            #expect(pool["closing"]?["reserved"]?["amount"] == "120.00")
            #expect(pool["entries"]?.arrayValue?.count == 2)
            try await coalition.certctl(
                "sponsors", "withdraw", "fund", "--amount", "USD 80.01", exits: 6)
            try await coalition.certctl(
                "sponsors", "create", "x", "--sponsor", "A", "--currency", "USD", "--cap",
                "learner:L-1=5", exits: 64)
        }
    }

    @Test(
        "Every --json prints one JSON document; only a shown order names the learner, none a country"
    )
    func json() async throws {
        try await Coalition.with { coalition in
            let order = try await open(coalition, 1)[0]
            for arguments in [
                ["orders", "list"], ["orders", "list", "--state", "quoted"],
                ["orders", "show", order], ["payments", "list"], ["sponsors", "list"],
                ["vouchers", "report"],
                ["orders", "cancel", order, "--reason", "x", "--dry-run"],
                ["orders", "cancel", order, "--reason", "x", "--yes"],
            ] {
                let outcome = try await coalition.start(arguments + ["--json"]).outcome()
                #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
                #expect(try outcome.json().objectValue != nil, "\(arguments)")
                let text = String(decoding: outcome.output, as: UTF8.self)
                #expect(text.contains("L-1") == arguments.contains(order), "\(arguments)")
                #expect(!text.contains("\"KE\""), "\(arguments)")
                #expect(outcome.complaints.isEmpty, "\(arguments)")
            }
        }
    }
}
