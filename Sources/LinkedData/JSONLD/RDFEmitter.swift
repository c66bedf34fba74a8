/// Writes an expanded document as statements (JSON-LD 1.1 API §7.2 and §8.1).
///
/// A node map is not built: each node states what it says where it stands, blank nodes get one
/// new label for each old one, and statements made twice are taken out at the end if there can be
/// any.
struct RDFEmitter {
    private(set) var quads: [RDFQuad] = []

    private let options: JSONLDOptions
    /// Nodes that have been named and not yet written.
    private var waiting: [(node: ExpandedNode, subject: RDFTerm?, graph: RDFTerm?)] = []
    private var labels: [ExactString: RDFTerm] = [:]
    private var labelCount = 0
    private var indexes: [IndexedNode: String] = [:]
    /// The named subjects written so far, while there are few.
    private var subjects: [String] = []
    private var mayRepeat = false

    private struct IndexedNode: Hashable {
        let subject: RDFTerm
        let graph: RDFTerm?
    }

    private static let scanLimit = 24
    private static let typePredicate = RDFTerm.iri(RDFVocabulary.type)
    private static let firstPredicate = RDFTerm.iri(RDFVocabulary.first)
    private static let restPredicate = RDFTerm.iri(RDFVocabulary.rest)
    private static let emptyList = RDFTerm.iri(RDFVocabulary.nil)

    init(_ options: JSONLDOptions) {
        self.options = options
        quads.reserveCapacity(64)
    }

    /// The statements of the items of a document.
    static func quads(
        _ items: [ExpandedItem], options: JSONLDOptions
    ) throws(JSONLDError) -> [RDFQuad] {
        var emitter = RDFEmitter(options)
        emitter.queue(items, graph: nil)
        while let (node, subject, graph) = emitter.waiting.popLast() {
            try emitter.write(node, subject, graph)
        }
        if emitter.mayRepeat { emitter.removeRepeated() }
        return emitter.quads
    }

    private mutating func queue(_ items: [ExpandedItem], graph: RDFTerm?) {
        for case .node(let node) in items { waiting.append((node, subject(of: node), graph)) }
    }

    /// Writes what one node says; its values that are nodes wait for their turn.
    private mutating func write(
        _ node: ExpandedNode, _ subject: RDFTerm?, _ graph: RDFTerm?
    ) throws(JSONLDError) {
        if let index = node.index, let subject {
            try check(index, of: IndexedNode(subject: subject, graph: graph))
        }
        noteSubject(of: node)
        let start = quads.count
        for type in node.types ?? [] {
            if let object = resource(type) {
                add(subject, Self.typePredicate, object, graph, since: start)
            } else {
                try lose("the type \(type.text)")
            }
        }
        let written = node.entries
        let entries = written.span
        for index in entries.indices {
            guard let item = entries[index].item else { continue }
            let predicate = try predicate(entries[index].property)
            guard let object = try object(item, graph), let predicate else { continue }
            let isRepeated = mayRepeat ? false : Self.isRepeated(index, in: entries)
            add(subject, predicate, object, graph, since: isRepeated ? start : quads.count)
        }
        for entry in node.reverse ?? [] {
            guard case .node(let other) = entry.item else { continue }
            let predicate = try predicate(entry.property)
            let otherSubject = self.subject(of: other)
            waiting.append((other, otherSubject, graph))
            mayRepeat = true
            if let predicate, let subject { add(otherSubject, predicate, subject, graph) }
        }
        if let included = node.included { queue(included, graph: graph) }
        if let contents = node.graph {
            // What stands in a graph without a proper name is lost.
            if let subject {
                queue(contents, graph: subject)
            } else {
                try lose("a graph whose name is no absolute IRI")
            }
        }
    }

    private mutating func add(
        _ subject: RDFTerm?, _ predicate: RDFTerm, _ object: RDFTerm, _ graph: RDFTerm?
    ) {
        guard let subject else { return }
        quads.append(RDFQuad(subject: subject, predicate: predicate, object: object, graph: graph))
    }

    /// The term for a value; statements that the value itself needs are written on the way.
    private mutating func object(
        _ item: ExpandedItem, _ graph: RDFTerm?
    ) throws(JSONLDError) -> RDFTerm? {
        switch item {
        case .node(let node):
            let subject = subject(of: node)
            if subject == nil { try lose("a node whose identifier is no absolute IRI") }
            if !node.isBare { waiting.append((node, subject, graph)) }
            return subject
        case .list(let list): return try head(of: list, graph)
        case .value(let value): return try literal(value, graph)
        }
    }

    /// A chain of cells for a list (§8.3).
    private mutating func head(
        of list: ExpandedList, _ graph: RDFTerm?
    ) throws(JSONLDError) -> RDFTerm {
        guard !list.items.isEmpty else { return Self.emptyList }
        let head = newBlankNode()
        var cell = head
        for (index, item) in list.items.enumerated() {
            if let object = try object(item, graph) {
                add(cell, Self.firstPredicate, object, graph)
            }
            let isLast = index == list.items.count - 1
            let rest = isLast ? Self.emptyList : newBlankNode()
            add(cell, Self.restPredicate, rest, graph)
            cell = rest
        }
        return head
    }

