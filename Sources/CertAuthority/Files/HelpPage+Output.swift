import Foundation

extension HelpPage {
    /// Writes the page to standard output, for the terminal's width where that is a terminal.
    package func show(environment: [String: String]) {
        var size = winsize()
        let isTerminal =
            isatty(STDOUT_FILENO) == 1 && ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0
        let screen = HelpScreen(
            environment: environment, terminalWidth: isTerminal ? Int(size.ws_col) : nil)
        FileHandle.standardOutput.write(Data(text(on: screen).utf8))
    }
}
