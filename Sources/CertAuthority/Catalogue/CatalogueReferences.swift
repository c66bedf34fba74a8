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
        references.compactMap { reference in
            let known = definitions.filter { $0.kind.answers(reference.kind) }.map(\.slug)
            if known.contains(reference.slug) { return nil }
            let nearest = NearestName.find(reference.slug.text, among: known.map(\.text))
            return SourceFault(
                file: reference.file, line: reference.line, field: reference.path,
                value: reference.slug.text, reason: "there is no such \(reference.kind.rawValue)",
                remedy: nearest.map { "did you mean \($0)?" } ?? "define it, or name another")
        }
    }

    /// An organisation that answers for a programme must be allowed to issue it.
    private func missingPermissions() -> [SourceFault] {
        issuers.compactMap { issuer in
            guard let organisation = organisations.first(where: { $0.slug == issuer.organisation }),
                !organisation.mayIssue.contains(issuer.offer)
            else { return nil }
            return SourceFault(
                file: issuer.file, line: issuer.line, field: issuer.path,
                value: issuer.organisation.text,
                reason: "the organisation may not issue \(issuer.offer)",
                remedy: "add \(issuer.offer) to its may-issue, or name another organisation")
        }
    }

    /// Prerequisites that lead back to where they started, each circle told once.
    private func circles() -> [SourceFault] {
        let edges = references.filter { $0.key == "prerequisites" && $0.owner != nil }
        let next = Dictionary(grouping: edges) { $0.owner }
        var done: Set<Slug> = []
        var faults: [SourceFault] = []

        func visit(_ slug: Slug, trail: [Slug]) {
            guard !done.contains(slug) else { return }
            for edge in next[slug] ?? [] {
                guard let start = (trail + [slug]).firstIndex(of: edge.slug) else {
                    visit(edge.slug, trail: trail + [slug])
                    continue
                }
                let circle = (trail + [slug])[start...] + [edge.slug]
                faults.append(
                    SourceFault(
                        file: edge.file, line: edge.line, field: edge.path,
                        value: circle.map(\.text).joined(separator: " → "),
                        reason: "prerequisites in a circle; nobody could ever start",
                        remedy: "remove one of them"))
            }
            done.insert(slug)
        }
        for slug in Set(edges.compactMap(\.owner)).sorted() { visit(slug, trail: []) }
        return faults
    }
}

extension CatalogueReader.Kind {
    /// True when an entity of this kind is what a reference asks for.
    fileprivate func answers(_ asked: Self) -> Bool {
        self == asked || asked == .offer && (self == .programme || self == .series)
    }
}
