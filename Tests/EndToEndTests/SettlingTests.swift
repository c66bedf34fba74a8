import CertAuthority
import Credentials
import Foundation
import LinkedData
import StoreSQLite
import StoreSQL
import Testing

@Suite("Settling the fees of an advanced cohort")
struct SettlingTests {
    private static let programme = "advanced-generative-ai"

    /// One learner of the cohort, and what is done for them.
    private struct Learner {
        let number: Int

        var reference: String { "S-\(number)" }

        enum Way: Int { case paid, vouchered, open, waived, free, alsoOpen }

        var way: Way { Way(rawValue: number % 6) ?? .open }

        /// Prices differ, so that a pool that runs dry for one may still suffice for another.
        private var place: (country: String, groups: String, units: Int) {
            if way == .free { return ("RW", "", 0) }
            switch number % 4 {
            case 0: return ("US", "", 12_000)
            case 1: return ("KE", "", 3_000)
            case 2: return ("KE", "woman", 1_500)
            default: return ("US", "youth", 6_000)
            }
        }

        var price: Int { place.units }

        var line: String {
            "\(reference),Learner No \(number),,en,\(place.country),2025-05-30,hybrid,"
                + "\(place.groups)\n"
        }
    }

    private static func units(_ text: String) -> Int {
        Int(text.filter { $0 != "." }) ?? -1
    }

    private static func units(_ money: JSON?) -> Int {
        units(money?["amount"]?.stringValue ?? "")
    }

    private static func header(_ learners: [Learner]) -> String {
        "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
            + learners.map(\.line).joined()
    }

