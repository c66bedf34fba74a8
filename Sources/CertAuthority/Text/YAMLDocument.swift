internal import LinkedData
internal import Yams

/// Reads one YAML document with the line of every value.
///
/// A subset for people: one document, keys are plain text and occur once, no anchors and aliases
/// (which could make a small file unfold into a giant one).
package enum YAMLDocument {
    private static let largest = 1 << 20
    private static let deepest = 32

    /// The root of the document in a file.
    ///
    /// - Throws: all faults that could be found before the text ceased to make sense.
    package static func read(_ file: SourceFile) throws(SourceFaults) -> SourceNode {
        let text = try text(of: file)
        let faults = controlCharacters(in: text, file: file.path) + aliases(in: file)
        if !faults.isEmpty { throw SourceFaults(faults) }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                return SourceNode(content: .absent, line: 1)
            }
            return try node(root, file: file.path, depth: 0)
        } catch let error as YamlError {
            throw SourceFaults([fault(error, file: file.path)])
        } catch let faults as SourceFaults {
            throw faults
        } catch {
            throw SourceFaults([
                SourceFault(
                    file: file.path, line: nil, field: "", reason: "not YAML: \(error)",
                    remedy: "correct the file")
            ])
        }
    }

    // MARK: Before parsing

    private static func text(of file: SourceFile) throws(SourceFaults) -> String {
        guard file.bytes.count <= largest else {
            throw SourceFaults([
                SourceFault(
                    file: file.path, line: nil, field: "",
                    reason: "the file has \(file.bytes.count) bytes, more than \(largest)",
                    remedy: "make it smaller")
            ])
        }
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: file.bytes.span))
        } catch {
            let offset = error.byteOffsets.lowerBound
            throw SourceFaults([
                SourceFault(
                    file: file.path, line: lineNumber(of: offset, in: file.bytes), field: "",
                    reason: "byte \(offset) is not UTF-8", remedy: "save the file as UTF-8")
            ])
        }
    }

    private static func controlCharacters(in text: String, file: String) -> [SourceFault] {
        var faults: [SourceFault] = []
        var line = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: line += 1
            case 0x09, 0x0D: break
            case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF:
                faults.append(
                    SourceFault(
                        file: file, line: line, field: "", value: String(scalar),
                        reason: "a control character", remedy: "remove it"))
            default: break
            }
        }
        return faults
    }

    /// Aliases that name an anchor of the file. They are looked for before parsing, since the
    /// parser hashes mapping keys and so would already unfold them.
    private static func aliases(in file: SourceFile) -> [SourceFault] {
        var anchors: Set<String> = []
        var aliases: [(name: String, line: Int)] = []
        let bytes = file.bytes
        var line = 1
        for offset in bytes.indices {
            if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
            guard bytes[offset] == UInt8(ascii: "&") || bytes[offset] == UInt8(ascii: "*"),
                offset == 0 || !isNameByte(bytes[offset - 1])
            else { continue }
            let name = String(
                decoding: bytes[(offset + 1)...].prefix(while: isNameByte), as: UTF8.self)
            if name.isEmpty { continue }
            if bytes[offset] == UInt8(ascii: "&") {
                anchors.insert(name)
            } else {
                aliases.append((name, line))
            }
        }
        return aliases.filter { anchors.contains($0.name) }.map { name, line in
            SourceFault(
                file: file.path, line: line, field: "", value: "*\(name)",
                reason: "YAML anchors and aliases are not taken", remedy: "write the value out")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }

    private static func lineNumber(of offset: Int, in bytes: [UInt8]) -> Int {
        1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
    }

    // MARK: After parsing

    private static func node(
        _ node: Node, file: String, depth: Int
    ) throws(SourceFaults) -> SourceNode {
        let line = node.mark?.line
        guard depth <= deepest else {
            throw SourceFaults([
                SourceFault(
                    file: file, line: line, field: "",
                    reason: "nested deeper than \(deepest) levels", remedy: "check the indentation")
            ])
        }
        switch node {
        case .scalar(let scalar):
            let absent = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
            return SourceNode(content: absent ? .absent : .scalar(scalar.string), line: line)
        case .sequence(let sequence):
            var elements: [SourceNode] = []
            for element in sequence {
                elements.append(try Self.node(element, file: file, depth: depth + 1))
            }
            return SourceNode(content: .sequence(elements), line: line)
        case .mapping(let mapping):
            var members: [SourceNode.Member] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw SourceFaults([
                        SourceFault(
                            file: file, line: key.mark?.line, field: "",
                            reason: "a key that is not plain text", remedy: "write a name before :")
                    ])
                }
                members.append(
                    .init(
                        key: name.string, keyLine: name.mark?.line,
                        value: try Self.node(value, file: file, depth: depth + 1)))
            }
            return SourceNode(content: .mapping(members), line: line)
        case .alias:
            throw SourceFaults([
                SourceFault(
                    file: file, line: line, field: "",
                    reason: "YAML anchors and aliases are not taken", remedy: "write the value out")
            ])
        }
    }

    private static func fault(_ error: YamlError, file: String) -> SourceFault {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SourceFault(
                file: file, line: mark.line, field: "", reason: "not YAML: \(problem)",
                remedy: "check the indentation and the quotes near column \(mark.column)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            SourceFault(
                file: file, line: context.mark.line, field: duplicates.first ?? "",
                value: duplicates.joined(separator: ", "),
                reason: "the key occurs more than once in the same place",
                remedy: "keep one of them")
        default:
            SourceFault(
                file: file, line: nil, field: "", reason: "not YAML: \(error)",
                remedy: "correct the file")
        }
    }
}
