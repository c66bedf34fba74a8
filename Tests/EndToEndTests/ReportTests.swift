import CertAuthority
import Credentials
import Foundation
import LinkedData
import StoreSQLite
import StoreSQL
import Testing

@Suite("Reports, and that nothing tells where a learner lives or who they are")
struct ReportTests {
    private static let programme = "advanced-generative-ai"

    private struct Learner {
        let number: Int
        let country: String
        let group: String
        var reference: String { "L-\(number)" }
    }

    /// Each group in countries that nothing else in these outputs names.
    private static let learners = zip(
        ["FJ", "MN", "TJ", "UY", "BI", "TL", "FJ", "MN", "UY", "TJ", "HT", "UY", "MN", "FJ"],
        [
            "woman", "youth", "tvet-teacher", "person-with-disability", "woman", "youth", "",
            "woman",
            "", "youth", "tvet-teacher", "", "woman", "person-with-disability",
        ]
    ).enumerated().map { Learner(number: $0 + 1, country: $1.0, group: $1.1) }

    /// Whole words only: a number, a digest or a signature may hold any letters.
    private static func tells(_ text: String, _ word: String) -> Bool {
        var rest = text[...]
        func isPart(_ character: Character?) -> Bool {
            character.map { $0.isLetter || $0.isNumber || "+/=_-".contains($0) } ?? false
        }
        while let range = rest.firstRange(of: word) {
            let before =
                range.lowerBound == text.startIndex
                ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            if !isPart(before), !isPart(after) { return true }
            rest = rest[range.upperBound...]
        }
        return false
    }

