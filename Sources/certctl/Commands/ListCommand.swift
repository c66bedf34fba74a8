import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the issued certificates.",
        discussion: """
            In the order of issue. To find a learner, use certctl find.

            EXAMPLES
              certctl list --programme ai-foundations
              certctl list --state revoked --from 2026-01-01 --to 2026-06-30
              certctl list --expiring-within P60D --count
              certctl list --limit 100 --after 7K3M-9QXD-2T8F-W4HN-C --json
            """)

    @OptionGroup var selection: RegisterOptions

    @Option(help: ArgumentHelp("How many to list at most.", valueName: "count"))
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "Only those issued after this certificate, to go on from the last one listed.",
            valueName: "number"))
    var after: String?

    @Flag(help: "Tell only how many there are.")
    var count = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard limit.map({ $0 > 0 }) != false else {
            throw ValidationError("--limit is at least 1.")
        }
        guard !count || (limit == nil && after == nil) else {
            throw ValidationError("--count counts all; leave out --limit and --after.")
        }
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: false)
            let store = open.store
            let filter = try await selection.filter(of: open, at: SystemTime.now)
            if count {
                let count = try await store.count(filter)
                if common.json { return Terminal.say(["count": .number(Double(count))]) }
                return Terminal.say("\(count)")
            }
            let start = try after.map { try CertificateNumber($0) }
            let entries = try await store.register(filter, after: start, limit: limit)
            if common.json {
                var document = JSONObject()
                document["count"] = .number(Double(entries.count))
                document["certificates"] = .array([])
                return Terminal.say(document, list: "certificates", entries.lazy.map(\.document))
            }
            try Pager.show(TextTable(entries).lines)
        }
    }
}
