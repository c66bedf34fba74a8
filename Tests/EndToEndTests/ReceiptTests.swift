import CertAuthority
import Credentials
import Foundation
import LinkedData
import StoreSQLite
import StoreSQL
import Testing

@Suite("Invoices, receipts and credit notes on the command line")
struct ReceiptTests {
    private static let authorship = Authorship(
        actor: "tests", at: Timestamp(seconds: 1_780_272_000))

    /// Opens an order of USD 120.00 for each learner; the first so many are paid.
    private func open(
        _ coalition: Coalition, _ learners: Int, paid: Int
    ) async throws -> [String] {
        let store = try SQLStore(path: coalition.storePath, access: .readWrite)
        let usd = try #require(Currency(code: "USD", digits: 2))
        let programme = try #require(Slug("advanced-generative-ai"))
        let organisation = try #require(Slug("itu"))
        let day = try #require(CivilDate("2026-05-30"))
        let price = Money(minorUnits: 12_000, usd)
        let records = try await store.open(
            (1...learners).map {
                OrderRequest(
                    rowKey: RowKey(programme: programme, learner: "L-\($0)", completedOn: day),
                    programme: programme, organisation: organisation, country: "KE",
                    quote: OrderQuote(id: "Q-\($0)", amount: price))
            }, Self.authorship)
        let orders = records.map(\.order.reference)
        _ = try await store.take(
            orders.prefix(paid).enumerated().map { index, order in
                Payment(
                    provider: organisation, id: "\(index)", amount: price, paid: Self.authorship.at,
                    order: .one(order))
            }, source: "export.csv", digest: "d", Self.authorship)
        return orders.map(\.description)
    }

    private func numbers(_ coalition: Coalition) async throws -> [Double] {
        let list = try await coalition.certctl("receipts", "list", "--json").json()
        return try #require(list["receipts"]?.arrayValue).compactMap { $0["count"]?.numberValue }
    }

    @Test("Each state of an order has its document, once, and each document its number and PDF")
    func kinds() async throws {
        try await Coalition.with { coalition in
            let orders = try await open(coalition, 3, paid: 1)
            func issue(_ order: String) async throws -> JSON {
                try await coalition.certctl("receipts", "issue", order, "--json").json()
            }
            let invoice = try await issue(orders[1])
            #expect(invoice["number"] == "ITU-000001" && invoice["kind"] == "invoice")
            #expect(invoice["isNew"] == true)
            let again = try await issue(orders[1])
            #expect(again["number"] == "ITU-000001" && again["isNew"] == false)
            let receipt = try await issue(orders[0])
            #expect(receipt["number"] == "ITU-000002" && receipt["kind"] == "receipt")
            try await coalition.certctl(
                "orders", "cancel", orders[1], "--reason", "withdrew", "--yes")
            let note = try await issue(orders[1])
            #expect(note["number"] == "ITU-000003" && note["reverses"] == "ITU-000001")
            #expect(note["kind"] == "credit-note")
            try await coalition.certctl(
                "orders", "cancel", orders[2], "--reason", "withdrew", "--yes")
            let refused = try await coalition.certctl("receipts", "issue", orders[2], exits: 6)
            #expect(refused.complaints.contains("nothing was issued for it"))
            let before = try await coalition.certctl("receipts", "list", "--json").json()
            try await coalition.certctl("receipts", "issue", "--settled")
            #expect(
                try await coalition.certctl("receipts", "list", "--json").json() == before)
            for (number, language) in [("ITU-1", "en"), ("itu-000002", "ar"), ("ITU-3", "zh")] {
                let file = coalition.desk + "/\(language).pdf"
                let arguments = [
                    "receipts", "export", number, "--language", language, "--for", "Zoë Müller",
                    "-o",
                ]
                #expect(try await coalition.start(arguments + [file]).outcome().status == 0)
                #expect(try await coalition.start(arguments + [file]).outcome().status == 6)
                #expect(
                    try await coalition.start(arguments + [file + "2"]).outcome().status == 0)
                let bytes = try FileSystem.read(file)
                #expect(bytes.starts(with: Array("%PDF-".utf8)))
                #expect(try FileSystem.read(file + "2") == bytes)
                #expect(FileSystem.mode(file) == 0o600)
            }
            try await coalition.certctl(
                "receipts", "export", "ITU-9", "-o", coalition.desk + "/9.pdf", exits: 5)
            try await coalition.certctl(
                "receipts", "export", "none", "-o", coalition.desk + "/9.pdf", exits: 64)
            #expect(
                try await coalition.certctl("audit", "verify").status == 0)
        }
    }

    @Test("A receipt is in the learner's language, unless another is asked for")
    func language() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write(
                "advanced.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "A-1,Chidi Okafor,,fr-CD,KE,2025-06-27,self-paced,\n")
            let issue = ["issue", cohort, "--programme", "advanced-generative-ai"]
            _ = try await coalition.start(
                issue + ["--create-orders", coalition.desk + "/orders.csv"]
            ).outcome()
            let orders = try await coalition.certctl("orders", "list", "--json").json()
            let order = try #require(orders["orders"]?.arrayValue?.first)
            let reference = try #require(order["order"]?.stringValue)
            let amount = try #require(order["price"]?["amount"]?.stringValue)
            try await coalition.certctl(
                "payments", "record", "--order", reference, "--amount", "USD \(amount)",
                "--provider", "bank", "--id", "1")
            #expect(try await coalition.start(issue).outcome().status == 0)
            try await coalition.certctl("receipts", "issue", reference)
            func export(_ name: String, _ more: [String] = []) async throws -> [UInt8] {
                let file = coalition.desk + "/\(name).pdf"
                let outcome = try await coalition.start(
                    ["receipts", "export", "ITU-1", "-o", file] + more
                ).outcome()
                #expect(outcome.status == 0, "\(outcome.complaints)")
                return try FileSystem.read(file)
            }
            let own = try await export("own")
            #expect(try await export("fr", ["--language", "fr"]) == own)
            #expect(try await export("en", ["--language", "en"]) != own)
            try await coalition.certctl(
                "receipts", "export", "ITU-1", "--language", "xx", "-o", "x.pdf", exits: 64)
        }
    }

    @Test("Numbers have no hole and none twice after kills, and when two issue at once")
    func killed() async throws {
        try await Coalition.with { coalition in
            let count = 120
            _ = try await open(coalition, count, paid: count)
            var rounds = 0
            while try await numbers(coalition).count < count, rounds < 60 {
                rounds += 1
                let programs = try (0..<2).map { _ in
                    try coalition.start(["receipts", "issue", "--settled"])
                }
                if rounds < 8 {
                    try await Task.sleep(for: .milliseconds(60 + 40 * rounds))
                    for program in programs { program.send(SIGKILL) }
                }
                for program in programs { _ = try await program.outcome() }
                let found = try await numbers(coalition)
                #expect(found == (0..<found.count).map { Double($0 + 1) }, "round \(rounds)")
            }
            #expect(try await numbers(coalition).count == count)
            let list = try await coalition.certctl("receipts", "list", "--json").json()
            let orders = try #require(list["receipts"]?.arrayValue).compactMap {
                $0["order"]?.stringValue
            }
            #expect(Set(orders).count == count)
        }
    }
}
