extension HelpPage {
    /// A width at which ArgumentParser wraps nothing.
    package static let unwrapped = 1_000_000

    /// Reads the help text that ArgumentParser gives for ``unwrapped`` columns.
    ///
    /// Lines of a discussion that a source file broke become one paragraph again. The order is usage,
    /// discussion, arguments and options, tables such as exit codes, and last the examples, which a
    /// terminal still shows when all else has scrolled by. Nil where the text is no help text.
    package init?(reading text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix(Self.overview) else { return nil }
        self.init(abstract: String(first.dropFirst(Self.overview.count)), sections: [])
        var reader = Reader()
        for line in lines.dropFirst() { reader.read(line) }
        let groups = Dictionary(grouping: reader.sections, by: Reader.place)
        let hint = reader.hint.map { [Section("", [.paragraph($0)])] } ?? []
        sections = groups.sorted { $0.key < $1.key }.flatMap(\.value) + hint
    }

    private static let overview = "OVERVIEW: "

    private struct Reader {
        var sections: [Section] = []
        var hint: String?
        /// The place of a section on the page.
        static func place(_ section: Section) -> Int {
            switch section.heading {
            case "USAGE": 0
            case "": 1
            case "ARGUMENTS", "OPTIONS", "SUBCOMMANDS": 2
            case let heading where heading.hasPrefix("EXAMPLE"): 4
            default: 3
            }
        }

        /// The paragraph that is being joined.
        private var isOpen = false

        /// The column at which ArgumentParser puts meanings.
        private static let column = 26
        /// Whether the section's lines are arguments, options or commands.
        private var isOfElements = false

        mutating func read(_ line: Substring) {
            let text = line.drop { $0 == " " }
            let depth = line.count - text.count
            guard !text.isEmpty else { return isOpen = false }
            if depth == 0 {
                readUnindented(String(line))
            } else if text.hasPrefix("See '") && text.hasSuffix(" for detailed help.") {
                hint = String(text)
            } else if isOfElements {
                readElement(line, text, depth)
            } else if sections.last?.heading.hasPrefix("EXAMPLE") == true {
                readExample(String(text))
            } else {
                readEntry(text)
            }
        }

        private mutating func readUnindented(_ line: String) {
            if line.hasPrefix("USAGE: ") {
                sections.append(Section("USAGE", [.usage(String(line.dropFirst(7)))]))
                isOfElements = false
            } else if line.allSatisfy({ $0.isUppercase || " -,':".contains($0) }) {
                isOfElements = line.hasSuffix(":")
                sections.append(Section(isOfElements ? String(line.dropLast()) : line, []))
            } else if isOpen, case .paragraph(let before) = sections.last?.blocks.last {
                sections[sections.count - 1].blocks.removeLast()
                add(.paragraph(before + " " + line))
            } else {
                if sections.last?.heading != "" { sections.append(Section("", [])) }
                add(.paragraph(line))
                isOpen = true
            }
        }

        /// An argument, option or command; its meaning is in the same line or in the next.
        private mutating func readElement(_ line: Substring, _ text: Substring, _ depth: Int) {
            if depth >= Self.column, case .entry(let name, let before) = sections.last?.blocks.last
            {
                sections[sections.count - 1].blocks.removeLast()
                add(.entry(name, before.isEmpty ? String(text) : before + " " + text))
            } else if line.count > Self.column, line.dropFirst(Self.column - 1).first == " " {
                let name = line.prefix(Self.column - 1).split(separator: " ").joined(separator: " ")
                add(.entry(name, String(line.dropFirst(Self.column))))
            } else {
                add(.entry(String(text), ""))
            }
        }

        /// A command line, or the rest of one that ended with a backslash.
        private mutating func readExample(_ text: String) {
            guard case .example(let before) = sections.last?.blocks.last, before.hasSuffix(" \\")
            else { return add(.example(text)) }
            sections[sections.count - 1].blocks.removeLast()
            add(.example(before.dropLast() + text))
        }

        /// A line such as `HUP        read the key anew`, of two columns.
        private mutating func readEntry(_ text: Substring) {
            guard let gap = text.firstRange(of: "  ") else { return add(.example(String(text))) }
            let meaning = text[gap.upperBound...].drop { $0 == " " }
            add(.entry(String(text[..<gap.lowerBound]), String(meaning)))
        }

        private mutating func add(_ block: Block) {
            if sections.isEmpty { sections.append(Section("", [])) }
            sections[sections.count - 1].blocks.append(block)
        }
    }
}
