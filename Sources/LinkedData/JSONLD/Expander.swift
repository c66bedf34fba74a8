/// Expansion (JSON-LD 1.1 API §5.1) of one document into a tree of items.
struct Expander {
    var contexts: ContextResolver
    let isSafe: Bool
    /// The address against which the document's contexts are resolved.
    let baseURL: String?

    /// What the values being read are values of.
    enum ActiveProperty {
        case none
        case graph
        case reverse
        case term(String, TermDefinition?)

        var definition: TermDefinition? {
            if case .term(_, let definition) = self { definition } else { nil }
        }

        /// True where a value that is no node belongs to nothing.
        var isFree: Bool {
            switch self {
            case .none, .graph: true
            case .reverse, .term: false
            }
        }

        /// The same property as another context defines it.
        func seen(in context: ActiveContext) -> ActiveProperty {
            if case .term(let name, _) = self {
                .term(name, context.definition(name))
            } else {
                self
            }
        }
    }

    /// Expands a whole document.
    mutating func document(
        _ document: JSON, in context: ActiveContext
    ) throws(JSONLDError) -> [ExpandedItem] {
        let items = try expand(document, of: .none, in: context).items
        if items.count == 1, case .node(let node) = items[0], let graph = node.graph, node.isGraph,
            node.id.isAbsent, node.index == nil
        {
            return graph
        }
        return items
    }

    /// Expands any element.
    mutating func expand(
        _ element: JSON, of property: ActiveProperty, in context: ActiveContext,
        fromMap: Bool = false
    ) throws(JSONLDError) -> Expansion {
        try contexts.budget.spend()
        switch element {
        case .null: return .nothing
        case .object(let object):
            try contexts.budget.descend()
            let result = try expand(object: object, of: property, in: context, fromMap: fromMap)
            contexts.budget.ascend()
            return result
        case .array(let elements):
            try contexts.budget.descend()
            let result = try expand(array: elements, of: property, in: context, fromMap: fromMap)
            contexts.budget.ascend()
            return .many(result)
        case .string, .number, .bool:
            if property.isFree {
                try lose("a value that belongs to no property")
                return .nothing
            }
            guard let scope = property.definition?.parts.scope else {
                return .one(try value(element, definition: property.definition, in: context))
            }
            let inner = try contexts.apply(
                scope, to: context, overridesProtected: true, propagates: true)
            let definition = property.seen(in: inner).definition
            return .one(try value(element, definition: definition, in: inner))
        }
    }

