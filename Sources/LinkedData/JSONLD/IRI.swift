/// IRIs as text: what they look like and how references are resolved.
enum IRI {
    /// True when the text starts with a scheme and a colon (RFC 3986 §3.1).
    static func hasScheme(_ text: String) -> Bool { schemeLength(text) != nil }

    /// True for an absolute IRI without characters that RFC 3987 forbids everywhere, and with one
    /// fragment at most.
    static func isWellFormed(_ text: String) -> Bool {
        guard let scheme = schemeLength(text) else { return false }
        let bytes = text.utf8Span.span
        var hasFragment = false
        for index in (scheme + 1)..<bytes.count {
            let byte = bytes[index]
            if isForbidden(byte) || (byte == UInt8(ascii: "#") && hasFragment) { return false }
            if byte == UInt8(ascii: "#") { hasFragment = true }
        }
        return true
    }

    /// True for `_:` and a label.
    static func isBlankNode(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return bytes.count > 2 && bytes[0] == UInt8(ascii: "_") && bytes[1] == UInt8(ascii: ":")
    }

    /// True when the text ends with a character that delimits parts of an IRI (RFC 3986 §2.2).
    static func endsWithDelimiter(_ text: String) -> Bool {
        guard let last = text.utf8.last else { return false }
        return ":/?#[]@".utf8.contains(last)
    }

    /// Reference resolution of RFC 3986 §5.2, without any normalisation but of dot segments.
    ///
    /// - Parameters:
    ///   - reference: Any reference.
    ///   - base: An absolute IRI.
    static func resolve(_ reference: String, against base: String) -> String {
        let relative = Parts(reference)
        if relative.scheme != nil { return relative.withoutDotSegments().text }
        let base = Parts(base)
        var target = relative
        target.scheme = base.scheme
        if relative.authority == nil {
            target.authority = base.authority
            if relative.path.isEmpty {
                target.path = base.path
                target.query = relative.query ?? base.query
                return target.text
            }
            if relative.path.utf8.first != UInt8(ascii: "/") {
                target.path = base.merged(with: relative.path)
            }
        }
        return target.withoutDotSegments().text
    }

    private static func schemeLength(_ text: String) -> Int? {
        let bytes = text.utf8Span.span
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                if index == 0 { return nil }
            case UInt8(ascii: ":"):
                return index == 0 ? nil : index
            default:
                return nil
            }
        }
        return nil
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "|"), UInt8(ascii: "\\"),
            UInt8(ascii: "^"), UInt8(ascii: "`"), 0x7F:
            true
        default: false
        }
    }
}

extension IRI {
    /// The five parts of a reference (RFC 3986 §3), without their delimiters.
    private struct Parts {
        var scheme: Substring?
        var authority: Substring?
        var path: Substring
        var query: Substring?
        var fragment: Substring?

        init(_ reference: String) {
            var rest = reference[...]
            if let length = IRI.schemeLength(reference) {
                scheme = rest.prefix(bytes: length)
                rest = rest.dropFirst(bytes: length + 1)
            }
            if let hash = rest.utf8.firstIndex(of: UInt8(ascii: "#")) {
                fragment = rest[rest.utf8.index(after: hash)...]
                rest = rest[..<hash]
            }
            if let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?")) {
                query = rest[rest.utf8.index(after: mark)...]
                rest = rest[..<mark]
            }
            if rest.utf8.starts(with: "//".utf8) {
                rest = rest.dropFirst(bytes: 2)
                let end = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
                authority = rest[..<end]
                rest = rest[end...]
            }
            path = rest
        }

        /// §5.2.3: the reference's path in place of the base's last segment.
        func merged(with relative: Substring) -> Substring {
            if authority != nil, path.isEmpty { return "/" + relative }
            guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return relative }
            return path[...slash] + relative
        }

        /// §5.2.4, on whole segments.
        func withoutDotSegments() -> Parts {
            let segments = path.utf8.split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            var kept: [Substring.UTF8View] = []
            let isRooted = path.utf8.first == UInt8(ascii: "/")
            for (index, segment) in segments.enumerated() {
                let isLast = index == segments.count - 1
                if segment.elementsEqual(".".utf8) {
                    if isLast { kept.append(""[...].utf8) }
                } else if segment.elementsEqual("..".utf8) {
                    if kept.count > (isRooted ? 1 : 0) { kept.removeLast() }
                    if isLast { kept.append(""[...].utf8) }
                } else {
                    kept.append(segment)
                }
            }
            var copy = self
            copy.path = Substring(kept.map { String(Substring($0)) }.joined(separator: "/"))
            return copy
        }

        /// §5.3.
        var text: String {
            var text = ""
            if let scheme { text += scheme + ":" }
            if let authority { text += "//" + authority }
            text += path
            if let query { text += "?" + query }
            if let fragment { text += "#" + fragment }
            return text
        }
    }
}

extension Substring {
    fileprivate func prefix(bytes count: Int) -> Substring {
        self[..<utf8.index(startIndex, offsetBy: count)]
    }

    fileprivate func dropFirst(bytes count: Int) -> Substring {
        self[utf8.index(startIndex, offsetBy: count)...]
    }
}
