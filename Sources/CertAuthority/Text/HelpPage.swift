/// A help page: what a command does, how it is called, what its options mean, and examples.
///
/// The page is independent of the screen; ``text(on:)`` wraps each paragraph once.
package struct HelpPage: Sendable, Equatable {
    /// A part of a section.
    package enum Block: Sendable, Equatable {
        /// Running text.
        case paragraph(String)
        /// A name and its meaning, in two columns.
        case entry(String, String)
        /// The form of a command line; what stands in brackets stays together.
        case usage(String)
        /// A command line to copy; where it is wrapped, it stays one for the shell.
        case example(String)
    }

    /// A heading and what stands under it. An empty heading is not shown.
    package struct Section: Sendable, Equatable {
        package var heading: String
        package var blocks: [Block]

        package init(_ heading: String, _ blocks: [Block]) {
            self.heading = heading
            self.blocks = blocks
        }
    }

    /// One line that says what the program or command does.
    package var abstract: String
    package var sections: [Section]

    package init(abstract: String, sections: [Section]) {
        self.abstract = abstract
        self.sections = sections
    }

    /// The page as lines for that screen, with a line break at its end.
    ///
    /// Sections of entries that follow one another share their columns.
    package func text(on screen: HelpScreen) -> String {
        var lines = HelpLines.wrapped(abstract, width: screen.width, indent: 0, hanging: 0)
        for (index, section) in sections.enumerated() where !section.blocks.isEmpty {
            lines.append("")
            if !section.heading.isEmpty { lines.append(screen.bold(section.heading)) }
            lines += HelpLines.of(
                section.blocks, names: names(beside: index),
                indent: section.heading.isEmpty ? 0 : 2, on: screen)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The names of the entries whose columns a section shares.
    private func names(beside index: Int) -> [String] {
        let before = sections[..<index].reversed().prefix { $0.isOfEntries }.reversed()
        let after = sections[(index + 1)...].prefix { $0.isOfEntries }
        let shared =
            sections[index].isOfEntries ? before + [sections[index]] + after : [sections[index]]
        return shared.flatMap(\.blocks).compactMap { block in
            if case .entry(let name, _) = block { name } else { nil }
        }
    }
}

extension HelpPage.Section {
    fileprivate var isOfEntries: Bool {
        blocks.allSatisfy { if case .entry = $0 { true } else { false } }
    }
}
