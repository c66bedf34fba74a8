/// The screen that a help page is shown on.
package struct HelpScreen: Sendable, Equatable {
    /// The number of columns, at least 20.
    package let width: Int
    /// True where headings and names may be bold.
    package let isStyled: Bool

    package init(width: Int, isStyled: Bool) {
        self.width = max(width, 20)
        self.isStyled = isStyled
    }

    /// The screen that a program writes to.
    ///
    /// - Parameters:
    ///   - environment: `COLUMNS` overrides the terminal's width; `NO_COLOR` with a value, and
    ///     `TERM` with the value `dumb`, turn styles off.
    ///   - terminalWidth: The columns of the terminal that standard output is; nil where it is a
    ///     file or a pipe, which has 80 columns and no styles.
    package init(environment: [String: String], terminalWidth: Int?) {
        let wished = environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        let terminal = terminalWidth.flatMap { $0 > 0 ? $0 : nil }
        self.init(
            width: wished ?? terminal ?? 80,
            isStyled: terminalWidth != nil && environment["NO_COLOR", default: ""].isEmpty
                && environment["TERM"] != "dumb")
    }

    /// Text in bold, where the screen has styles.
    func bold(_ text: some StringProtocol) -> String {
        isStyled ? "\u{1B}[1m\(text)\u{1B}[0m" : String(text)
    }
}
