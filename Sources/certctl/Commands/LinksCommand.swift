import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite

struct LinksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "links",
        abstract: "Create, send, renew and revoke learners' secret links; remind of ends.",
        discussion: """
            A secret link opens a learner's own page with all downloads. It is shown once, when it is
            created: the store keeps only a hash.
            """,
        subcommands: [
            LinksCreateCommand.self, LinksRenewCommand.self, LinksRevokeCommand.self,
            LinksListCommand.self, LinksExportCommand.self, LinksSendCommand.self,
            LinksEndingCommand.self, LinksRemindCommand.self,
        ])

    /// Makes a link of one certificate and shows it.
    fileprivate static func make(
        _ number: String, ending confirmation: ConfirmationOptions? = nil,
        _ common: CommonOptions, _ change: ChangeOptions
    ) async throws {
        let store = try common.writableStore()
        let installation = try await store.installation()
        if let confirmation {
            let subject = try await store.subject(
                of: try CertificateNumber(number), at: SystemTime.now)
            try confirmation.confirm(
                Deed(
                    words: "ends the learner's earlier links, and makes a new one",
                    facts: subject.facts))
        }
        let (typed, address) = try await LinkMaking(store, installation, change.authorship)
            .make(number, ending: confirmation != nil)
        if common.json {
            Terminal.say(["number": .string("\(typed)"), "link": .string(address)])
        } else {
            Terminal.say(address)
        }
    }
}

struct LinksCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a link for a certificate without one.",
        discussion: """
            EXAMPLE
              certctl links create 7K3M-9QXD-2T8F-W4HN-C
            """)

    @Argument(help: "The certificate's number.")
    var number: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            try await LinksCommand.make(number, common, change)
        }
    }
}

struct LinksRenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Create a new link; earlier links stop working.",
        discussion: """
            EXAMPLES
              certctl links renew 7K3M-9QXD-2T8F-W4HN-C
              certctl links renew 7K3M-9QXD-2T8F-W4HN-C --yes
            """)

    @Argument(help: "The certificate's number.")
    var number: String

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            try await LinksCommand.make(number, ending: confirmation, common, change)
        }
    }
}

struct LinksRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Revoke links; the certificates are unaffected.",
        discussion: """
            EXAMPLES
              certctl links revoke 7K3M-9QXD-2T8F-W4HN-C --reason "sent to the wrong address"
              certctl links revoke --batch B-XJ2GBTMD1Z --reason "the file was lost" --dry-run
              certctl links revoke --batch B-XJ2GBTMD1Z --reason "the file was lost" --yes
            """)

    @OptionGroup var selection: SelectionOptions

    @Option(help: ArgumentHelp("The reason, without names of people.", valueName: "text"))
    var reason: String

    @Flag(help: "Show how many links would be revoked, but change nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try dryRun ? common.readableStore() : common.writableStore()
            let chosen = try await store.chosen(selection.choice())
            chosen.unfinished?.tellUnfinished()
            let standings = chosen.standings
            try StatedReason.require(reason, about: standings.map(\.learner))
            let numbers = standings.map(\.number)
            var count = try await store.links(.numbers(numbers)).reduce(0) { $0 + $1.count }
            if !dryRun {
                let facts =
                    numbers.count != 1
                    ? [] : try await store.subject(of: numbers[0], at: SystemTime.now).facts
                try confirmation.confirm(
                    Deed(
                        words: "revokes \(Count(count, "link")) of "
                            + "\(Count(numbers.count, "certificate")), permanently",
                        facts: facts, count: numbers.count))
                count = try await store.revokeLinks(
                    of: numbers, reason: reason, change.authorship)
            }
            if common.json {
                Terminal.say(["revoked": .number(Double(count)), "dryRun": .bool(dryRun)])
            } else {
                Terminal.say("\(Count(count, "link")) \(dryRun ? "would be " : "")revoked")
            }
        }
    }
}

