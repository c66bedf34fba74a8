extension Expander {
    /// Turns what was read of an object into a value, a list, a set or a node (steps 15 to 19).
    func conclude(
        _ parts: ObjectParts, of property: ActiveProperty
    ) throws(JSONLDError) -> Expansion {
        if let content = parts.value { return try value(content, parts, of: property) }
        let node = parts.node
        if parts.list != nil || parts.set != nil {
            guard node.id.isAbsent, node.types == nil, node.graph == nil, node.included == nil,
                node.reverse == nil, node.entries.isEmpty, parts.language == nil,
                parts.direction == nil, parts.list == nil || parts.set == nil
            else {
                throw JSONLDError(
                    .invalidSetOrListObject, "@list and @set stand alone or beside @index")
            }
            if let list = parts.list {
                return .one(.list(ExpandedList(items: list, index: node.index)))
            }
            return parts.set ?? .nothing
        }
        if parts.language != nil || parts.direction != nil {
            try lose("a language or direction without @value")
            if node.isBare, node.id.isAbsent, parts.direction == nil { return .nothing }
        }
        if property.isFree {
            if isSafe, !node.statesSomething { try lose("an object that says nothing") }
            if node.isBare { return .nothing }
        }
        if isSafe, let types = node.types, types.contains(where: { $0.text.matches("@json") }) {
            try lose("the type @json of a node")
        }
        return .one(.node(node))
    }

    private func value(
        _ content: JSON, _ parts: ObjectParts, of property: ActiveProperty
    ) throws(JSONLDError) -> Expansion {
        let node = parts.node
        guard node.id.isAbsent, node.graph == nil, node.included == nil, node.reverse == nil,
            node.entries.isEmpty, parts.list == nil, parts.set == nil,
            node.types == nil || (parts.language == nil && parts.direction == nil)
        else {
            throw JSONLDError(
                .invalidValueObject,
                "@value stands beside @index and either @type or @language and @direction only")
        }
        var value = ExpandedValue(
            content: content, language: parts.language, direction: parts.direction,
            index: node.index)
        if let types = node.types {
            guard types.count == 1, !parts.hasTypeArray else {
                throw JSONLDError(.invalidTypedValue, "a value has one datatype")
            }
            value.type = types[0].text.matches("@json") ? .json : .iri(types[0])
        }
        if value.type?.isJSON != true {
            if content.isNull || content.arrayValue?.isEmpty == true {
                try lose("an object whose @value is null")
                return .nothing
            }
            if parts.language != nil, content.stringValue == nil {
                throw JSONLDError(.invalidLanguageTaggedValue, "only a string has a language")
            }
            if case .iri(let type) = value.type, type.kind != .iri {
                throw JSONLDError(.invalidTypedValue, "the datatype \(type.text) is no IRI")
            }
        }
        if property.isFree {
            try lose("a value that belongs to no property")
            return .nothing
        }
        return .one(.value(value))
    }
}
