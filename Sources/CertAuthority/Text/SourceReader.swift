internal import LinkedData

/// Reads values out of one document and collects every fault on the way.
///
/// A method that cannot give a value has said why in `faults` and gives nil, so that the caller
/// goes on to the next field.
package struct SourceReader {
    /// The keys of a mapping that may be read, and where it stands.
    package struct Fields {
        fileprivate let values: [ExactString: SourceNode]
        let path: String
        package let line: Int?

        /// The value of a key; nil when the key is missing or its value is nothing.
        package subscript(key: String) -> SourceNode? {
            guard let value = values[ExactString(key)], !value.isAbsent else { return nil }
            return value
        }

        package func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    }

    let file: String
    package private(set) var faults: [SourceFault] = []

    package init(file: String) { self.file = file }

    package mutating func report(
        _ reason: String, remedy: String, at line: Int?, field: String, value: String? = nil
    ) {
        faults.append(
            SourceFault(
                file: file, line: line, field: field, value: value, reason: reason, remedy: remedy))
    }

    mutating func take(_ other: SourceFaults) { faults += other.faults }

    // MARK: Structure

    /// The fields of a mapping; unknown keys are faults, with the nearest known one named.
    package mutating func fields(_ node: SourceNode, path: String, keys: [String]) -> Fields? {
        guard case .mapping(let members) = node.content else {
            report(
                "expected keys and values", remedy: "give it the keys \(Self.list(keys))",
                at: node.line, field: path, value: Self.shown(node))
            return nil
        }
        var values: [ExactString: SourceNode] = [:]
        for member in members {
            if keys.contains(where: member.key.isExactly) {
                values[ExactString(member.key)] = member.value
                continue
            }
            let nearest = NearestName.find(member.key, among: keys)
            report(
                "unknown key",
                remedy: nearest.map { "did you mean \($0)?" }
                    ?? "remove it; known keys are \(Self.list(keys))",
                at: member.keyLine, field: path.isEmpty ? member.key : "\(path).\(member.key)",
                value: member.key)
        }
        return Fields(values: values, path: path, line: node.line)
    }

    /// The value of a key that must be there.
    package mutating func required(_ key: String, in fields: Fields) -> SourceNode? {
        if let value = fields[key] { return value }
        report(
            "missing", remedy: "add \(key): with a value", at: fields.line, field: fields.path(key))
        return nil
    }

    /// The elements of a list with their paths; a missing key gives none when it may be missing.
    package mutating func elements(
        _ key: String, in fields: Fields, atLeast minimum: Int = 0
    ) -> [(node: SourceNode, path: String)] {
        guard let node = minimum > 0 ? required(key, in: fields) : fields[key] else { return [] }
        let path = fields.path(key)
        guard case .sequence(let elements) = node.content else {
            report(
                "expected a list", remedy: "write [a, b], or - and a value on lines of their own",
                at: node.line, field: path, value: Self.shown(node))
            return []
        }
        if elements.count < minimum {
            report(
                "\(Count(elements.count, "entry")) where \(minimum) or more are needed",
                remedy: "add what is missing", at: node.line, field: path)
        }
        return elements.enumerated().map { ($1, "\(path)[\($0)]") }
    }

    // MARK: Single values

    /// One line of text, or several where they are allowed; never empty, no control characters.
    mutating func text(
        _ node: SourceNode, path: String, lines: Bool = false, longest: Int = 500
    ) -> String? {
        guard case .scalar(let raw) = node.content else {
            report(
                node.isAbsent ? "empty text" : "expected text", remedy: "write one value",
                at: node.line, field: path, value: Self.shown(node))
            return nil
        }
        let text = lines ? Self.withoutFinalNewlines(raw) : raw
        let fault: (String, String)? =
            if !text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) {
                ("empty text", "write it, or remove the key if it may be missing")
            } else if text.unicodeScalars.contains(where: { Self.isControl($0, lines: lines) }) {
                ("a control character or line break in the text", "remove it")
            } else if text.utf8.count > longest {
                ("\(text.utf8.count) bytes, more than \(longest)", "shorten it")
            } else {
                nil
            }
        guard let fault else { return text }
        report(fault.0, remedy: fault.1, at: node.line, field: path, value: raw)
        return nil
    }

    /// Text that a function understands, such as a date; nil from it is a fault.
    package mutating func value<Value>(
        _ node: SourceNode, path: String, expected: String, remedy: String,
        _ understand: (String) -> Value?
    ) -> Value? {
        guard let text = text(node, path: path) else { return nil }
        if let value = understand(text) { return value }
        report("not \(expected)", remedy: remedy, at: node.line, field: path, value: text)
        return nil
    }

    static func list(_ names: [String]) -> String { names.joined(separator: ", ") }

    private static func shown(_ node: SourceNode) -> String? {
        switch node.content {
        case .absent: nil
        case .scalar(let text): text
        case .sequence: "a list"
        case .mapping: "keys and values"
        }
    }

    private static func withoutFinalNewlines(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.last == "\n" { scalars.removeLast() }
        return String(scalars)
    }

    private static func isControl(_ scalar: Unicode.Scalar, lines: Bool) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: !(lines && scalar == "\n")
        case .lineSeparator, .paragraphSeparator: true
        // Embeddings and overrides of direction, which make a text read as another.
        case .format: (0x202A...0x202E).contains(scalar.value)
        default: false
        }
    }
}