struct LinksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List certificates with their links and mail status.",
        discussion: """
            EXAMPLES
              certctl links list --batch B-XJ2GBTMD1Z
              certctl links list 7K3M-9QXD-2T8F-W4HN-C --json
            """)

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let chosen = try await store.chosen(selection.choice())
            chosen.unfinished?.tellUnfinished()
            let numbers = chosen.standings.map(\.number)
            let links = try await store.links(.numbers(numbers))
            if common.json {
                return Terminal.say(["links": .array(links.map(\.document))])
            }
            var table = TextTable("NUMBER", "NAME", "LINKS", "MADE", "MESSAGE", "REPLY")
            for link in links {
                table.add(
                    link.number.description, link.name, "\(link.count)",
                    link.created?.dateText ?? "-", link.deliveryText, link.delivery?.reply ?? "-")
            }
            Terminal.say(table)
        }
    }
}

struct LinksExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Create links for a batch, as a CSV file for a mail merge.",
        discussion: """
            Links are created during the export, because existing ones cannot be shown again: a
            second export contains only certificates without a link. --renew creates new links for
            all and revokes the earlier ones. The file must be new; only its owner can read it.

            EXAMPLES
              certctl links export B-XJ2GBTMD1Z -o links.csv
              certctl links export B-XJ2GBTMD1Z -o links.csv --renew --yes
            """)

    @Argument(help: "The batch's identifier.")
    var batch: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The new CSV file.", valueName: "file"),
        completion: .file())
    var output: String

    @Flag(help: "Replace existing links with new ones; this must be confirmed.")
    var renew = false

    @OptionGroup var confirmation: ConfirmationOptions

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try common.writableStore()
            let installation = try await store.installation()
            let making = LinkMaking(store, installation, change.authorship)
            let plan = try await making.plan(batch: batch, renewing: renew)
            let (lines, left) = (plan.lines, plan.left)
            let withheld = plan.withheld.map { ($0.number, $0.fault.told) }
            if renew {
                let count = lines.count
                try confirmation.confirm(
                    Deed(
                        words:
                            "ends the earlier links of \(Count(count, "certificate")), and makes "
                            + "new ones", count: count))
            }
            // The file is whole before the links are good, and has its name only when they are.
            let file = try NewFile(output, mode: 0o600)
            do {
                try file.append(LinkTable.csv(lines, installation))
                try await making.record(plan, ending: renew)
            } catch {
                file.discard()
                throw error
            }
            try file.publish()
            if common.json {
                Terminal.say([
                    "batch": .string(batch), "links": .number(Double(lines.count)),
                    "left": .number(Double(left)), "output": .string(output),
                    "withheld": LinksSendCommand.json(withheld),
                ])
            } else {
                Terminal.complain("wrote \(Count(lines.count, "link")) to \(output)")
            }
            if left > 0 {
                Terminal.complain(
                    "\(Count(left, "certificate has", "certificates have")) a link already and "
                        + "\(left == 1 ? "is" : "are") skipped; --renew creates new links and revokes "
                        + "the earlier ones")
            }
            LinksSendCommand.tell(withheld: withheld)
            if !withheld.isEmpty { throw ExitCode(ExitStatus.conflict.rawValue) }
        }
    }
}

extension LearnerLink {
    /// Where its message stands, in a word.
    var deliveryText: String {
        switch delivery?.state {
        case nil: "-"
        case .pending: "to be sent"
        case .sending: "in doubt"
        case .sent: "sent \(delivery?.since.dateText ?? "")"
        case .refused: "refused"
        }
    }

    var document: JSON {
        var document = JSONObject()
        document["number"] = .string(number.description)
        document["name"] = .string(name)
        document["links"] = .number(Double(count))
        document["made"] = created.map { .string($0.description) }
        if let delivery {
            var message = JSONObject()
            message["state"] = .string(delivery.state.rawValue)
            message["since"] = .string(delivery.since.description)
            message["reply"] = delivery.reply.map { .string($0) }
            document["message"] = .object(message)
        }
        return .object(document)
    }
}
