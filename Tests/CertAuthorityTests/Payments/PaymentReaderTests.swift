import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("Payments in a provider's export")
struct PaymentReaderTests {
    private static let header =
        "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,description,"
        + "payment_metadata[order_reference]\n"

    private static let currencies = [
        "USD": 2, "XOF": 0, "JPY": 0, "KWD": 3,
    ].compactMapValues { $0 }

    private func stripe() throws -> PaymentMapping {
        try PaymentMapping(
            SourceFile(
                path: "stripe.yaml", bytes: SeedFiles.bytes("payments/stripe.yaml")))
    }

    private func read(_ text: String, _ mapping: PaymentMapping? = nil) throws
        -> PaymentReader.Contents
    {
        try PaymentReader(mapping ?? stripe(), file: "export.csv") { code in
            Self.currencies[code].flatMap { Currency(code: code, digits: $0) }
        }.read(Array(text.utf8))
    }

    /// The faults as `line field` with their reasons.
    private func faults(_ text: String, _ mapping: PaymentMapping? = nil) throws -> [String] {
        do {
            _ = try read(text, mapping)
        } catch let faults as SourceFaults {
            return faults.faults.map { "\($0.line ?? 0) \($0.field): \($0.reason)" }
        }
        Issue.record("the file has no fault")
        return []
    }

    private func row(
        _ id: String = "txn_1", created: String = "2026-05-30 14:05:09", currency: String = "usd",
        gross: String = "120.00", category: String = "charge", description: String = "",
        order: String = ""
    ) -> String {
        "\(id),\(created),\(currency),\(gross),3.78,116.22,\(category),\(description),\(order)\n"
    }

