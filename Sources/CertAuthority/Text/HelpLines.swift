/// Wraps the parts of a help page.
enum HelpLines {
    /// The widest column of names; a longer name has its meaning on the next line.
    private static let widestColumn = 28
    /// The fewest columns that a meaning beside its name is given.
    private static let narrowestText = 24

    /// The lines of a section's blocks.
    ///
    /// - Parameter names: The names that make the first column as wide as it is.
    static func of(
        _ blocks: [HelpPage.Block], names: [String], indent: Int, on screen: HelpScreen
    ) -> [String] {
        let column =
            names.map { $0.count + indent + 2 }.filter { $0 <= widestColumn }.max() ?? indent + 4
        var lines: [String] = []
        var wasParagraph = false
        for block in blocks {
            let isParagraph = if case .paragraph = block { true } else { false }
            if isParagraph || wasParagraph, !lines.isEmpty { lines.append("") }
            wasParagraph = isParagraph
            switch block {
            case .paragraph(let text):
                lines += wrapped(text, width: screen.width, indent: indent, hanging: indent)
            case .entry(let name, let meaning):
                lines += entry(name, meaning, indent: indent, column: column, on: screen)
            case .usage(let form):
                lines += filled(
                    words(of: form, from: "[", to: "]"), width: screen.width, indent: indent,
                    hanging: indent + 4, "")
            case .example(let command):
                lines += filled(
                    words(of: command, from: "\"", to: "\""), width: screen.width, indent: indent,
                    hanging: indent + 4, " \\")
            }
        }
        return lines
    }

    /// A text in lines of at most that width; a word that is longer has a line of its own.
    ///
    /// - Parameters:
    ///   - indent: The spaces before the first line.
    ///   - hanging: The spaces before each other line.
    static func wrapped(_ text: String, width: Int, indent: Int, hanging: Int) -> [String] {
        filled(text.split(separator: " "), width: width, indent: indent, hanging: hanging, "")
    }

    private static func entry(
        _ name: String, _ meaning: String, indent: Int, column: Int, on screen: HelpScreen
    ) -> [String] {
        let label = String(repeating: " ", count: indent) + screen.bold(name)
        guard !meaning.isEmpty else { return [label] }
        let isBeside = screen.width - column >= narrowestText
        let hanging = isBeside ? column : indent + 4
        let lines = wrapped(meaning, width: screen.width, indent: hanging, hanging: hanging)
        guard isBeside, indent + name.count + 2 <= column, let first = lines.first else {
            return [label] + lines
        }
        return [label + first.dropFirst(indent + name.count)] + lines.dropFirst()
    }

    /// The words between spaces; from one mark to the other, all is one word.
    private static func words(
        of text: String, from opening: Character, to closing: Character
    ) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var isTogether = false
        for index in text.indices {
            let character = text[index]
            if character == closing, isTogether {
                isTogether = false
            } else if character == opening {
                isTogether = true
            }
            guard character == " ", !isTogether else { continue }
            words.append(text[start..<index])
            start = text.index(after: index)
        }
        return words + [text[start...]]
    }

    /// - Parameter continuation: What stands at the end of each line but the last.
    private static func filled(
        _ words: [Substring], width: Int, indent: Int, hanging: Int, _ continuation: String
    ) -> [String] {
        var lines: [String] = []
        var line = String(repeating: " ", count: indent)
        var isEmpty = true
        for (index, word) in words.enumerated() {
            let reserve = index < words.count - 1 ? continuation.count : 0
            if !isEmpty, line.count + 1 + word.count + reserve > width {
                lines.append(line + continuation)
                line = String(repeating: " ", count: hanging)
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
