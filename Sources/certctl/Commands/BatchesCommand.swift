import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct BatchesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batches", abstract: "List issuing runs; show or abandon one.",
        subcommands: [
            BatchesListCommand.self, BatchesShowCommand.self, BatchesAbandonCommand.self,
        ])
}

struct BatchesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the batches, oldest first.",
        discussion: """
            EXAMPLE
              certctl batches list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let batches = try await common.readableStore().batches()
            if common.json {
                Terminal.say(["batches": .array(batches.map(\.document))])
                return
            }
            var table = TextTable(
                "BATCH", "PROGRAMME", "PLANNED", "STATE", "SIZE", "LEFT", "SOURCE")
            for record in batches {
                table.add(
                    record.batch.id, record.batch.programme.text, record.batch.planned.dateText,
                    record.state.rawValue, String(record.size), String(record.remaining),
                    record.batch.source)
            }
            Terminal.say(table)
        }
    }
}

struct BatchesShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one batch.",
        discussion: """
            EXAMPLE
              certctl batches show B-XJ2GBTMD1Z
            """)

    @Argument(help: "The batch's identifier.")
    var batch: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            guard let record = try await common.readableStore().batch(batch) else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            if common.json { return Terminal.say(record.document) }
            for member in record.document.objectValue?.members ?? [] {
                let value =
                    member.value.stringValue
                    ?? JSONNumberText.shortest(
                        member.value.numberValue ?? 0)
                Terminal.say("\(member.name): \(value)")
            }
        }
    }
}

struct BatchesAbandonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abandon",
        abstract: "Abandon the unissued rest of an interrupted batch.",
        discussion: """
            Certificates that the batch has issued are kept. The batch and its unissued rest are
            shown and must be confirmed at the terminal; scripts give --yes.

            EXAMPLES
              certctl batches abandon B-XJ2GBTMD1Z --dry-run
              certctl batches abandon B-XJ2GBTMD1Z
            """)

    @Argument(help: "The batch's identifier.")
    var batch: String

    @Flag(help: "Show how many certificates would be abandoned, but change nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let store = try common.writableStore()
            guard let record = try await store.batch(batch) else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            var count = record.remaining
            if !dryRun {
                if count > 0 {
                    try confirmation.confirm(
                        Deed(
                            words: "abandons \(Count(count, "unissued certificate")), permanently",
                            facts: record.facts))
                }
                count = try await store.abandon(batch: batch, change.authorship)
            }
            if common.json {
                Terminal.say([
                    "batch": .string(batch), "givenUp": .number(Double(count)),
                    "dryRun": .bool(dryRun),
                ])
            } else {
                Terminal.say(
                    "\(batch): \(dryRun ? "would abandon" : "abandoned") \(Count(count, "certificate"))"
                )
            }
        }
    }
}

extension BatchRecord {
    /// What the batch is, in lines.
    fileprivate var facts: [String] {
        [
            "batch      \(batch.id), of \(batch.organisation)",
            "programme  \(batch.programme)",
            "cohort     \(batch.source), planned \(batch.planned.dateText)",
            "issued     \(size - remaining) of \(size)",
        ]
    }

    /// The run as a JSON object.
    var document: JSON {
        var document: JSONObject = JSONObject()
        document["batch"] = .string(batch.id)
        document["programme"] = .string(batch.programme.text)
        document["organisation"] = .string(batch.organisation.text)
        document["source"] = .string(batch.source)
        document["sourceSha256"] = .string(batch.sourceDigest)
        document["planned"] = .string(batch.planned.description)
        document["key"] = .string(batch.key)
        document["proof"] = .string(batch.mechanism.description)
        document["settledBy"] = batch.settledBy.map { .string($0) }
        document["state"] = .string(state.rawValue)
        document["size"] = .number(Double(size))
        document["remaining"] = .number(Double(remaining))
        return .object(document)
    }
}