    @Test("The mapping that is shipped reads Stripe's report to the cent")
    func stripeReport() throws {
        let reference = try OrderReference.random()
        let contents = try read(
            Self.header + row(order: "\(reference)")
                + row("txn_2", gross: "0.01", description: "Fee \(reference)")
                + row("txn_3", currency: "xof", gross: "72000.00")
                + row("txn_4", currency: "kwd", gross: "1.005")
                + row("txn_5", gross: "-5.00", category: "fee")
                + row("txn_6", category: "payout") + row("txn_7", category: "payout"))
        #expect(contents.passedOver == ["fee": 1, "payout": 2])
        #expect(contents.payments.map(\.id) == ["txn_1", "txn_2", "txn_3", "txn_4"])
        #expect(contents.payments.map(\.amount.minorUnits) == [12_000, 1, 72_000, 1_005])
        #expect(contents.payments.map(\.amount.currency.code) == ["USD", "USD", "XOF", "KWD"])
        #expect(
            contents.payments.map(\.order) == [.one(reference), .one(reference), .none, .none])
        #expect(contents.payments[0].paid == Timestamp("2026-05-30T14:05:09Z"))
        #expect(contents.payments.map(\.line) == [2, 3, 4, 5])
        #expect(contents.payments.allSatisfy { $0.provider.text == "stripe" })
    }

    @Test("The first column that names an order counts; several in one column are told as such")
    func orders() throws {
        let (one, two) = (try OrderReference.random(), try OrderReference.random())
        let contents = try read(
            Self.header + row(description: "\(two)", order: "\(one)")
                + row("txn_2", description: "\(one) and \(two)"))
        #expect(contents.payments.map(\.order) == [.one(one), .several])
    }

    @Test("Each fault is told by its line, and nothing is read")
    func byLine() throws {
        let found = try faults(
            Self.header + row() + row("txn_2", gross: "-20.00") + row("txn_3", gross: "0.00")
                + row("txn_4", currency: "zzz") + row("txn_1") + row("txn_5", gross: "1.005")
                + row("txn_6", gross: "1e3")
                + row("txn_7", gross: "1,000.00".filter { $0 != "," } + " ")
                + row("", gross: "5.00") + row("txn_8", created: "2026-02-30 00:00:00")
                + row("txn_9", gross: "99999999999999999999.00")
                + row("txn_10", category: "fee\u{1B}[2J"))
        #expect(
            found.map { String($0.prefix { $0 != ":" }) } == [
                "3 gross", "4 gross", "5 currency", "6 balance_transaction_id", "7 gross",
                "8 gross", "9 gross", "10 balance_transaction_id", "11 created_utc", "12 gross",
                "13 reporting_category",
            ])
        #expect(found[3].contains("line 2"))
    }

    @Test("A file that was cut off anywhere within a line is refused")
    func truncated() throws {
        let whole = Self.header + row() + row("txn_2", description: "two")
        let start = (Self.header + row()).utf8.count
        #expect(try read(whole).payments.count == 2)
        for end in (start + 1)..<whole.utf8.count {
            let text = String(decoding: Array(whole.utf8)[..<end], as: UTF8.self)
            #expect(try faults(text).contains { $0.hasPrefix("3 ") }, "cut at byte \(end)")
        }
        let lenient = try PaymentMapping(
            SeedFiles.edit(
                SourceFile(path: "stripe.yaml", bytes: SeedFiles.bytes("payments/stripe.yaml")),
                "decimals: point", "decimals: point\nfinal-line-end: optional"))
        #expect(try read(String(whole.dropLast()), lenient).payments.count == 2)
    }

    @Test("Columns that are missing are named")
    func columns() throws {
        #expect(
            try faults("balance_transaction_id,created_utc,currency,gross\n") == [
                "1 description: missing column",
                "1 payment_metadata[order_reference]: missing column",
                "1 reporting_category: missing column",
            ])
    }

    @Test("A bank's export with decimal commas, days first and no kinds is read by its mapping")
    func bank() throws {
        let mapping = try PaymentMapping(
            SourceFile(
                path: "bank.yaml",
                text: """
                    provider: bank
                    columns: {id: Ref, amount: Amount, currency: Cur, paid: Day, order: [Text]}
                    dates: day-first
                    decimals: comma
                    """))
        let header = "Ref,Amount,Cur,Day,Text\n"
        let contents = try read(header + "7,\"60,5\",USD,30.05.2026,x\n", mapping)
        #expect(contents.payments.map(\.amount.decimal) == ["60.50"])
        #expect(contents.payments.map(\.paid) == [Timestamp("2026-05-30T00:00:00Z")])
        #expect(try faults(header + "7,1.000,USD,30/05/2026,x\n", mapping).count == 1)
        #expect(try faults(header + "7,\"1,5\",USD,2026-05-30,x\n", mapping).count == 1)
    }

    private func bank(_ more: String) throws -> PaymentMapping {
        try PaymentMapping(
            SourceFile(
                path: "bank.yaml",
                text: """
                    provider: bank
                    columns: {id: Ref, amount: Amount, currency: Cur, paid: Day, order: [Text]}
                    dates: day-first
                    \(more)
                    """))
    }

    @Test("Amounts are read as banks write them, by the mapping")
    func bankAmounts() throws {
        let header = "Ref;Amount;Cur;Day;Text\r\n"
        for (more, amount, units) in [
            ("decimals: comma\nthousands: point", "1.260,00", 126_000),
            ("decimals: \",\"\nthousands: \".\"", "60,00", 6_000),
            ("decimals: comma\nthousands: point", "+1.234.567,8", 123_456_780),
            ("decimals: comma\nthousands: space", "1\u{202F}260,00", 126_000),
            ("decimals: comma\nthousands: space", "1\u{A0}260", 126_000),
            ("decimals: comma\nthousands: space\nsymbols: [€, EUR]", "1 260,00\u{A0}€", 126_000),
            (
                "decimals: point\nthousands: apostrophe\nsymbols: [CHF]", "CHF 1\u{2019}260.00",
                126_000
            ),
            ("thousands: comma\nsymbols: [$, US$]", "US$1,260.00", 126_000),
            ("thousands: comma\nsymbols: [$]", "+$1,260.00", 126_000),
            ("thousands: comma", "12,34,567.00", 123_456_700),
        ] {
            let mapping = try bank("separator: semicolon\n\(more)")
            let contents = try read(
                header + "7;\(amount);USD;30.05.2026;x\r\n;;;;\r\n\u{1A}", mapping)
            #expect(contents.payments.map(\.amount.minorUnits) == [Int64(units)], "\(amount)")
        }
        for (more, amount) in [
            ("decimals: comma\nthousands: point", "1.26"),
            ("decimals: comma\nthousands: point", "12.60,00"),
            ("decimals: comma\nthousands: point", "1.2600,00"), ("decimals: comma", "1.260,00"),
            ("thousands: comma", "1,260,00"), ("thousands: space", " 60.00"), ("", "€60.00"),
            ("symbols: [€]", "€€60.00"), ("thousands: comma", ",260.00"), ("", "60.00-"),
            ("", "-60.00"),
            ("", "\u{2212}60.00"), ("", "+-60.00"), ("", "1000000000.01"),
        ] {
            let mapping = try bank("separator: \";\"\n\(more)")
            let found = try faults(header + "7;\(amount);USD;30.05.2026;x\r\n", mapping)
            #expect(found.map { String($0.prefix(8)) } == ["2 Amount"], "\(amount): \(found)")
        }
    }

    @Test("Columns that are separated by another sign are told once, with what the mapping lacks")
    func separator() throws {
        let found = try faults("Ref;Amount;Cur;Day;Text\n7;5.00;USD;30.05.2026;x\n", try bank(""))
        #expect(found.count == 1)
        #expect(found.first?.contains("separated by semicolons") == true)
    }

    @Test(
        "An identifier that looks like another one is refused",
        arguments: [
            " B1", "B1 ", "B1\u{A0}", "B\u{200B}1", "B\u{AD}1", "\u{FEFF}B1", "B1\u{202C}",
            "B\u{3000}1",
        ])
    func identifiers(id: String) throws {
        let found = try faults(Self.header + row(id))
        #expect(found.map { String($0.prefix { $0 != ":" }) } == ["2 balance_transaction_id"])
        #expect(PaymentIdentifier.fault("statement 12, line 4") == nil)
    }

    @Test("A payment of a day that has begun nowhere is told; one of today is not")
    func future() throws {
        let instant = try #require(Timestamp("2026-05-30T10:30:00Z"))
        let contents = try read(
            "Ref,Amount,Cur,Day,Text\n1,5.00,USD,31.05.2026,x\n2,5.00,USD,01.06.2026,x\n",
            try bank(""))
        #expect(contents.future(at: instant).map(\.id) == ["2"])
        let exact = try read(Self.header + row(created: "2026-05-30 10:36:00"))
        #expect(exact.future(at: instant).count == 1)
        #expect(
            try read(Self.header + row(created: "2026-05-30 10:30:01")).future(at: instant).isEmpty)
    }

    @Test(
        "A mapping with a fault is refused with line and field",
        arguments: [
            ("dates: date-time", "dates: tuesday", "dates"),
            ("id: balance", "idd: balance", "columns.idd"),
            ("provider: stripe", "provider: Stripe Inc", "provider"),
            ("payments: [charge]", "payments: []", "rows.payments"),
            ("decimals: point", "decimals: dot", "decimals"),
            ("decimals: point", "separator: colon", "separator"),
            ("decimals: point", "thousands: dot", "thousands"),
            ("decimals: point", "decimals: comma\nthousands: comma", "thousands"),
            ("decimals: point", "symbols: [\"1\"]", "symbols[0]"),
        ])
    func mappingFaults(old: String, new: String, field: String) throws {
        let file = SourceFile(
            path: "stripe.yaml", bytes: try SeedFiles.bytes("payments/stripe.yaml"))
        let edited = try SeedFiles.edit(file, old, new)
        #expect {
            _ = try PaymentMapping(edited)
        } throws: { error in
            (error as? SourceFaults)?.faults.contains { $0.field == field && $0.line != nil }
                ?? false
        }
    }
}
