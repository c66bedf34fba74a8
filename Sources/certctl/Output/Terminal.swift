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

/// One line that is written over while work goes on; silent where nobody watches.
struct Progress {
    private let total: Int
    private let noun: String

    init(total: Int, noun: String) {
        self.total = total
        self.noun = noun
    }

    func show(_ count: Int) {
        guard Terminal.isInteractive, total > 500 else { return }
        let end = count == total ? "\n" : ""
        FileHandle.standardError.write(Data("\r\(count) of \(total) \(noun)\(end)".utf8))
    }
}