    private mutating func expand(
        array elements: [JSON], of property: ActiveProperty, in context: ActiveContext,
        fromMap: Bool
    ) throws(JSONLDError) -> [ExpandedItem] {
        let isList = property.definition?.parts.container.contains(.list) ?? false
        var items: [ExpandedItem] = []
        items.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(JSONLDError) {
                switch try expand(element, of: property, in: context, fromMap: fromMap) {
                case .nothing: break
                case .one(let item): items.append(item)
                case .many(let inner) where isList: items.append(.list(ExpandedList(items: inner)))
                case .many(let inner): items.append(contentsOf: inner)
                }
            } catch {
                throw error.under(index)
            }
        }
        return items
    }

    private mutating func expand(
        object: JSONObject, of property: ActiveProperty, in context: ActiveContext, fromMap: Bool
    ) throws(JSONLDError) -> Expansion {
        var context = context
        if !fromMap, let previous = context.state.previous, !standsForValue(object, in: context) {
            context = previous
        }
        context = try entering(object, of: property, from: context)
        let typeContext = context
        var parts = ObjectParts()
        context = try applyTypes(of: object, to: context, inputType: &parts.inputType)
        try read(object, into: &parts, of: property, in: context, typeContext: typeContext)
        return try conclude(parts, of: property)
    }

    /// True for a value object and for a mere reference, which a context that does not propagate
    /// still covers (step 7).
    private func standsForValue(_ object: JSONObject, in context: ActiveContext) -> Bool {
        let members = object.members.span
        if members.count == 1, context.isID(members[0].name) { return true }
        for index in members.indices where context.isValue(members[index].name) { return true }
        return false
    }

    /// Applies the property's own context and the object's (steps 8 and 9).
    private mutating func entering(
        _ object: JSONObject, of property: ActiveProperty, from context: ActiveContext
    ) throws(JSONLDError) -> ActiveContext {
        var context = context
        if let scope = property.definition?.parts.scope {
            context = try contexts.apply(
                scope, to: context, overridesProtected: true, propagates: true)
        }
        if let local = Self.context(of: object) {
            do throws(JSONLDError) {
                context = try contexts.apply(local, to: context, .init(baseURL: baseURL))
            } catch {
                throw error.under("@context")
            }
        }
        return context
    }

    private static func context(of object: JSONObject) -> JSON? {
        let members = object.members.span
        for index in members.indices where isContext(members[index].name) {
            return members[index].value
        }
        return nil
    }

    private static func isContext(_ key: String) -> Bool {
        key.utf8.first == UInt8(ascii: "@") && key.isExactly("@context")
    }

    /// Applies the contexts of the object's types (step 11) and finds the type that decides how
    /// `@value` is read (step 12).
    private mutating func applyTypes(
        of object: JSONObject, to context: ActiveContext, inputType: inout String?
    ) throws(JSONLDError) -> ActiveContext {
        let members = object.members.span
        var result = context
        var count = 0
        for index in members.indices where context.isType(members[index].name) {
            count += 1
            if count > 1 { break }
            try apply(
                types: members[index].value, definedIn: context, to: &result,
                inputType: &inputType)
        }
        if count < 2 { return result }
        // Rare: several keys stand for @type, and their order counts.
        result = context
        inputType = nil
        let typeMembers = object.members.filter { context.isType($0.name) }
        for member in typeMembers.sorted(by: { Self.precedes($0.name, $1.name) }) {
            try apply(
                types: member.value, definedIn: context, to: &result, inputType: &inputType)
        }
        return result
    }

    private mutating func apply(
        types: JSON, definedIn context: ActiveContext, to result: inout ActiveContext,
        inputType: inout String?
    ) throws(JSONLDError) {
        switch types {
        case .string(let type):
            inputType = inputType ?? type
            guard let scope = context.definition(type)?.parts.scope else { return }
            result = try contexts.apply(
                scope, to: result, overridesProtected: false, propagates: false)
        case .array(let elements) where elements.count == 1:
            try apply(
                types: elements[0], definedIn: context, to: &result, inputType: &inputType)
        case .array(let elements):
            let names = elements.compactMap(\.stringValue)
            inputType = inputType ?? names.last
            for name in names.sorted(by: Self.precedes) {
                try apply(
                    types: .string(name), definedIn: context, to: &result, inputType: &inputType)
            }
        default: break
        }
    }

    /// Reads an object's entries, then those of its nested objects (steps 13 and 14).
    mutating func read(
        _ object: JSONObject, into parts: inout ObjectParts, of property: ActiveProperty,
        in context: ActiveContext, typeContext: ActiveContext
    ) throws(JSONLDError) {
        var nests: [JSONObject.Member] = []
        let members = object.members.span
        if members.count > 1 { parts.node.entries.reserveCapacity(members.count) }
        for index in members.indices where !Self.isContext(members[index].name) {
            do throws(JSONLDError) {
                try contexts.budget.spend()
                let key = members[index].name
                let definition = context.definition(key)
                let name =
                    definition?.parts.name
                    ?? context.state.expand(
                        undefined: key, vocabulary: true, documentRelative: false)
                switch name {
                case .keyword(.nest): nests.append(members[index])
                case .keyword(let keyword):
                    try read(
                        keyword, members[index].value, into: &parts, of: property, in: context,
                        typeContext: typeContext)
                case .iri(let iri) where iri.kind != .unusable || iri.hasColon:
                    try checkProperty(iri, key: key)
                    try readProperty(
                        iri, key: key, definition, members[index].value, into: parts.node,
                        in: context)
                case .iri, .nothing:
                    try lose("the term \(key), which no context defines")
                }
            } catch {
                throw error.under(members[index].name)
            }
        }
        for nest in nests {
            do throws(JSONLDError) {
                try readNest(
                    nest, into: &parts, of: property, in: context, typeContext: typeContext)
            } catch {
                throw error.under(nest.name)
            }
        }
    }

    private mutating func readNest(
        _ nest: JSONObject.Member, into parts: inout ObjectParts, of property: ActiveProperty,
        in context: ActiveContext, typeContext: ActiveContext
    ) throws(JSONLDError) {
        let nesting = ActiveProperty.term(nest.name, context.definition(nest.name))
        try contexts.budget.descend()
        for value in nest.value.oneOrMore {
            guard let object = value.objectValue,
                !object.members.contains(where: { context.isValue($0.name) })
            else {
                throw JSONLDError(.invalidNestValue, "a nested value is an object without @value")
            }
            var inner = context
            if let scope = nesting.definition?.parts.scope {
                inner = try contexts.apply(
                    scope, to: inner, overridesProtected: true, propagates: true)
            }
            try read(object, into: &parts, of: property, in: inner, typeContext: typeContext)
        }
        contexts.budget.ascend()
    }

    /// Code point order, which is the order of UTF-8 bytes.
    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