    private func references(_ list: JSON?) throws -> Set<String> {
        Set(try #require(list?.arrayValue).compactMap { $0["learnerRef"]?.stringValue })
    }

    /// The orders that were written for sending out, by learner.
    private func orders(_ path: String) throws -> [String: (order: String, amount: String)] {
        let table = CSVDocument(try FileSystem.read(path))
        #expect(table.faults.isEmpty && table.columns == OrderSheet.columns)
        var found: [String: (order: String, amount: String)] = [:]
        for record in table.records {
            #expect(record.fields[5] == "USD" && record.fields[7].hasPrefix("Q-"))
            found[record.fields[1]] = (record.fields[0], record.fields[4])
        }
        return found
    }

    /// What the pool can pay, row by row.
    private func sponsored(_ learners: [Learner], from funds: Int) -> (Set<String>, Int) {
        var left = funds
        var paid: Set<String> = []
        for learner in learners where [.open, .alsoOpen].contains(learner.way) {
            guard learner.price <= left else { continue }
            left -= learner.price
            paid.insert(learner.reference)
        }
        return (paid, funds - left)
    }

    private func waive(_ orders: [String], _ coalition: Coalition) async throws {
        let store = try SQLStore(path: coalition.storePath, access: .readWrite)
        let now = Timestamp(seconds: Int64(Date.now.timeIntervalSince1970))
        for order in orders {
            let request = try await store.requestWaiver(
                OrderReference(order), nil, reason: "flood", Authorship(actor: "ana", at: now))
            _ = try await store.approveWaiver(request.number, Authorship(actor: "bo", at: now))
        }
    }

    private func pay(
        _ orders: [(order: String, amount: String)], _ coalition: Coalition
    ) async throws {
        let rows = orders.enumerated().map { index, entry in
            "txn_\(index),2026-06-02 09:00:00,usd,\(entry.amount),0,0,charge,,\(entry.order)\n"
        }
        let file = try coalition.write(
            "payments.csv",
            "balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category,"
                + "description,payment_metadata[order_reference]\n" + rows.joined())
        try await coalition.certctl(
            "payments", "import", file, "--mapping", Repository.file("seeds/payments/stripe.yaml"))
    }

    /// A file that gives each learner a voucher for the whole price.
    private func vouchers(_ learners: [Learner], _ coalition: Coalition) async throws -> String {
        let file = coalition.desk + "/codes.txt"
        try await coalition.certctl(
            "vouchers", "create", "--count", "\(learners.count)", "--programme", Self.programme,
            "--expires", "2999-01-01", "--output", file)
        let codes = String(decoding: try FileSystem.read(file), as: UTF8.self).split(
            separator: "\n")
        return try coalition.write(
            "vouchers.csv",
            "learner_ref,code\n"
                + zip(learners, codes).map { "\($0.reference),\($1)\n" }.joined())
    }

    private func pool(_ funds: Int, _ coalition: Coalition) async throws {
        try await coalition.certctl(
            "sponsors", "create", "fund", "--sponsor", "A Fund", "--currency", "USD")
        let cents = funds % 100
        try await coalition.certctl(
            "sponsors", "fund", "fund", "--amount",
            "USD \(funds / 100).\(cents < 10 ? "0" : "")\(cents)")
    }

    /// CERTAUTHORITY_SETTLING_ROWS sets the size; see docs/orders.md.
    private static var size: Int {
        ProcessInfo.processInfo.environment["CERTAUTHORITY_SETTLING_ROWS"].flatMap(Int.init) ?? 60
    }

    @Test(
        "Exactly the settled rows are issued, money reconciles to the cent, again changes nothing")
    func reconciles() async throws {
        try await Coalition.with { coalition in
            let learners = (1...Self.size).map(Learner.init)
            func all(_ ways: Learner.Way...) -> [Learner] {
                learners.filter { ways.contains($0.way) }
            }
            let cohort = try coalition.write("cohort.csv", Self.header(learners))
            let issue = ["issue", cohort, "--programme", Self.programme, "--json"]
            func run(_ more: String...) async throws -> Program.Outcome {
                let outcome = try await coalition.start(issue + more).outcome(within: .seconds(300))
                let told = String(decoding: outcome.output, as: UTF8.self) + outcome.complaints
                // Neither groups nor rules, by which somebody's group is told.
                for word in ["woman", "women", "youth", "income", "developed"] {
                    #expect(!told.contains(word), "\(word)")
                }
                return outcome
            }
            let sheet = coalition.desk + "/orders.csv"
            let first = try await run("--create-orders", sheet)
            #expect(first.status == 8, "\(first.complaints)")
            let free = Set(all(.free).map(\.reference))
            #expect(try references(first.json()["certificates"]) == free)
            #expect(FileSystem.mode(sheet) == 0o600)
            let orders = try orders(sheet)
            #expect(orders.count == learners.count - free.count)
            for learner in learners where learner.way != .free {
                #expect(orders[learner.reference].map { Self.units($0.amount) } == learner.price)
            }

            let paid = all(.paid), waived = all(.waived), vouchered = all(.vouchered)
            try await pay(paid.compactMap { orders[$0.reference] }, coalition)
            try await waive(waived.compactMap { orders[$0.reference]?.order }, coalition)
            let codes = try await vouchers(vouchered, coalition)
            let funds = all(.open, .alsoOpen).reduce(0) { $0 + $1.price } / 2 + 1
            try await pool(funds, coalition)
            let (sponsored, spent) = sponsored(learners, from: funds)
            let waiting = Set(all(.open, .alsoOpen).map(\.reference)).subtracting(sponsored)
            try #require(!waiting.isEmpty && !sponsored.isEmpty)

            let before = try coalition.state()
            let rehearsed = try await run("--vouchers", codes, "--sponsor", "fund", "--dry-run")
            #expect(rehearsed.status == 8, "\(rehearsed.complaints)")
            #expect(try references(rehearsed.json()["unsettled"]) == waiting)
            #expect(try coalition.state() == before)

            let outcome = try await run("--vouchers", codes, "--sponsor", "fund")
            #expect(outcome.status == 8, "\(outcome.complaints)")
            let told = try outcome.json()
            #expect(try references(told["unsettled"]) == waiting)
            let settled = Set((paid + waived + vouchered).map(\.reference)).union(sponsored)
            #expect(try references(told["certificates"]) == settled)

            try await reconcile(
                coalition, learners, paid: paid, vouchered: vouchered, funds: funds, spent: spent)
            let after = try coalition.state()
            let again = try await run("--vouchers", codes, "--sponsor", "fund")
            #expect(again.status == 8, "\(again.complaints)")
            #expect(try references(again.json()["unsettled"]) == waiting)
            #expect(try again.json()["issued"] == 0)
            #expect(try coalition.state() == after)

            let entry = try #require(told["certificates"]?.arrayValue?.first)
            let shown = try await coalition.certctl(
                "show", try #require(entry["number"]?.stringValue), "--json"
            ).json()
            let reference = try #require(entry["learnerRef"]?.stringValue)
            #expect(shown["settledBy"]?.stringValue == orders[reference]?.order)
            try await coalition.certctl("audit", "verify")
        }
    }

    private func reconcile(
        _ coalition: Coalition, _ learners: [Learner], paid: [Learner], vouchered: [Learner],
        funds: Int, spent: Int
    ) async throws {
        func sum(_ learners: [Learner]) -> Int { learners.reduce(0) { $0 + $1.price } }
        let statement = try await coalition.certctl("sponsors", "statement", "fund", "--json")
            .json()
        let closing = statement["closing"]
        #expect(Self.units(closing?["spent"]) == spent)
        #expect(Self.units(closing?["reserved"]) == 0)
        #expect(Self.units(closing?["available"]) == funds - spent)
        let report = try await coalition.certctl("vouchers", "report", "--json").json()
        let batch = try #require(report["batches"]?.arrayValue?.first)
        #expect(batch["redemptions"] == .number(Double(vouchered.count)))
        #expect(Self.units(batch["settled"]?.arrayValue?.first) == sum(vouchered))
        let payments = try await coalition.certctl("payments", "list", "--json").json()
        let amounts = try #require(payments["payments"]?.arrayValue).map {
            Self.units($0["amount"])
        }
        #expect(amounts.reduce(0, +) == sum(paid))
        let orders = try await coalition.certctl("orders", "list", "--json").json()
        let list = try #require(orders["orders"]?.arrayValue)
        #expect(list.reduce(0) { $0 + Self.units($1["price"]) } == sum(learners))
        let outstanding = list.reduce(0) { $0 + Self.units($1["outstanding"]) }
        let waived = learners.filter { $0.way == .waived }
        #expect(
            sum(learners) == sum(paid) + sum(vouchered) + sum(waived) + spent + outstanding)
    }

    @Test(
        "A run that ends between settling and planning leaves reservations that the next one uses")
    func interrupted() async throws {
        try await Coalition.with { coalition in
            let learners = (1...12).map(Learner.init)
            let cohort = try coalition.write("cohort.csv", Self.header(learners))
            try await pool(1_000_000, coalition)
            let issue = ["issue", cohort, "--programme", Self.programme, "--sponsor", "fund"]
            // Without a passphrase nothing is planned, and what was settled stays.
            let store = try SQLStore(path: coalition.storePath, access: .readOnly)
            let pool = try #require(Slug("fund"))
            let program = try Program(
                Program.product("certctl"), issue,
                environment: ["HOME": coalition.desk, "CERTAUTHORITY_HOME": coalition.home])
            #expect(try await program.outcome().status == 64)
            let reserved = try await store.statement(of: pool, from: nil, until: nil)
            let total = Int64(learners.reduce(0) { $0 + $1.price })
            #expect(reserved.record.amount(.reserved).minorUnits == total)
            // Killed as soon as a row is planned or at its end, whatever comes first.
            let planning = try coalition.start(issue)
            _ = try await poll(within: .seconds(120)) {
                let batches = try? await store.batches()
                return batches.map { $0.count > 1 } ?? false || !planning.isRunning
            }
            planning.send(SIGKILL)
            _ = try await planning.outcome()
            let rest = try await coalition.start(issue + ["--json"]).outcome()
            #expect(rest.status == 0, "\(rest.complaints)")
            let spent = try await store.statement(of: pool, from: nil, until: nil)
            #expect(spent.record.amount(.spent).minorUnits == total)
            #expect(spent.record.amount(.reserved).minorUnits == 0)
            #expect(spent.transfers.count { $0.kind == .reserve } == 10)
            #expect(try await coalition.numbers().count == 12 + 12)
        }
    }

    @Test("Bad codes are told by line and never whole; what is free takes no means of payment")
    func refusals() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write("cohort.csv", Self.header([1, 3].map(Learner.init)))
            let unknown = "\(try VoucherCode.random())"
            let issue = ["issue", cohort, "--programme", Self.programme, "--json"]
            let before = try coalition.state()
            let slip = try coalition.write("slip.txt", "\(unknown)\n\(unknown.dropLast())\n")
            let refused = try await coalition.start(issue + ["--vouchers", slip]).outcome()
            #expect(refused.status == 4)
            #expect(refused.complaints.contains("slip.txt:2:"))
            #expect(!refused.complaints.contains(unknown.dropLast()))
            try await coalition.certctl(
                "issue", cohort, "--programme", "ai-foundations", "--vouchers",
                coalition.write("none.txt", ""), exits: 64)
            try await coalition.certctl(
                "issue", cohort, "--programme", Self.programme, "--create-orders", cohort, exits: 6)
            try await coalition.certctl(
                "issue", cohort, "--programme", Self.programme, "--sponsor", "nobody", exits: 5)
            #expect(try coalition.state() == before)

            let file = try coalition.write("unknown.txt", "\n\(unknown)\n")
            let outcome = try await coalition.start(issue + ["--vouchers", file]).outcome()
            #expect(outcome.status == 8)
            #expect(try outcome.json()["refusedVouchers"]?.arrayValue?.first?["line"] == 2)
            #expect(outcome.complaints.contains("unknown.txt:2:"))
            #expect(
                !(outcome.complaints + String(decoding: outcome.output, as: UTF8.self))
                    .contains(unknown))

            let settled = try await coalition.start(issue + ["--settled-by", "INV-7"]).outcome()
            #expect(settled.status == 0, "\(settled.complaints)")
            #expect(try settled.json()["issued"] == 2)
        }
    }
}
