internal import LinkedData

/// Reads when a rule applies.
extension FeeReader {
    /// The parts of a rule's `where`; none where it has no such key.
    mutating func condition(in fields: SourceReader.Fields) -> FeeCondition {
        let keys = FeeCondition.Key.allCases
        guard let node = fields["where"],
            let parts = source.fields(node, path: fields.path("where"), keys: keys.map(\.rawValue))
        else { return FeeCondition() }
        return FeeCondition(
            keys.filter { parts[$0.rawValue] != nil }.map { part($0, in: parts) })
    }

    /// A part that is there. A condition with nothing in it would hold for everyone, so at least
    /// one entry is asked for.
    private mutating func part(
        _ key: FeeCondition.Key, in fields: SourceReader.Fields
    ) -> FeeCondition.Part {
        let (catalogue, reference) = (catalogue, reference)
        func entries<Entry: Hashable>(
            _ read: (inout SourceReader, SourceNode, String) -> Entry?
        ) -> [Entry] { source.unique(key.rawValue, in: fields, atLeast: 1, read) }
        switch key {
        case .lists:
            return .lists(
                entries { Self.listGroup(&$0, $1, path: $2, reference: reference) })
        case .unlisted:
            let known = reference.map { Set($0.groups.map(\.list)) }
            let remedy = known.map { SourceReader.list($0.sorted().map(\.text)) }
            return .unlisted(
                entries { reader, node, path in
                    reader.value(
                        node, path: path, expected: "a known list",
                        remedy: remedy.map { "use one of \($0)" } ?? "write the name of a list"
                    ) { text in Slug(text).flatMap { known?.contains($0) ?? true ? $0 : nil } }
                })
        case .countries:
            return .countries(
                entries { reader, node, path in
                    reader.value(
                        node, path: path, expected: "a known country",
                        remedy: "write an alpha-2 code such as KE"
                    ) { reference == nil || reference?.country($0) != nil ? $0 : nil }
                })
        case .groups:
            return .groups(entries { $0.choice($1, path: $2, of: LearnerGroup.self) })
        case .organisations:
            return .organisations(
                entries {
                    Self.slug(
                        &$0, $1, path: $2, of: "organisation", in: "organisations.yaml",
                        isKnown: { catalogue == nil || catalogue?.organisation($0) != nil })
                })
        case .roles:
            return .roles(entries { $0.choice($1, path: $2, of: Organisation.Role.self) })
        case .programmes:
            return .programmes(
                entries {
                    Self.slug(
                        &$0, $1, path: $2, of: "programme", in: "programmes.yaml",
                        isKnown: { catalogue == nil || catalogue?.programme($0) != nil })
                })
        }
    }

    private static func slug(
        _ reader: inout SourceReader, _ node: SourceNode, path: String, of kind: String,
        in file: String, isKnown: (Slug) -> Bool
    ) -> Slug? {
        reader.value(
            node, path: path, expected: "a known \(kind)", remedy: "write a slug of \(file)"
        ) { text in Slug(text).flatMap { isKnown($0) ? $0 : nil } }
    }

    private static func listGroup(
        _ reader: inout SourceReader, _ node: SourceNode, path: String, reference: ReferenceData?
    ) -> FeeCondition.ListGroup? {
        let known = reference?.groups.map { "\($0.list)/\($0.group)" }
        return reader.value(
            node, path: path, expected: "a group of a known list",
            remedy: known.map { "use one of \(SourceReader.list($0))" } ?? "write list/group"
        ) { text in
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, known?.contains(where: text.isExactly) ?? true,
                let list = Slug(String(parts[0])), let group = Slug(String(parts[1]))
            else { return nil }
            return FeeCondition.ListGroup(list: list, group: group)
        }
    }
}
