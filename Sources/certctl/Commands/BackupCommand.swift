import ArgumentParser
import CertAuthority
import LinkedData
import StoreSQLite

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Write a checked copy of the record to a new file, while it is in use.",
        discussion: """
            The copy is one consistent state; nobody has to wait for it. It gets its name only after
            it was read back: SQLite's own check, the schema, the whole audit. The private keys are
            not in it; they have their own backup (docs/operations.md). It holds learners' names and
            addresses: keep it where the store may be.

            EXAMPLE
              certctl backup /backup/certauthority-$(date +%F).sqlite
            """)

    @Argument(help: "The file to write; it must not be there yet.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let report = try common.readableStore().backup(to: file)
            if common.json {
                Terminal.say([
                    "file": .string(file), "head": report.head.document,
                    "certificates": .number(Double(report.certificates)),
                    "batches": .number(Double(report.batches)),
                    "unfinishedBatches": .number(Double(report.unfinished)),
                    "bytes": .number(Double(report.bytes)),
                ])
                return
            }
            Terminal.say("\(Count(report.head.count, "entry")), \(report.head.digest)")
            Terminal.complain(
                "wrote \(Count(report.certificates, "certificate")) to \(file); the private keys are "
                    + "not in it"
            )
            if report.unfinished > 0 {
                Terminal.complain(
                    "\(Count(report.unfinished, "batch was", "batches were")) under way and can be "
                        + "resumed from it")
            }
        }
    }
}
