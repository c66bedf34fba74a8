import ArgumentParser
import CertAuthority

/// A command's name and those of its subcommands.
struct CommandNames: Equatable {
    let name: String
    let children: [CommandNames]

    init(_ name: String, _ children: [CommandNames] = []) {
        self.name = name
        self.children = children
    }

    init(_ command: any ParsableCommand.Type) {
        self.init(
            command._commandName,
            command.configuration.subcommands.map { CommandNames($0) })
    }

    /// The command lines that lead to a command of this name, without this one's own name.
    fileprivate func paths(to wanted: String) -> [String] {
        children.flatMap { child in
            (child.name == wanted ? [child.name] : [])
                + child.paths(to: wanted).map { "\(child.name) \($0)" }
        }
    }
}

/// A word in the place of a command that names none.
struct UnknownCommand: Error, Equatable, CustomStringConvertible {
    /// The command line up to the word, such as `certctl payments`.
    let parent: String
    let word: String
    /// What to write in place of the word.
    let proposal: String?

    /// Follows the words of a command line from command to subcommand.
    ///
    /// - Parameter words: The arguments without the program's name; with `help` in front, the
    ///   command that help is asked for.
    /// - Returns: The first word that names no command where only a command can stand, else nil.
    static func find(in words: [String], of root: CommandNames) -> UnknownCommand? {
        var node = root
        var path = [root.name]
        for word in words.first == "help" ? words.dropFirst() : words[...] {
            guard !node.children.isEmpty, !word.hasPrefix("-") else { return nil }
            guard let child = node.children.first(where: { $0.name == word }) else {
                let topics = node == root ? HelpTopic.allCases.map(\.rawValue) : []
                let near = NearestName.find(word, among: node.children.map(\.name) + topics)
                    .map { topics.contains($0) ? "help \($0)" : $0 }
                // A subcommand without the command that it belongs to.
                let below = node.paths(to: word)
                return UnknownCommand(
                    parent: path.joined(separator: " "), word: word,
                    proposal: near ?? (below.count == 1 ? below.first : nil))
            }
            node = child
            path.append(word)
        }
        return nil
    }

    var description: String {
        let remedy =
            proposal.map { "did you mean '\(parent) \($0)'?" }
            ?? "'\(parent) --help' lists the commands"
        return "'\(parent)' has no command '\(word)'; \(remedy)"
    }
}
