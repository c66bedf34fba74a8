import ArgumentParser
import CertAuthority
import Foundation
import Testing

@testable import certctl

@Suite("The help of certctl")
struct HelpTests {
    private static let root = CommandNames(
        "certctl",
        [
            CommandNames("issue"), CommandNames("revoke"), CommandNames("list"),
            CommandNames("payments", [CommandNames("record"), CommandNames("list")]),
            CommandNames("orders", [CommandNames("waive", [CommandNames("request")])]),
        ])

    @Test(
        "A mistyped command proposes the nearest at its level, or where one of that name is",
        arguments: [
            (["revok"], "certctl", "revok", "revoke"),
            (["payments", "recrod"], "certctl payments", "recrod", "record"),
            (["payment", "record"], "certctl", "payment", "payments"),
            (["help", "revok"], "certctl", "revok", "revoke"),
            (["help", "exit-code"], "certctl", "exit-code", "help exit-codes"),
            (["exit-codes"], "certctl", "exit-codes", "help exit-codes"),
            (["waive"], "certctl", "waive", "orders waive"),
            (["request", "x"], "certctl", "request", "orders waive request"),
            (["correct"], "certctl", "correct", nil), ([""], "certctl", "", nil),
        ] as [([String], String, String, String?)])
    func proposals(words: [String], parent: String, word: String, proposal: String?) {
        #expect(
            UnknownCommand.find(in: words, of: Self.root)
                == UnknownCommand(parent: parent, word: word, proposal: proposal))
    }

    @Test(
        "What follows a command that takes no subcommand is no command",
        arguments: [
            [], ["issue", "revok"], ["list", "x"], ["--version"], ["payments", "--help"],
            ["payments", "record", "x"], ["help"], ["help", "payments", "record"],
        ] as [[String]])
    func known(words: [String]) {
        #expect(UnknownCommand.find(in: words, of: Self.root) == nil)
    }

    @Test(
        "A mistyped command: exit code 64, one line with the proposal, nothing on standard output")
    func mistyped() async throws {
        try await Coalition.empty { coalition in
            for (arguments, proposal) in [
                (["revok"], "certctl revoke"), (["payments", "recrod"], "certctl payments record"),
                (["help", "revok"], "certctl revoke"),
            ] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 64)
                #expect(outcome.output.isEmpty)
                #expect(outcome.complaintLines.count == 1, "\(outcome.complaints)")
                #expect(outcome.complaints.contains("did you mean '\(proposal)'?"))
            }
        }
    }

    @Test("The root help has each command once, in a line of its own, and wraps for 80 columns")
    func root() async throws {
        try await Coalition.empty { coalition in
            for arguments in [["--help"], ["help"], []] {
                let outcome = try await coalition.start(arguments).outcome()
                #expect(outcome.status == 0)
                let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
                for command in Certctl.configuration.subcommands {
                    let name = "  \(command._commandName) "
                    #expect(lines.count { $0.hasPrefix(name) } == 1, "\(name)")
                }
                #expect(lines.allSatisfy { $0.count <= 80 })
                #expect(!outcome.output.contains(0x1B))
            }
        }
    }

    @Test("certctl help exit-codes lists every code")
    func exitCodes() async throws {
        try await Coalition.empty { coalition in
            let outcome = try await coalition.certctl("help", "exit-codes")
            let text = String(decoding: outcome.output, as: UTF8.self)
            for status in ExitStatus.allCases {
                #expect(text.contains("\n  \(status.rawValue) "), "\(status)")
            }
        }
    }

    @Test("The help of every command is read whole, and one that does something has an example")
    func examples() throws {
        for named in NamedCommand.all {
            let text = Certctl.helpMessage(for: named.command, columns: HelpPage.unwrapped)
            let page = try #require(HelpPage(reading: text), "\(named.path)")
            #expect(!page.abstract.isEmpty && page.abstract.hasSuffix("."), "\(named.path)")
            #expect(page.sections.first?.heading == "USAGE", "\(named.path)")
            let meanings = page.sections.flatMap(\.blocks).compactMap { block in
                if case .entry(_, let meaning) = block { meaning } else { nil }
            }
            #expect(!meanings.contains(""), "\(named.path): an option without a meaning")
            guard named.command.configuration.subcommands.isEmpty else { continue }
            let examples = page.sections.filter { $0.heading.hasPrefix("EXAMPLE") }
                .flatMap(\.blocks)
            #expect(!examples.isEmpty, "\(named.path) has no example")
            for example in examples {
                guard case .example(let line) = example else {
                    Issue.record("\(named.path): \(example)")
                    continue
                }
                #expect(line.contains(named.path), "\(named.path): \(line)")
            }
        }
    }

    @Test("certctl help COMMAND and certctl COMMAND --help are identical")
    func both() async throws {
        try await Coalition.empty { coalition in
            for command in [["issue"], ["payments"], ["payments", "record"]] {
                let help = try await coalition.start(command + ["--help"]).outcome()
                let asked = try await coalition.start(["help"] + command).outcome()
                #expect(help.status == 0 && !help.output.isEmpty)
                #expect(help.output == asked.output)
            }
        }
    }
}
