import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what waits to be done, and the command for it (read-only).",
        discussion: """
            Unfinished batches, open orders, links to send, certificates that end within 60 days, \
            status lists nearly full, keys older than a year, reference data to look at, and the \
            age of the newest backup. The exit code is 0, whether something waits or not; what is \
            broken is found by certctl doctor.

            EXAMPLES
              certctl status
              certctl status --json
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let now = SystemTime.now
            let overview = try await Overview(
                try await OpenInstallation(common, writable: false), at: now)
            let lines = try overview.lines(at: now)
            let waiting = lines.filter { $0.next != nil }
            if common.json {
                return Terminal.say([
                    "waiting": .number(Double(waiting.count)),
                    "lines": .array(lines.map(\.document)),
                ])
            }
            var table = TextTable("WHAT", "WAITS", "NEXT")
            for line in lines { table.add(line.subject, line.text, line.next ?? "") }
            Terminal.say(table)
            Terminal.complain(
                waiting.isEmpty ? "nothing waits" : "\(Count(waiting.count, "thing")) to look at")
        }
    }
}
