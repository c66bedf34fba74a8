import Foundation
import LinkedData

/// Results go to standard output, everything else to standard error.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// One JSON document, members in the order of their names.
    static func say(_ json: JSON) {
        FileHandle.standardOutput.write(Data(json.canonicalBytes() + [0x0A]))
    }

    /// True when somebody sits there who can answer.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 }

    /// Puts a question and gives the answer; nil at the end of input.
    static func ask(_ question: String) -> String? {
        FileHandle.standardError.write(Data(question.utf8))
        return readLine()
    }

    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}
