import ArgumentParser

@testable import certctl

/// A command of certctl with the words that call it.
struct NamedCommand {
    let command: any ParsableCommand.Type
    let path: String

    /// Every command, the root's first.
    static var all: [NamedCommand] {
        NamedCommand(command: Certctl.self, path: "certctl").withThoseBelow
    }

    private var withThoseBelow: [NamedCommand] {
        [self]
            + command.configuration.subcommands.flatMap {
                NamedCommand(command: $0, path: path + " " + $0._commandName).withThoseBelow
            }
    }
}
