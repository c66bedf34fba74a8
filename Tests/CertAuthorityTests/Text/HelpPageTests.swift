import CertAuthority
import Testing

@Suite("Help pages")
struct HelpPageTests {
    private let plain = HelpScreen(width: 40, isStyled: false)

    private static let given = """
        OVERVIEW: Issue a cohort.

        All rows are checked before
        anything is signed.

        A second paragraph.

        EXAMPLES
          certctl issue cohort.csv --name "Two or three words" \\
            --documents certificates
          certctl issue --resume B-1

        USAGE: certctl issue [<options>] [<cohort>]

        ARGUMENTS:
          <cohort>                The cohort, a CSV file that has one row for each learner.

        OPTIONS:
          --organisation <organisation>
                                  The slug.
          --twenty-three-letters1 The label leaves one space.
          --flag

        SUBCOMMANDS:
          list                    List all.

          See 'certctl help issue <subcommand>' for detailed help.
        """

    @Test("A text of ArgumentParser is read: usage first, examples last, paragraphs joined")
    func reading() throws {
        let page = try #require(HelpPage(reading: Self.given))
        #expect(page.abstract == "Issue a cohort.")
        #expect(
            page.sections == [
                .init("USAGE", [.usage("certctl issue [<options>] [<cohort>]")]),
                .init(
                    "",
                    [
                        .paragraph("All rows are checked before anything is signed."),
                        .paragraph("A second paragraph."),
                    ]),
                .init(
                    "ARGUMENTS",
                    [
                        .entry(
                            "<cohort>", "The cohort, a CSV file that has one row for each learner.")
                    ]),
                .init(
                    "OPTIONS",
                    [
                        .entry("--organisation <organisation>", "The slug."),
                        .entry("--twenty-three-letters1", "The label leaves one space."),
                        .entry("--flag", ""),
                    ]),
                .init("SUBCOMMANDS", [.entry("list", "List all.")]),
                .init(
                    "EXAMPLES",
                    [
                        .example(
                            "certctl issue cohort.csv --name \"Two or three words\" "
                                + "--documents certificates"),
                        .example("certctl issue --resume B-1"),
                    ]),
                .init("", [.paragraph("See 'certctl help issue <subcommand>' for detailed help.")]),
            ])
    }

    @Test("What is no help, such as a completion script or a version, is not read as help")
    func notHelp() {
        for text in ["", "0.1.0", "#!/bin/bash\n\nOVERVIEW: x", "Error: x\nUsage: y"] {
            #expect(HelpPage(reading: text) == nil)
        }
    }

    @Test("Each paragraph is wrapped once; no line is wider than the screen", arguments: 20...120)
    func widths(width: Int) throws {
        let page = try #require(HelpPage(reading: Self.given))
        let lines = page.text(on: HelpScreen(width: width, isStyled: false)).split(
            separator: "\n", omittingEmptySubsequences: false)
        for line in lines where line.count > width {
            // A single word, or what is quoted as one, may be wider.
            let words = line.drop { $0 == " " }.replacing(" \\", with: "")
            #expect(
                !words.contains(" ") || words.contains("\"") || words.hasPrefix("-"),
                "\(width): \(line)")
        }
        // Wrapped twice, a paragraph has a short line in its middle, to which a word could be added.
        for (line, next) in zip(lines, lines.dropFirst())
        where !line.isEmpty && !next.isEmpty && line.first != " " && next.first != " " {
            let word = next.prefix { $0 != " " }
            #expect(
                line.count + 1 + word.count > width || line.allSatisfy { $0.isUppercase },
                "\(width): \(line)|\(next)")
        }
    }

    @Test("Meanings stand beside names in one column, and below a name that is too long")
    func columns() {
        let page = HelpPage(
            abstract: "Short.",
            sections: [
                .init("ONE", [.entry("a", "first of all the meanings, wrapped here")]),
                .init(
                    "TWO",
                    [
                        .entry("longer", "second"),
                        .entry(String(repeating: "x", count: 30), "third"),
                    ]),
            ])
        #expect(
            page.text(on: plain) == """
                Short.

                ONE
                  a       first of all the meanings,
                          wrapped here

                TWO
                  longer  second
                  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                          third

                """)
    }

    @Test("A wrapped example is one command for the shell, and quoted words stay together")
    func examples() {
        let page = HelpPage(
            abstract: "Short.",
            sections: [
                .init("EXAMPLE", [.example("certctl revoke NUMBER --reason \"issued by mistake\"")])
            ])
        #expect(
            page.text(on: plain) == """
                Short.

                EXAMPLE
                  certctl revoke NUMBER --reason \\
                      "issued by mistake"

                """)
    }

    @Test("A wrapped usage keeps what stands in brackets together")
    func usage() {
        let page = HelpPage(
            abstract: "Short.",
            sections: [
                .init("USAGE", [.usage("certctl list [--programme <slug>] [--home <folder>]")])
            ])
        #expect(
            page.text(on: plain) == """
                Short.

                USAGE
                  certctl list [--programme <slug>]
                      [--home <folder>]

                """)
    }

    @Test("Headings and names are bold on a terminal, and the columns stay where they are")
    func bold() {
        let page = HelpPage(abstract: "Short.", sections: [.init("ONE", [.entry("a", "first")])])
        #expect(
            page.text(on: HelpScreen(width: 40, isStyled: true))
                == "Short.\n\n\u{1B}[1mONE\u{1B}[0m\n  \u{1B}[1ma\u{1B}[0m  first\n")
        #expect(!page.text(on: plain).contains("\u{1B}"))
    }

    @Test("Styles: only on a terminal, not under NO_COLOR, not where TERM is dumb")
    func styles() {
        #expect(HelpScreen(environment: [:], terminalWidth: 100).isStyled)
        #expect(HelpScreen(environment: ["NO_COLOR": ""], terminalWidth: 100).isStyled)
        #expect(!HelpScreen(environment: ["NO_COLOR": "1"], terminalWidth: 100).isStyled)
        #expect(!HelpScreen(environment: ["TERM": "dumb"], terminalWidth: 100).isStyled)
        #expect(!HelpScreen(environment: ["TERM": "xterm"], terminalWidth: nil).isStyled)
    }

    @Test(
        "The width: COLUMNS, else the terminal's, else 80",
        arguments: [
            ("60", 100, 60), (nil, 100, 100), (nil, nil, 80), ("60", nil, 60), ("0", 100, 100),
            ("wide", nil, 80), (nil, 0, 80), ("3", nil, 20),
        ] as [(String?, Int?, Int)])
    func width(columns: String?, terminal: Int?, expected: Int) {
        let environment = columns.map { ["COLUMNS": $0] } ?? [:]
        #expect(HelpScreen(environment: environment, terminalWidth: terminal).width == expected)
    }
}
