import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite

struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Export the register of certificates.",
        subcommands: [RegisterExportCommand.self])
}

struct RegisterExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export certificates with their learners as CSV, for the owner only.",
        discussion: """
            One line per certificate, in the order of issue: what certctl show shows, with \
            reference, e-mail address, country and groups. Only the file's owner can read it; what \
            may be published is the report (certctl report).

            EXAMPLES
              certctl register export -o register.csv
              certctl register export --organisation northwind-academy --from 2026-01-01 -o 2026.csv
            """)

    @OptionGroup var selection: RegisterOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("The new CSV file.", valueName: "file"),
        completion: .file())
    var output: String

    @OptionGroup var common: CommonOptions

    /// Certificates that are read at once: some megabytes.
    private static let page = 5000

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: false)
            let filter = try await selection.filter(of: open, at: SystemTime.now)
            let file = try NewFile(output, mode: 0o600)
            var count = 0
            do {
                try file.append(RegisterTable.header)
                var after: CertificateNumber?
                repeat {
                    let entries = try await open.store.register(
                        filter, after: after, limit: Self.page)
                    try file.append(RegisterTable.lines(entries, open.installation))
                    count += entries.count
                    after = entries.count == Self.page ? entries.last?.summary.number : nil
                } while after != nil
            } catch {
                file.discard()
                throw error
            }
            try file.publish()
            if common.json {
                return Terminal.say([
                    "certificates": .number(Double(count)), "output": .string(output),
                ])
            }
            Terminal.complain(
                "wrote \(Count(count, "certificate")) to \(output), which has learners\u{2019} "
                    + "addresses: keep it as safe as the store")
        }
    }
}
