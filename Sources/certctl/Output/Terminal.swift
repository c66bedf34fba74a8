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

    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}