    private mutating func literal(
        _ value: ExpandedValue, _ graph: RDFTerm?
    ) throws(JSONLDError) -> RDFTerm? {
        var datatype: String?
        switch value.type {
        case nil: break
        case .json:
            let text = String(decoding: value.content.canonicalBytes(), as: UTF8.self)
            return .literal(RDFLiteral(value: text, datatype: RDFVocabulary.json))
        case .iri(let iri):
            guard iri.kind == .iri else {
                try lose("a value with the datatype \(iri.text)")
                return nil
            }
            datatype = iri.text
        }
        if let language = value.language, !LanguageTag.isWellFormed(language) {
            try lose("a text in the language \(language)")
            return nil
        }
        let text: String
        switch value.content {
        case .string(let string): text = string
        case .bool(let truth):
            text = truth ? "true" : "false"
            datatype = datatype ?? XSDVocabulary.boolean
        case .number(let number):
            let isInteger = number.rounded(.towardZero) == number && number.magnitude < 1e21
            if isInteger, datatype?.isExactly(XSDVocabulary.double) != true {
                text = XSDNumberText.integer(number)
                datatype = datatype ?? XSDVocabulary.integer
            } else {
                text = XSDNumberText.double(number)
                datatype = datatype ?? XSDVocabulary.double
            }
        case .null, .array, .object:
            try lose("a value that is no scalar")
            return nil
        }
        if let direction = value.direction {
            if options.rdfDirection == nil, !options.mayLoseDirections {
                try lose("the direction of a text, without rdfDirection,")
            }
            switch options.rdfDirection {
            case nil: break
            case .i18nDatatype:
                let language = value.language.map(LanguageTag.lowercased) ?? ""
                datatype = "\(RDFVocabulary.i18n)\(language)_\(direction.rawValue)"
                return .literal(RDFLiteral(value: text, datatype: datatype ?? ""))
            case .compoundLiteral:
                return compound(text, language: value.language, direction, graph)
            }
        }
        if let language = value.language {
            let tag = options.lowercasesLanguages ? LanguageTag.lowercased(language) : language
            return .literal(
                RDFLiteral(value: text, datatype: RDFVocabulary.langString, language: tag))
        }
        return .literal(RDFLiteral(value: text, datatype: datatype ?? XSDVocabulary.string))
    }

    private mutating func compound(
        _ text: String, language: String?, _ direction: TextDirection, _ graph: RDFTerm?
    ) -> RDFTerm {
        let node = newBlankNode()
        func string(_ text: String) -> RDFTerm {
            .literal(RDFLiteral(value: text, datatype: XSDVocabulary.string))
        }
        add(node, .iri(RDFVocabulary.value), string(text), graph)
        if let language {
            add(node, .iri(RDFVocabulary.language), string(LanguageTag.lowercased(language)), graph)
        }
        add(node, .iri(RDFVocabulary.direction), string(direction.rawValue), graph)
        return node
    }

    private func predicate(_ property: Reference) throws(JSONLDError) -> RDFTerm? {
        if property.kind == .iri { return .iri(property.text) }
        try lose("the property \(property.text)")
        return nil
    }

    private mutating func subject(of node: ExpandedNode) -> RDFTerm? {
        switch node.id {
        case .absent: newBlankNode()
        case .null: nil
        case .iri(let iri): resource(iri)
        }
    }

    /// An IRI, or the new label of a blank node; nil for anything else.
    private mutating func resource(_ reference: Reference) -> RDFTerm? {
        switch reference.kind {
        case .iri: return .iri(reference.text)
        case .unusable: return nil
        case .blankNode:
            if let known = labels[ExactString(reference.text)] { return known }
            let node = newBlankNode()
            labels[ExactString(reference.text)] = node
            return node
        }
    }

    private mutating func newBlankNode() -> RDFTerm {
        defer { labelCount += 1 }
        return .blankNode("b\(labelCount)")
    }

    private func lose(_ what: @autoclosure () -> String) throws(JSONLDError) {
        if options.isSafe { throw JSONLDError(.dataLoss, "\(what()) would be lost") }
    }

    private mutating func check(_ index: String, of node: IndexedNode) throws(JSONLDError) {
        guard let known = indexes.updateValue(index, forKey: node), !known.isExactly(index) else {
            return
        }
        throw JSONLDError(
            .conflictingIndexes, "a node has the indexes \"\(known)\" and \"\(index)\"")
    }
}

// Statements made twice.
extension RDFEmitter {
    /// Adds a statement unless it is among those of its subject from a place on.
    private mutating func add(
        _ subject: RDFTerm?, _ predicate: RDFTerm, _ object: RDFTerm, _ graph: RDFTerm?,
        since start: Int
    ) {
        guard let subject else { return }
        if !mayRepeat {
            mayRepeat = quads.count - start > Self.scanLimit
            for index in start..<quads.count
            where quads[index].object == object && quads[index].predicate == predicate
                && quads[index].subject == subject
            {
                return
            }
        }
        add(subject, predicate, object, graph)
    }

    /// True when an earlier entry has the same property. Most nodes have few properties, each
    /// once.
    private static func isRepeated(_ index: Int, in entries: Span<ExpandedNode.Entry>) -> Bool {
        if index > scanLimit { return true }
        for earlier in 0..<index
        where entries[earlier].property.text.matches(entries[index].property.text) {
            return true
        }
        return false
    }

    /// A subject that was written before may say the same again.
    private mutating func noteSubject(of node: ExpandedNode) {
        guard !mayRepeat, case .iri(let id) = node.id else { return }
        mayRepeat = subjects.count > Self.scanLimit || subjects.contains { $0.matches(id.text) }
        subjects.append(id.text)
    }

    private mutating func removeRepeated() {
        var seen = Set<RDFQuad>(minimumCapacity: quads.count)
        quads.removeAll { !seen.insert($0).inserted }
    }
}
