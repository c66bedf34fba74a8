extension JSON {
    /// The canonical form of RFC 8785 (JSON Canonicalization Scheme) as UTF-8 bytes.
    public func canonicalBytes() -> [UInt8] {
        var writer = JSONWriter(.canonical)
        writer.write(self)
        return writer.take()
    }
}

extension JSONObject {
    /// The same with its own members in canonical order; those within values stay as they are.
    public var inCanonicalOrder: JSONObject {
        guard let order = JSONCanonicalOrder.order(of: members) else { return self }
        var sorted = JSONObject()
        for place in order { sorted[members[place].name] = members[place].value }
        return sorted
    }
}

/// The member order of RFC 8785 §3.2.3: by UTF-16 code units of the raw names.
enum JSONCanonicalOrder {
    /// The places of the members in canonical order, or nil when they stand in it already.
    static func order(of members: [JSONObject.Member]) -> [Int]? {
        let inOrder = members.indices.dropFirst().allSatisfy {
            precedes(members[$0 - 1].name, members[$0].name)
        }
        if inOrder { return nil }
        return members.indices.sorted { precedes(members[$0].name, members[$1].name) }
    }

    /// UTF-8 order is code point order; it differs from UTF-16 order only where a supplementary
    /// character (lead byte from F0) meets one from U+E000 (lead bytes EE, EF).
    static func precedes(_ left: String, _ right: String) -> Bool {
        let a = left.utf8Span.span
        let b = right.utf8Span.span
        let shared = min(a.count, b.count)
        for index in 0..<shared where a[index] != b[index] {
            let (x, y) = (a[index], b[index])
            if x >= 0xEE, y >= 0xEE, (x >= 0xF0) != (y >= 0xF0) { return x >= 0xF0 }
            return x < y
        }
        return a.count < b.count
    }
}
