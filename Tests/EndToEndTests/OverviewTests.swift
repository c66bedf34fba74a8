import Foundation
import LinkedData
import Testing

@Suite("What waits in an office")
struct OverviewTests {
    /// The lines of the overview that have something to do, by subject.
    private func waiting(_ coalition: Coalition) async throws -> [String: JSON] {
        let status = try await coalition.certctl("status", "--json").json()
        let lines = try #require(status["lines"]?.arrayValue)
        #expect(lines.count == 14)
        let waiting = lines.filter { $0["next"] != nil }
        #expect(status["waiting"]?.numberValue == Double(waiting.count))
        return Dictionary(
            uniqueKeysWithValues: try waiting.map { line in
                (try #require(line["subject"]?.stringValue), line)
            })
    }

    @Test("Each thing that waits is counted, with the command for it; a backup is remembered")
    func status() async throws {
        try await Coalition.with { coalition in
            let before = try await waiting(coalition)
            #expect(Set(before.keys).subtracting(["reference"]) == ["links", "backup"])
            #expect(before["links"]?["count"]?.numberValue == 12)
            #expect(before["backup"]?["text"]?.stringValue?.hasPrefix("no backup is known") == true)

            let cohort = try coalition.write(
                "advanced.csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "A-1,Chidi Okafor,chidi@learners.example,en,KE,2025-06-27,self-paced,\n"
                    + "A-2,Mina Sato,mina@learners.example,en,JP,2025-06-27,self-paced,\n")
            try await coalition.certctl(
                "issue", cohort, "--programme", "advanced-generative-ai", "--create-orders",
                coalition.desk + "/orders.csv", exits: 8)
            let returned = try coalition.write(
                "export.csv",
                """
                balance_transaction_id,created_utc,currency,gross,reporting_category,description,payment_metadata[order_reference],charge_id
                txn_1,2026-06-03 09:00:00,usd,-5.00,refund,,,ch_1

                """)
            try await coalition.certctl(
                "payments", "import", returned, "--mapping",
                Repository.file("seeds/payments/stripe.yaml"))
            let number = try await coalition.numbers()[0]
            try await coalition.certctl("links", "create", number)
            try await coalition.certctl("backup", coalition.desk + "/backup.sqlite")
            try coalition.tamper(
                "UPDATE signing_key SET created = created - 400 * 86400 WHERE organisation = 'itu'")
            try coalition.tamper(
                """
                UPDATE certificate SET valid_until = strftime('%s', 'now') + 30 * 86400
                WHERE sequence IN (2, 5)
                """)

            let after = try await waiting(coalition)
            let counts = after.mapValues { $0["count"]?.numberValue }
            #expect(counts["orders"] == 2)
            #expect(counts["links"] == 11)
            #expect(counts["validity"] == 2)
            #expect(counts["returns"] == 1)
            #expect(after["keys"]?["next"]?.stringValue == "certctl keys generate itu")
            #expect(after["backup"] == nil)

            // Every command that is proposed is one that there is.
            for line in after.values {
                let words = try #require(line["next"]?.stringValue).split(separator: " ")
                let command = words.dropFirst().prefix(2).map(String.init).filter {
                    $0.allSatisfy(\.isLowercase)
                }
                let help = try await coalition.certctl("help", command[0], exits: 0)
                let usage = String(decoding: help.output, as: UTF8.self)
                #expect(
                    command.count == 1 || usage.contains("  \(command[1]) "), "\(command): \(usage)"
                )
            }
            let table = try await coalition.certctl("status")
            let text = String(decoding: table.output, as: UTF8.self)
            #expect(text.contains("backup.sqlite of") && text.contains("has everything"))
            #expect(table.complaints.contains("to look at"))
        }
    }
}
