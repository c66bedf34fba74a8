import Foundation

extension HelpPage {
    /// Writes the page to standard output, for the terminal's width where that is a terminal.
    ///
    /// - Throws: What writing throws, such as that the disk behind the output is full.
    package func show(environment: [String: String]) throws {
        let screen = HelpScreen(environment: environment, terminalWidth: Self.terminalWidth)
        try FileHandle.standardOutput.write(contentsOf: Data(text(on: screen).utf8))
    }

    /// Below this, in columns, ArgumentParser ends the program where it wraps text by itself.
    private static let leastWidth = 40

    /// Tells ArgumentParser of a width that it can do, where the terminal's or that of `COLUMNS` is
    /// smaller; called before it parses anything.
    package static func settleWidth(environment: [String: String]) {
        guard let width = environment["COLUMNS"].flatMap({ Int($0) }) ?? terminalWidth,
            width < leastWidth
        else { return }
        setenv("COLUMNS", "\(leastWidth)", 1)
    }

    private static var terminalWidth: Int? {
        var size = winsize()
        let isTerminal =
            isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        return isTerminal ? Int(size.ws_col) : nil
    }
}
