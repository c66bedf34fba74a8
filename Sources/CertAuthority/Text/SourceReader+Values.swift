internal import LinkedData

/// The kinds of values that the catalogue and the fees have in common. Each reads the value of a
/// key; what is optional gives nil for a missing key without a fault.
extension SourceReader {
    mutating func slug(_ node: SourceNode, path: String) -> Slug? {
        value(node, path: path, expected: "a slug", remedy: Slug.rule) { Slug($0) }
    }

    mutating func slug(_ key: String, in fields: Fields) -> Slug? {
        required(key, in: fields).flatMap { slug($0, path: fields.path(key)) }
    }

    /// A list without repetitions.
    mutating func unique<Value: Hashable>(
        _ key: String, in fields: Fields, atLeast minimum: Int = 0,
        _ read: (inout SourceReader, SourceNode, String) -> Value?
    ) -> [Value] {
        var values: [Value] = []
        var seen: Set<Value> = []
        for (node, path) in elements(key, in: fields, atLeast: minimum) {
            guard let value = read(&self, node, path) else { continue }
            if seen.insert(value).inserted {
                values.append(value)
            } else {
                report(
                    "occurs twice in the list", remedy: "keep it once", at: node.line, field: path,
                    value: "\(value)")
            }
        }
        return values
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ node: SourceNode, path: String, of: Choice.Type
    ) -> Choice? {
        let known = Choice.allCases.map(\.rawValue)
        let remedy = "use one of \(Self.list(known))"
        return value(node, path: path, expected: "a known value", remedy: remedy) { text in
            Choice.allCases.first { $0.rawValue.isExactly(text) }
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, in fields: Fields, of type: Choice.Type
    ) -> Choice? {
        required(key, in: fields).flatMap { choice($0, path: fields.path(key), of: type) }
    }

    mutating func text(_ key: String, in fields: Fields) -> String? {
        required(key, in: fields).flatMap { text($0, path: fields.path(key)) }
    }

    /// A whole number in plain digits.
    mutating func integer(_ key: String, in fields: Fields, range: ClosedRange<Int>) -> Int? {
        guard let node = required(key, in: fields) else { return nil }
        let remedy = "write a whole number from \(range.lowerBound) to \(range.upperBound)"
        return value(
            node, path: fields.path(key), expected: "such a number", remedy: remedy
        ) { text in
            guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(ASCII.isDigit),
                let number = Int(text), range.contains(number)
            else { return nil }
            return number
        }
    }

    /// `true` or `false`; false when missing.
    mutating func truth(_ key: String, in fields: Fields) -> Bool {
        guard let node = fields[key] else { return false }
        return value(
            node, path: fields.path(key), expected: "true or false", remedy: "write true or false"
        ) { ["true": true, "false": false][$0] } ?? false
    }

    mutating func duration(_ key: String, in fields: Fields) -> CalendarDuration? {
        guard let node = fields[key] else { return nil }
        return value(
            node, path: fields.path(key), expected: "a duration",
            remedy: "write P3Y, P18M or P1Y6M, or leave the key out"
        ) { CalendarDuration($0) }
    }

    mutating func date(_ key: String, in fields: Fields) -> CivilDate? {
        guard let node = fields[key] else { return nil }
        return value(
            node, path: fields.path(key), expected: "a date",
            remedy: "write a day that exists as YYYY-MM-DD"
        ) { CivilDate($0) }
    }

    mutating func language(_ node: SourceNode, path: String) -> LanguageTag? {
        value(
            node, path: path, expected: "a language tag",
            remedy: "write one such as en, zh or pt-BR"
        ) { LanguageTag($0) }
    }

    /// An `https` address of ASCII characters with a host, and without a name or password in it.
    mutating func webAddress(_ key: String, in fields: Fields) -> String? {
        guard let node = required(key, in: fields) else { return nil }
        return value(
            node, path: fields.path(key), expected: "a web address",
            remedy: "write it as https://host/path, other characters percent-encoded"
        ) { text in
            guard text.utf8.starts(with: "https://".utf8),
                text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !#""<>\^`{|}"#.utf8.contains($0) })
            else { return nil }
            let host = text.utf8.dropFirst(8).prefix { !"/?#".utf8.contains($0) }
            guard host.contains(UInt8(ascii: ".")), !host.contains(UInt8(ascii: "@")),
                host.first != UInt8(ascii: "."), host.last != UInt8(ascii: ".")
            else { return nil }
            return text
        }
    }

    /// A text by language, English among them.
    ///
    /// - Parameter orEnglish: Whether a text without a language is taken for English.
    mutating func localized(
        _ key: String, in fields: Fields, lines: Bool = false, orEnglish: Bool = false
    ) -> LocalizedText? {
        guard let node = required(key, in: fields) else { return nil }
        let path = fields.path(key)
        if orEnglish, case .scalar = node.content {
            return text(node, path: path, lines: lines).map { LocalizedText(english: $0) }
        }
        guard case .mapping(let members) = node.content else {
            report(
                "expected a text by language", remedy: "write \(key): {en: ...}", at: node.line,
                field: path)
            return nil
        }
        var texts: [LanguageTag: String] = [:]
        var hasEnglish = false
        for member in members {
            let memberPath = "\(path).\(member.key)"
            let tagNode = SourceNode(content: .scalar(member.key), line: member.keyLine)
            guard let tag = language(tagNode, path: memberPath) else { continue }
            hasEnglish = hasEnglish || tag == .english
            let text = text(member.value, path: memberPath, lines: lines, longest: 4_000)
            guard let text else { continue }
            if texts.updateValue(text, forKey: tag) != nil {
                report(
                    "the language occurs twice", remedy: "keep one of them", at: member.keyLine,
                    field: memberPath, value: member.key)
            }
        }
        if !hasEnglish {
            report(
                "no text in English", remedy: "add en: with the text", at: node.line,
                field: "\(path).en")
        }
        return LocalizedText(texts)
    }
}
