import CertAuthority

/// Names of files that people can read and every system can keep.
public enum ReadableName {
    /// The most bytes of one name: two of them and a number stay below what file systems take.
    private static let limit = 90

    /// A name made of a text of any script: letters, digits and marks stay, as do hyphens, points
    /// within and single spaces; all else becomes a space.
    ///
    /// - Returns: Never empty: `certificate` where nothing is left.
    public static func of(_ text: String) -> String {
        var name = ""
        for character in text {
            let isKept =
                character.isLetter || character.isNumber || "-'’.".contains(character)
            if isKept, character.unicodeScalars.allSatisfy({ !isInvisible($0) }) {
                guard name.utf8.count + character.utf8.count <= limit else { break }
                name.append(character)
            } else if !name.isEmpty, name.last != " ", name.utf8.count < limit {
                name.append(" ")
            }
        }
        while let last = name.last, last == " " || last == "." { name.removeLast() }
        while let first = name.first, first == "." || first == " " || first == "-" {
            name.removeFirst()
        }
        return name.isEmpty ? "certificate" : name
    }

    /// Controls and marks of direction can make a name look like another.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // The joiners of Indic and Persian writing are part of the spelling.
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        case .control, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    /// A value of `Content-Disposition` (RFC 6266 §4, RFC 8187) that offers a file under a name.
    public static func disposition(_ name: String) -> String {
        let plain = name.unicodeScalars.map { scalar -> String in
            let isPlain =
                scalar.isASCII && scalar.value >= 0x20 && scalar != "\"" && scalar != "\\"
                && scalar != "%"
            return isPlain ? String(scalar) : "_"
        }.joined()
        guard plain != name else { return "attachment; filename=\"\(name)\"" }
        let encoded = name.utf8.map { byte -> String in
            if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
            {
                return String(Unicode.Scalar(byte))
            }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }
}
