/// Checks between entities, when all files are read.
struct CatalogueReferences {
    let definitions: [CatalogueReader.Definition]
    let references: [CatalogueReader.Reference]
    let issuers: [CatalogueReader.Issuer]
    let organisations: [Organisation]

    /// Every slug that is defined twice, names nothing, or closes a circle.
    func faults() -> [SourceFault] {
        duplicates() + unknownReferences() + missingPermissions() + circles()
    }

    /// Organisations have slugs of their own; programmes and series share theirs.
    private func duplicates() -> [SourceFault] {
        var first: [String: CatalogueReader.Definition] = [:]
        var faults: [SourceFault] = []
        for definition in definitions {
            let space = definition.kind == .organisation ? "organisation" : "offer"
            let key = "\(space)/\(definition.slug)"
            guard let earlier = first[key] else {
                first[key] = definition
                continue
            }
            let place = earlier.line.map { "line \($0)" } ?? "before"
            faults.append(
                SourceFault(
                    file: definition.file, line: definition.line, field: definition.path,
                    value: definition.slug.text,
                    reason: "the slug is taken by the \(earlier.kind.rawValue) in \(place)",
                    remedy: "choose another slug, or remove one of them"))
        }
        return faults
    }

    private func unknownReferences() -> [SourceFault] {
        let kinds: [CatalogueReader.Kind] = [.organisation, .programme, .offer]
        let known = Dictionary(
            uniqueKeysWithValues: kinds.map { kind in
                (kind, Set(definitions.filter { $0.kind.answers(kind) }.map(\.slug)))
            })
        return references.compactMap { reference in
            let slugs = known[reference.kind] ?? []
            if slugs.contains(reference.slug) { return nil }
            let nearest = NearestName.find(
                reference.slug.text, among: slugs.sorted().map(\.text))
            return SourceFault(
                file: reference.file, line: reference.line, field: reference.path,
                value: reference.slug.text, reason: "there is no such \(reference.kind.rawValue)",
                remedy: nearest.map { "did you mean \($0)?" } ?? "define it, or name another")
        }
    }

    /// An organisation that answers for a programme must be allowed to issue it.
    private func missingPermissions() -> [SourceFault] {
        let permitted = Dictionary(organisations.map { ($0.slug, Set($0.mayIssue)) }) { first, _ in
            first
        }
        return issuers.compactMap { issuer in
            guard let offers = permitted[issuer.organisation], !offers.contains(issuer.offer) else {
                return nil
            }
            return SourceFault(
                file: issuer.file, line: issuer.line, field: issuer.path,
                value: issuer.organisation.text,
                reason: "the organisation may not issue \(issuer.offer)",
                remedy: "add \(issuer.offer) to its may-issue, or name another organisation")
        }
    }

    /// Prerequisites that lead back to where they started, each circle told once.
    ///
    /// A walk in depth without recursion, since a long chain of programmes would exhaust the stack.
    private func circles() -> [SourceFault] {
        let edges = references.filter { $0.key == "prerequisites" && $0.owner != nil }
        let next = Dictionary(grouping: edges) { $0.owner }
        var finished: Set<Slug> = []
        var faults: [SourceFault] = []
        for start in Set(edges.compactMap(\.owner)).sorted() where !finished.contains(start) {
            var trail: [(slug: Slug, remaining: ArraySlice<CatalogueReader.Reference>)] = []
            var places: [Slug: Int] = [:]
            func enter(_ slug: Slug) {
                places[slug] = trail.count
                trail.append((slug, (next[slug] ?? [])[...]))
            }
            enter(start)
            while let last = trail.indices.last {
                guard let edge = trail[last].remaining.popFirst() else {
                    finished.insert(trail[last].slug)
                    places[trail[last].slug] = nil
                    trail.removeLast()
                    continue
                }
                if let place = places[edge.slug] {
                    faults.append(Self.circle(trail[place...].map(\.slug), closedBy: edge))
                } else if !finished.contains(edge.slug) {
                    enter(edge.slug)
                }
            }
        }
        return faults
    }

    private static func circle(
        _ slugs: [Slug], closedBy edge: CatalogueReader.Reference
    ) -> SourceFault {
        SourceFault(
            file: edge.file, line: edge.line, field: edge.path,
            value: (slugs + [edge.slug]).map(\.text).joined(separator: " → "),
            reason: "prerequisites in a circle; nobody could ever start",
            remedy: "remove one of them")
    }
}

extension CatalogueReader.Kind {
    /// True when an entity of this kind is what a reference asks for.
    fileprivate func answers(_ asked: Self) -> Bool {
        self == asked || asked == .offer && (self == .programme || self == .series)
    }
}
