/// What has been read of one object.
struct ObjectParts {
    let node = ExpandedNode()
    var value: JSON?
    var language: String?
    var direction: TextDirection?
    var list: [ExpandedItem]?
    var set: Expansion?
    var hasReverse = false
    /// True when `@type` was an array, which a value object may not have.
    var hasTypeArray = false
    /// The type as written that decides how `@value` is read.
    var inputType: String?
}

extension Expander {
    /// Reads an entry whose key is a keyword or an alias of one (step 13.4).
    mutating func read(
        _ keyword: Keyword, _ value: JSON, into parts: inout ObjectParts,
        of property: ActiveProperty, in context: ActiveContext, typeContext: ActiveContext
    ) throws(JSONLDError) {
        if case .reverse = property {
            throw JSONLDError(
                .invalidReversePropertyMap, "\(keyword.rawValue) stands among reverse properties")
        }
        switch keyword {
        case .id:
            try checkFirst(parts.node.id.isAbsent, keyword)
            guard let text = value.stringValue else {
                throw JSONLDError(.invalidIDValue, "@id is a string")
            }
            parts.node.id = try identifier(text, in: context, vocabulary: false)
        case .type:
            try readTypes(value, into: &parts, in: typeContext)
        case .graph:
            try checkFirst(parts.node.graph == nil, keyword)
            parts.node.graph = try expand(value, of: .graph, in: context).items
        case .included:
            try readIncluded(value, into: &parts, in: context)
        case .value:
            try checkFirst(parts.value == nil, keyword)
            try readValue(value, into: &parts, in: context)
        case .language:
            try checkFirst(parts.language == nil, keyword)
            guard let tag = value.stringValue else {
                throw JSONLDError(.invalidLanguageTaggedString, "@language is a string")
            }
            try checkLanguage(tag)
            parts.language = tag
        case .direction:
            try checkFirst(parts.direction == nil, keyword)
            guard let direction = value.stringValue.flatMap(TextDirection.init(rawValue:)) else {
                throw JSONLDError(.invalidBaseDirection, "@direction is \"ltr\" or \"rtl\"")
            }
            parts.direction = direction
        case .index:
            try checkFirst(parts.node.index == nil, keyword)
            guard let index = value.stringValue else {
                throw JSONLDError(.invalidIndexValue, "@index is a string")
            }
            try lose("@index \"\(index)\"")
            parts.node.index = index
        case .list:
            try checkFirst(parts.list == nil, keyword)
            if property.isFree {
                try lose("a list that belongs to no property")
            } else {
                parts.list = try expand(value, of: property.seen(in: context), in: context).items
            }
        case .set:
            try checkFirst(parts.set == nil, keyword)
            parts.set = try expand(value, of: property.seen(in: context), in: context)
        case .reverse:
            try checkFirst(!parts.hasReverse, keyword)
            parts.hasReverse = true
            try readReverse(value, into: parts.node, in: context)
        default:
            try lose("\(keyword.rawValue), which may not stand here,")
        }
    }

    private func checkFirst(_ isFirst: Bool, _ keyword: Keyword) throws(JSONLDError) {
        guard isFirst else {
            throw JSONLDError(.collidingKeywords, "two keys stand for \(keyword.rawValue)")
        }
    }

    /// Expands a reference to a node.
    func identifier(
        _ text: String, in context: ActiveContext, vocabulary: Bool
    ) throws(JSONLDError) -> ExpandedNode.Identifier {
        let name = context.state.expand(text, vocabulary: vocabulary, documentRelative: true)
        try checkReference(name, text)
        switch name {
        case .iri(let iri): return .iri(iri)
        case .keyword(let keyword): return .iri(Reference(keyword.rawValue))
        case .nothing: return .null
        }
    }

    private func readTypes(
        _ value: JSON, into parts: inout ObjectParts, in context: ActiveContext
    ) throws(JSONLDError) {
        var types = parts.node.types ?? []
        switch value {
        case .array(let elements):
            parts.hasTypeArray = true
            types.reserveCapacity(types.count + elements.count)
            for element in elements { try readType(element, into: &types, in: context) }
        default:
            try readType(value, into: &types, in: context)
        }
        parts.node.types = types
    }

    private func readType(
        _ value: JSON, into types: inout [Reference], in context: ActiveContext
    ) throws(JSONLDError) {
        guard case .string(let text) = value else {
            throw JSONLDError(.invalidTypeValue, "@type is a string or an array of strings")
        }
        let name = context.state.expand(text, vocabulary: true, documentRelative: true)
        switch name {
        case .iri(let iri):
            try checkReference(name, text)
            types.append(iri)
        case .keyword(let keyword):
            if keyword != .json { try checkReference(name, text) }
            types.append(Reference(keyword.rawValue))
        case .nothing:
            try checkReference(name, text)
        }
    }

    private mutating func readIncluded(
        _ value: JSON, into parts: inout ObjectParts, in context: ActiveContext
    ) throws(JSONLDError) {
        let items = try expand(value, of: .none, in: context).items
        let isNodes = items.allSatisfy { if case .node = $0 { true } else { false } }
        guard isNodes, value.arrayValue != nil || value.objectValue != nil else {
            throw JSONLDError(.invalidIncludedValue, "@included holds node objects only")
        }
        if items.isEmpty, value.objectValue != nil {
            throw JSONLDError(.invalidIncludedValue, "@included holds node objects only")
        }
        parts.node.included = (parts.node.included ?? []) + items
    }

    private func readValue(
        _ value: JSON, into parts: inout ObjectParts, in context: ActiveContext
    ) throws(JSONLDError) {
        switch value {
        case .object, .array:
            guard let type = parts.inputType,
                context.state.expand(type, vocabulary: true, documentRelative: true)
                    == .keyword(.json)
            else {
                throw JSONLDError(.invalidValueObjectValue, "@value is neither a scalar nor null")
            }
        default: break
        }
        parts.value = value
    }

    /// Reads an object of reverse properties (step 13.4.13).
    private mutating func readReverse(
        _ value: JSON, into node: ExpandedNode, in context: ActiveContext
    ) throws(JSONLDError) {
        guard value.objectValue != nil else {
            throw JSONLDError(.invalidReverseValue, "@reverse is an object")
        }
        guard case .one(.node(let map)) = try expand(value, of: .reverse, in: context) else {
            return
        }
        node.entries += map.reverse ?? []
        for entry in map.entries { try addReverse(entry.property, entry.item, to: node) }
    }

    /// Adds a node that has this one as its property's value.
    func addReverse(
        _ property: Reference, _ item: ExpandedItem?, to node: ExpandedNode
    ) throws(JSONLDError) {
        switch item {
        case nil, .node:
            node.reverse = (node.reverse ?? []) + [.init(property: property, item: item)]
        case .value, .list:
            throw JSONLDError(
                .invalidReversePropertyValue, "a value of the reverse property is no node")
        }
    }
}
