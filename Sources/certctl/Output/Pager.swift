import CertAuthority
import Foundation

/// Long results at a terminal, a screen at a time, in the program that the person chose.
enum Pager {
    /// Prints the lines of a result: through `PAGER` (default `less`) where they are shown at a
    /// terminal, and otherwise as they are.
    static func show(
        _ lines: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        guard isatty(STDOUT_FILENO) == 1, isatty(STDIN_FILENO) == 1,
            environment["TERM"].map({ $0 != "dumb" }) == true
        else { return Terminal.say(lines: lines) }
        let command = environment["PAGER"] ?? "less"
        guard !command.isEmpty, command != "cat" else { return Terminal.say(lines: lines) }
        // As git has it: what fits the screen is printed, and stays there.
        if environment["LESS"] == nil { setenv("LESS", "FRSX", 1) }
        fflush(nil)
        // Whoever has seen enough ends the pager before all is written to it.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        // Unlike `Process`, it leaves the pager in this process's group, whose the terminal is.
        guard let pipe = popen(command, "w") else { return Terminal.say(lines: lines) }
        for line in lines {
            guard fputs(VisibleText.line(line) + "\n", pipe) >= 0 else { break }
        }
        let status = pclose(pipe)
        // The shell's word for a program that is not there.
        if (status >> 8) & 0xFF == 127 { Terminal.say(lines: lines) }
    }
}