    /// Quotes, orders, each settled in another way, and their certificates.
    private func run(_ coalition: Coalition) async throws -> [String] {
        var requests: [OrderRequest] = []
        let usd = try #require(Currency(code: "USD", digits: 2))
        let (programme, itu) = (
            try #require(Slug(Self.programme)), try #require(Slug("itu"))
        )
        var rows = "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
        for (place, learner) in Self.learners.enumerated() {
            let group = learner.group.isEmpty ? [] : ["--group", learner.group]
            let quote = try await coalition.start(
                [
                    "fees", "quote", "--programme", Self.programme, "--country", learner.country,
                    "--learner", learner.reference, "--json",
                ] + group
            ).outcome().json()
            let units = try #require(quote["amount"]?["minorUnits"]?.stringValue)
            requests.append(
                OrderRequest(
                    rowKey: RowKey(
                        programme: programme, learner: learner.reference,
                        completedOn: try #require(CivilDate("2026-05-30"))),
                    programme: programme, organisation: itu, country: learner.country,
                    quote: OrderQuote(
                        id: try #require((quote["quote"] ?? quote["id"])?.stringValue),
                        amount: Money(minorUnits: try #require(Int64(units)), usd))))
            let name =
                ["Ada", "Ben", "Cleo", "Dina", "Emre", "Fay", "Gus"][place % 7]
                + [" Example", " Sample"][place / 7]
            rows +=
                "\(learner.reference),\(name),l\(learner.number)@learners.example,en,"
                + "\(learner.country),2026-05-30,self-paced,\(learner.group)\n"
        }
        let store = try SQLStore(path: coalition.storePath, access: .readWrite)
        let orders = try await store.open(
            requests, Authorship(actor: "tests", at: Timestamp(seconds: 1_780_272_000)))
        try await coalition.certctl(
            "sponsors", "create", "fund", "--sponsor", "A Fund", "--currency", "USD", "--cap",
            "country=5000.00")
        try await coalition.certctl("sponsors", "fund", "fund", "--amount", "USD 900.00")
        let codes = coalition.desk + "/codes.txt"
        try await coalition.certctl(
            "vouchers", "create", "--count", "3", "--programme", Self.programme, "--expires",
            "2999-01-01", "--output", codes)
        var code = String(decoding: try FileSystem.read(codes), as: UTF8.self).split(
            separator: "\n")[...]
        let priced = orders.filter { $0.account.state == .quoted }
        try #require(priced.count > 8)
        for (place, record) in priced.enumerated() {
            let order = "\(record.order.reference)"
            switch place % 4 {
            case 0:
                let price = try #require(record.account.outstanding)
                try await coalition.certctl(
                    "payments", "record", "--order", order, "--amount", "\(price)", "--provider",
                    "bank", "--id", "line \(place)")
            case 1:
                let asked = try await coalition.certctl(
                    "orders", "waive", "request", order, "--reason", "flood", "--actor", "ana",
                    "--json")
                let waiver = try #require(try asked.json()["waiver"]?["waiver"]?.numberValue)
                try await coalition.certctl(
                    "orders", "waive", "approve", "\(Int(waiver))", "--actor", "bo")
            case 2:
                try await coalition.certctl("orders", "sponsor", order, "--pool", "fund")
            default:
                guard let text = code.popFirst() else { continue }
                try await coalition.certctl(
                    "vouchers", "redeem", "--order", order, "--code-file",
                    coalition.write("code.txt", String(text)))
            }
        }
        return try await coalition.issue(
            coalition.write("advanced.csv", rows), Self.programme, "--settled-by", "INV-7")
    }

    @Test(
        "No credential, page, list, statement, report, log or audit names a country, or a learner's group"
    )
    func secrecy() async throws {
        try await Coalition.with { coalition in
            let numbers = try await run(coalition)
            var outputs: [String: String] = [:]
            func keep(_ arguments: [String]) async throws {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 0, "\(arguments): \(outcome.complaints)")
                #expect(!outcome.output.isEmpty, "\(arguments)")
                outputs[arguments.joined(separator: " ")] = outcome.text + outcome.complaints
            }
            let orders = try await coalition.certctl("orders", "list", "--json").json()
            let references = try #require(orders["orders"]?.arrayValue).compactMap {
                $0["order"]?.stringValue
            }
            #expect(references.count == Self.learners.count)
            for arguments in [
                ["list"], ["orders", "list"], ["payments", "list"], ["sponsors", "list"],
                ["sponsors", "statement", "fund"], ["vouchers", "report"], ["ledger", "export"],
                ["batches", "list"], ["audit", "list"],
            ] + numbers.map({ ["show", $0] }) + references.map({ ["orders", "show", $0] }) {
                try await keep(arguments)
                try await keep(arguments + ["--json"])
            }
            for kind in ["fees", "impact"] {
                for format in ["table", "csv", "json", "html"] {
                    try await keep(["report", kind, "--format", format])
                }
            }
            try await keep(["audit", "export", "-"])
            for number in numbers { try await keep(["export", number, "--format", "json"]) }
            let server = try await Server(home: coalition.home)
            for number in numbers {
                let page = try await server.get("/v/\(number)", accept: "text/html")
                #expect(page.status == 200)
                outputs["page of \(number)"] = page.text
                outputs["verdict on \(number)"] = try await server.verdict(number).text
                outputs["credential \(number)"] = try await server.get("/credentials/\(number)")
                    .text
            }
            outputs["log"] = try await server.stop().complaints
            #expect(outputs["log"]?.isEmpty == false)

            // The scan finds what is there: the cohort's own file names all of them.
            let cohort = String(
                decoding: try FileSystem.read(coalition.desk + "/advanced.csv"), as: UTF8.self)
            let names = ["Fiji", "Mongolia", "Tajikistan", "Uruguay", "Burundi", "Timor", "Haiti"]
            let words = Set(Self.learners.flatMap { [$0.country, $0.group] }).subtracting([""])
            for word in words { #expect(Self.tells(cohort, word)) }
            // What the report of reach counts by group is five or more.
            let groups = Set(Self.learners.map(\.group))
            for (name, text) in outputs {
                let counted = name.hasPrefix("report impact") ? groups : []
                for word in words.union(names).subtracting(counted) {
                    #expect(!Self.tells(text, word), "\(name) tells \(word)")
                }
            }
        }
    }

    @Test("Every format of both reports; a file is new; days are checked")
    func formats() async throws {
        try await Coalition.with { coalition in
            _ = try await run(coalition)
            let fees = try await coalition.certctl("report", "fees", "--json").json()
            #expect(fees["report"] == "fees" && fees["from"] == .null)
            let tables = try #require(fees["tables"]?.arrayValue)
            func rows(_ table: String) throws -> [JSON] {
                let found = try #require(tables.first { $0["table"]?.stringValue == table })
                return try #require(found["rows"]?.arrayValue)
            }
            let statement = try await coalition.certctl("sponsors", "statement", "fund", "--json")
                .json()
            let pool = try #require(try rows("pool-balances").first)["cells"]
            for (column, account) in [
                ("given", "given"), ("spent", "spent"), ("reserved", "reserved"),
                ("available", "available"),
            ] {
                #expect(pool?[column] == statement["closing"]?[account], "\(column)")
            }
            // Prices of a quarter and a half are told from the quotes on record.
            let bands = try rows("by-price-band")
            let unknown = try #require(bands.first { $0["row"]?.stringValue == "unknown" })
            #expect(unknown["cells"]?["certificates"]?.numberValue == 0)
            let file = coalition.desk + "/impact.html"
            let written = try await coalition.certctl(
                "report", "impact", "--format", "html", "--output", file)
            #expect(written.output.isEmpty)
            #expect(FileManager.default.fileExists(atPath: file))
            try await coalition.certctl(
                "report", "impact", "--format", "html", "--output", file, exits: 6)
            let none = try await coalition.certctl(
                "report", "impact", "--from", "2020-01-01", "--to", "2020-12-31")
            #expect(none.text.contains("2020-01-01 to 2020-12-31"))
            for arguments in [
                ["--from", "2026-02-01", "--to", "2026-01-31"], ["--to", "2026-02-30"],
                ["--json", "--format", "csv"], ["--format", "pdf"],
            ] {
                let outcome = try await coalition.start(["report", "fees"] + arguments).outcome()
                #expect(outcome.status == 64 && outcome.output.isEmpty, "\(arguments)")
            }
        }
    }
}

extension Program.Outcome {
    fileprivate var text: String { String(decoding: output, as: UTF8.self) }
}
