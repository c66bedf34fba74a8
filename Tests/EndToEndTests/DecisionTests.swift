import Foundation
import LinkedData
import Testing

/// Commands whose effect cannot be taken back, or that others rely on.
@Suite(
    "Decisions at a terminal",
    .enabled(if: Coalition.hasTerminals, "needs the program script"))
struct DecisionTests {
    /// A command and what must be on the screen before the question.
    private struct Decision {
        let command: [String]
        let shown: [String]
        var question = "Continue? [y/N]"
    }

    /// An installation in which each of the commands would change something.
    private func decisions(_ coalition: Coalition) async throws -> [Decision] {
        let numbers = try await coalition.numbers()
        let subject = [
            "Zoë Müller-Åkesson", "Foundations of Artificial Intelligence", numbers[0],
            "standing   good", "issued     20",
        ]
        try await coalition.certctl("links", "create", numbers[0])
        try await coalition.certctl("keys", "root")
        try await coalition.certctl("keys", "certify", "itu")
        try await coalition.certctl("suspend", numbers[1], "--yes", "--reason", "a look")
        let batch = try await coalition.batch(of: numbers[0])
        let backup = coalition.desk + "/backup.sqlite"
        try await coalition.certctl("backup", backup)
        let vouchers = try await coalition.certctl(
            "vouchers", "create", "--programme", "advanced-generative-ai", "--count", "1",
            "--expires", "2999-01-01", "--json"
        ).json()["batch"]
        let cohort = try coalition.write("paid.csv", Coalition.cohort(1...1))
        let orders = coalition.desk + "/orders.csv"
        try await coalition.certctl(
            "issue", cohort, "--programme", "advanced-generative-ai", "--create-orders", orders,
            exits: 8)
        let order = try #require(
            try await coalition.certctl("orders", "list", "--json").json()["orders"]?.arrayValue?
                .first?["order"]?.stringValue)
        try coalition.tamper("UPDATE quote_eligibility SET kept_until = '2020-01-01'")
        return [
            Decision(
                command: ["revoke", numbers[0], "--reason", "a mistake"],
                shown: subject + ["revokes the certificate, permanently"]),
            Decision(
                command: ["suspend", numbers[0], "--reason", "a look"],
                shown: subject + ["suspends the certificate"]),
            Decision(
                command: ["reinstate", numbers[1], "--reason", "all well"],
                shown: ["standing   suspended since", "(a look)", "reinstates the certificate"]),
            Decision(
                command: ["erase", numbers[0], "--reason", "asked for"],
                shown: subject + ["erases the learners' data of 1 certificate, permanently"]),
            Decision(
                command: ["reissue", numbers[0], "--name", "Zoë Ruiz"],
                shown: subject + ["-> \"Zoë Ruiz\"", "superseded"]),
            Decision(
                command: ["links", "renew", numbers[0]], shown: subject + ["earlier links"]),
            Decision(
                command: ["links", "export", batch, "--renew", "-o", coalition.desk + "/new.csv"],
                shown: ["ends the earlier links of 11 certificates"],
                question: "Type 11 to continue"),
            Decision(
                command: ["links", "revoke", numbers[0], "--reason", "lost"],
                shown: subject + ["revokes 1 link of 1 certificate"]),
            Decision(
                command: [
                    "vouchers", "revoke", try #require(vouchers?.stringValue), "--reason", "x",
                ],
                shown: ["revokes 1 voucher"]),
            Decision(
                command: ["orders", "cancel", order, "--reason", "withdrew"],
                shown: [order, "cancels the order"]),
            Decision(command: ["fees", "prune"], shown: ["the learner data of 1 quote"]),
            Decision(
                command: ["keys", "generate", "itu"], shown: ["key        z", "replaces the key"]),
            Decision(
                command: ["keys", "root", "--replace"],
                shown: ["AI Skills Coalition", "replaces the root"]),
            Decision(
                command: ["keys", "certify", "itu"],
                shown: ["SHA-256", "replaces the certificate that itu signs"]),
            Decision(
                command: ["restore", backup, "--accept-loss"],
                shown: ["lost: ", "in the place of the store"]),
        ]
    }

    @Test("Each shows what it is about and asks; any answer but yes changes nothing")
    func declined() async throws {
        try await Coalition.with { coalition in
            let decisions = try await decisions(coalition)
            let before = try coalition.contents()
            for (index, decision) in decisions.enumerated() {
                let answer = ["n", "", "no", "yess", "Y E S"][index % 5]
                let (outcome, shown) = try await coalition.atTerminal(
                    decision.command, typing: answer)
                for words in decision.shown + [
                    decision.question, "not confirmed; nothing was changed",
                ] {
                    #expect(shown.contains(words), "\(decision.command): \(shown)")
                }
                #expect(outcome.status == 40, "\(decision.command)")
                #expect(try coalition.contents() == before, "\(decision.command)")
                // Where nobody can be asked, what to do is told instead.
                let unasked = try await coalition.start(decision.command).outcome()
                #expect(unasked.status == 64, "\(decision.command): \(unasked.complaints)")
                #expect(unasked.complaints.contains("--yes"), "\(decision.command)")
                #expect(try coalition.contents() == before, "\(decision.command)")
            }
        }
    }

    @Test(
        "A yes is enough, at the terminal or by --yes; a dry run shows the same and changes nothing"
    )
    func confirmed() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let command = ["revoke", numbers[0], "--reason", "a mistake"]
            let before = try coalition.contents()
            let look = try await coalition.start(command + ["--dry-run"]).outcome()
            #expect(look.complaints.contains("name       Zoë Müller-Åkesson"))
            #expect(try coalition.contents() == before)
            let (outcome, shown) = try await coalition.atTerminal(command, typing: "y")
            #expect(outcome.status == 0, "\(shown)")
            #expect(shown.contains("\(numbers[0]) is now revoked"))
            let quiet = try await coalition.certctl(
                "suspend", numbers[1], "--yes", "--reason", "a look")
            #expect(quiet.complaints.isEmpty, "\(quiet.complaints)")
            try await coalition.certctl("verify", numbers[0], exits: 2)
            try await coalition.certctl("verify", numbers[1], exits: 2)
        }
    }

    @Test("A name that the signed document does not confirm is shown with a warning")
    func doubt() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            try coalition.tamper(
                "UPDATE certificate SET name = 'Somebody Else' WHERE name LIKE 'Zoë%'")
            let (outcome, shown) = try await coalition.atTerminal(
                ["suspend", number, "--reason", "a look"], typing: "n")
            #expect(outcome.status == 40)
            #expect(
                shown.contains("Somebody Else") && shown.contains("not confirmed by the signed"))
        }
    }
}
