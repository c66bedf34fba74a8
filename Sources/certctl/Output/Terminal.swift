import CertAuthority
import Foundation
import LinkedData

/// Results go to standard output, everything else to standard error.
///
/// What strangers wrote passes here on its way to a screen, so that nothing in it steers one: text
/// goes through ``VisibleText``, a line at a time.
enum Terminal {
    /// Prints one line of a result; a line break in it is escaped.
    static func say(_ line: String) {
        put(Data((VisibleText.line(line) + "\n").utf8))
    }

    /// Prints the lines of a result, piece by piece.
    static func say(lines: some Sequence<String>) {
        write(lines, put)
    }

    /// Prints a table.
    static func say(_ table: TextTable) { say(lines: table.lines) }

    /// Tells one line that is no result; a line break in it is escaped.
    static func complain(_ line: String) {
        tell(Data((VisibleText.line(line) + "\n").utf8))
    }

    /// Tells lines that are no result.
    static func complain(lines: some Sequence<String>) {
        write(lines, tell)
    }

    private static func write(_ lines: some Sequence<String>, _ put: (Data) -> Void) {
        var text: [UInt8] = []
        for line in lines {
            text += VisibleText.line(line).utf8
            text.append(0x0A)
            if text.count > 1 << 16 {
                put(Data(text))
                text.removeAll(keepingCapacity: true)
            }
        }
        put(Data(text))
    }

    /// Writes a file to standard output as it is; to a screen, text with what would steer it
    /// escaped.
    static func write(_ bytes: [UInt8]) {
        let isScreen = isatty(STDOUT_FILENO) == 1
        put(Data(isScreen ? VisibleText.lines(bytes) : bytes))
    }

    /// One JSON document, members in the order of their names.
    static func say(_ json: JSON) {
        write(json: json.canonicalBytes() + [0x0A])
    }

    private static func write(json bytes: [UInt8]) {
        put(Data(VisibleText.json(bytes)))
    }

    /// One JSON document with a long list in it, which is written piece by piece.
    ///
    /// - Parameters:
    ///   - name: The member whose value is the list; it stands in the document as an empty one.
    ///   - elements: The elements of the list.
    static func say(_ document: JSONObject, list name: String, _ elements: some Sequence<JSON>) {
        var writer = JSONWriter(.canonical, capacity: 1 << 17)
        writer.beginObject()
        for member in document.inCanonicalOrder.members {
            writer.name(member.name)
            guard member.name.isExactly(name) else {
                writer.write(member.value)
                continue
            }
            writer.beginArray()
            for element in elements {
                writer.write(element)
                if writer.count > 1 << 16 { write(json: writer.take()) }
            }
            writer.endArray()
        }
        writer.endObject()
        write(json: writer.take() + [0x0A])
    }

    // MARK: Bytes

    /// Writes a part of a result; where it cannot be written, says so and ends the program: what was
    /// done until then is done, and the exit code says that its result did not arrive.
    private static func put(_ bytes: Data) {
        do { try FileHandle.standardOutput.write(contentsOf: bytes) } catch { end(error) }
    }

    /// Writes what is no result; where it cannot be written, nobody can be told.
    static func tell(_ bytes: Data) {
        try? FileHandle.standardError.write(contentsOf: bytes)
    }

    /// Ends the program because a result could not be written.
    static func end(_ error: any Error) -> Never {
        let outer = error as NSError
        let cause = outer.userInfo[NSUnderlyingErrorKey] as? NSError ?? outer
        let isFull = cause.domain == NSPOSIXErrorDomain && cause.code == Int(ENOSPC)
        complain(
            "error: the result cannot be written to standard output: "
                + "\(String(cString: strerror(Int32(cause.code)))); what was done is done, and "
                + "certctl audit list shows it")
        exit((isFull ? ExitStatus.diskFull : .diskError).rawValue)
    }

    /// True when somebody sits there who can answer.
    static var canBeAsked: Bool { isatty(STDIN_FILENO) == 1 }

    /// Puts a question and gives the answer; nil at the end of input.
    static func ask(_ question: String) -> String? {
        tell(Data(VisibleText.line(question).utf8))
        return readLine()
    }

    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}
