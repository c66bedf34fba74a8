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

    /// One JSON document with a long list in it, which is written piece by piece.
    ///
    /// - Parameters:
    ///   - name: The member whose value is the list; it stands in the document as an empty one.
    ///   - elements: The elements of the list.
    static func say(_ document: JSONObject, list name: String, _ elements: some Sequence<JSON>) {
        let whole = JSON.object(document).canonicalBytes()
        // Within a text the quotation marks would be escaped.
        let mark = Array("\"\(name)\":[]".utf8)
        guard let place = whole.firstRange(of: mark) else { return say(.object(document)) }
        var output = Array(whole[..<place.upperBound].dropLast())
        for (index, element) in elements.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            output += element.canonicalBytes()
            guard output.count > 1 << 16 else { continue }
            FileHandle.standardOutput.write(Data(output))
            output.removeAll(keepingCapacity: true)
        }
        output.append(UInt8(ascii: "]"))
        output += whole[place.upperBound...]
        output.append(0x0A)
        FileHandle.standardOutput.write(Data(output))
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
