import ArgumentParser
import CertAuthority
import Foundation
import LinkedData
import StoreSQLite

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up the record to a new file, while it is in use.",
        discussion: """
            The backup is one consistent state and blocks no other process. It gets its final name
            only after it is read back and checked: SQLite's integrity check, the schema, the whole
            audit. It does not contain the private keys, which need their own backup
            (docs/operations.md). It contains learners' names and addresses: protect it like the
            store.

            EXAMPLE
              certctl backup /backup/certauthority-$(date +%F).sqlite
            """)

    @Argument(help: "The file to write; it must not exist yet.", completion: .file())
    var file: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            try common.requireFile(
                "back up a database by its own means, or copy the record: certctl store copy \(file)"
            )
            let report = try common.readableStore().backup(to: file)
            leaveNote(report)
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
                    "\(Count(report.unfinished, "batch was", "batches were")) unfinished and can be "
                        + "resumed from it")
            }
        }
    }

    /// Notes the backup for the overview; whoever may only read the installation cannot.
    private func leaveNote(_ report: BackupReport) {
        let place = URL(filePath: file).standardizedFileURL.path
        let note = BackupNote(at: SystemTime.now, file: place, entries: report.head.count)
        do throws(FileError) { try note.write(in: common.installationHome) } catch {
            Terminal.complain("note: certctl status will not know of this backup: \(error.told)")
        }
    }
}
