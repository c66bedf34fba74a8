extension Expander {
    /// Reads the values of a property (steps 13.5 to 13.14).
    mutating func readProperty(
        _ iri: Reference, key: String, _ definition: TermDefinition?, _ element: JSON,
        into node: ExpandedNode, in context: ActiveContext
    ) throws(JSONLDError) {
        guard let definition else {
            node.add(try expand(element, of: .term(key, nil), in: context), to: iri)
            return
        }
        let container = definition.parts.container
        var expansion: Expansion
        if case .json = definition.parts.type {
            expansion = .one(.value(ExpandedValue(content: element, type: .json)))
        } else if case .object(let map) = element, container.contains(.language) {
            expansion = .many(try languageMap(map, definition, in: context))
        } else if case .object(let map) = element,
            !container.isDisjoint(with: [.index, .type, .id])
        {
            expansion = .many(try indexMap(map, key: key, definition, in: context))
        } else {
            expansion = try expand(element, of: .term(key, definition), in: context)
        }
        if case .nothing = expansion { return }
        if container.contains(.list) {
            expansion = expansion.asList
        }
        if container.contains(.graph), container.isDisjoint(with: [.id, .index]) {
            var graphs: [ExpandedItem] = []
            for item in expansion.items { graphs.append(try graph(of: item)) }
            expansion = .many(graphs)
        }
        guard definition.parts.isReverse else {
            node.add(expansion, to: iri)
            return
        }
        let items = expansion.items
        if items.isEmpty { try addReverse(iri, nil, to: node) }
        for item in items { try addReverse(iri, item, to: node) }
    }

    /// Value Expansion (§5.3) of a scalar.
    func value(
        _ scalar: JSON, definition: TermDefinition?, in context: ActiveContext
    ) throws(JSONLDError) -> ExpandedItem {
        switch definition?.parts.type {
        case .id:
            if case .string(let text) = scalar {
                return .node(
                    ExpandedNode(id: try identifier(text, in: context, vocabulary: false)))
            }
        case .vocab:
            if case .string(let text) = scalar {
                return .node(ExpandedNode(id: try identifier(text, in: context, vocabulary: true)))
            }
        case .json: return .value(ExpandedValue(content: scalar, type: .json))
        case .datatype(let type):
            return .value(ExpandedValue(content: scalar, type: .iri(type)))
        case nil, .some(.none): break
        }
        guard case .string = scalar else { return .value(ExpandedValue(content: scalar)) }
        let language = (definition?.parts.language ?? .inherited).resolved(context.state.language)
        if let language { try checkLanguage(language.text) }
        return .value(
            ExpandedValue(
                content: scalar, language: language?.text,
                direction: (definition?.parts.direction ?? .inherited)
                    .resolved(context.state.direction)))
    }

    /// Texts by their languages (step 13.7).
    private func languageMap(
        _ map: JSONObject, _ definition: TermDefinition, in context: ActiveContext
    ) throws(JSONLDError) -> [ExpandedItem] {
        let direction = definition.parts.direction.resolved(context.state.direction)
        var items: [ExpandedItem] = []
        for member in map.members {
            let name = context.state.expand(
                member.name, vocabulary: true, documentRelative: false)
            let language = name == .keyword(.none) ? nil : member.name
            for text in member.value.oneOrMore where !text.isNull {
                guard text.stringValue != nil else {
                    throw JSONLDError(
                        .invalidLanguageMapValue, "the text in \(member.name) is not a string")
                }
                if let language { try checkLanguage(language) }
                items.append(
                    .value(
                        ExpandedValue(content: text, language: language, direction: direction)))
            }
        }
        return items
    }

    /// Values by an index, an identifier or a type (step 13.8).
    private mutating func indexMap(
        _ map: JSONObject, key: String, _ definition: TermDefinition, in context: ActiveContext
    ) throws(JSONLDError) -> [ExpandedItem] {
        let container = definition.parts.container
        var result: [ExpandedItem] = []
        for member in map.members {
            do throws(JSONLDError) {
                var mapContext = context
                if !container.isDisjoint(with: [.id, .type]) {
                    mapContext = context.state.previous ?? context
                }
                if container.contains(.type),
                    let scope = mapContext.definition(member.name)?.parts.scope
                {
                    mapContext = try contexts.apply(
                        scope, to: mapContext, overridesProtected: false, propagates: true)
                }
                let name = context.state.expand(
                    member.name, vocabulary: true, documentRelative: false)
                let values = try expand(
                    .array(member.value.oneOrMore), of: .term(key, mapContext.definition(key)),
                    in: mapContext, fromMap: true
                ).items
                for value in values {
                    var item = value
                    if container.contains(.graph), !item.isGraph {
                        item = try graph(of: item)
                    }
                    if name != .keyword(.none) {
                        try mark(&item, with: member.name, name, definition.parts, in: context)
                    }
                    result.append(item)
                }
            } catch {
                throw error.under(member.name)
            }
        }
        return result
    }

    /// A graph object around an item. Only a node that says something leaves statements in it.
    private func graph(of item: ExpandedItem) throws(JSONLDError) -> ExpandedItem {
        if !item.statesSomething { try lose("a graph's item that is no node or says nothing") }
        return .node(ExpandedNode(graph: [item]))
    }

    /// Gives an item of a map what its key says (step 13.8.3.7).
    private func mark(
        _ item: inout ExpandedItem, with key: String, _ name: ExpandedName,
        _ parts: TermDefinition.Parts, in context: ActiveContext
    ) throws(JSONLDError) {
        if parts.container.contains(.index) {
            guard let property = parts.index else {
                try lose("the index \"\(key)\"")
                item.setIndex(key)
                return
            }
            let indexed = try value(
                .string(key), definition: context.definition(property.text), in: context)
            guard case .node(let node) = item,
                case .iri(let iri) = context.state.expand(
                    property.text, vocabulary: true, documentRelative: false)
            else {
                throw JSONLDError(
                    .invalidValueObject, "a value has no room for the property \(property)")
            }
            node.entries.insert(.init(property: iri, item: indexed), at: 0)
            return
        }
        guard case .node(let node) = item else {
            throw JSONLDError(.invalidValueObject, "a value has no room for the key \"\(key)\"")
        }
        if parts.container.contains(.id) {
            if node.id.isAbsent { node.id = try identifier(key, in: context, vocabulary: false) }
        } else {
            try checkReference(name, key)
            node.types = (name.text.map { [Reference($0)] } ?? []) + (node.types ?? [])
        }
    }
}

extension ExpandedItem {
    /// Sets `@index` where there is none.
    fileprivate mutating func setIndex(_ index: String) {
        switch self {
        case .node(let node): node.index = node.index ?? index
        case .value(var value):
            value.index = value.index ?? index
            self = .value(value)
        case .list(var list):
            list.index = list.index ?? index
            self = .list(list)
        }
    }
}
