extension ExpandedItem {
    /// The item in expanded document form.
    var json: JSON {
        switch self {
        case .node(let node): .object(node.json)
        case .value(let value): .object(value.json)
        case .list(let list): .object(list.json)
        }
    }
}

extension ExpandedNode {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        switch id {
        case .absent: break
        case .null: object["@id"] = .null
        case .iri(let iri): object["@id"] = .string(iri.text)
        }
        if let types { object["@type"] = .array(types.map { .string($0.text) }) }
        if let index { object["@index"] = .string(index) }
        if let graph { object["@graph"] = .array(graph.map(\.json)) }
        if let included { object["@included"] = .array(included.map(\.json)) }
        if let reverse { object["@reverse"] = .object(Self.grouped(reverse)) }
        for member in Self.grouped(entries).members { object[member.name] = member.value }
        return object
    }

    /// The values of each property together, properties in the order of their first values.
    private static func grouped(_ entries: [Entry]) -> JSONObject {
        var groups: [(property: String, values: [JSON])] = []
        var places: [ExactString: Int] = [:]
        for entry in entries {
            let property = entry.property.text
            let place = places[ExactString(property)] ?? groups.count
            if place == groups.count {
                places[ExactString(property)] = place
                groups.append((property, []))
            }
            if let item = entry.item { groups[place].values.append(item.json) }
        }
        var object = JSONObject()
        for group in groups { object[group.property] = .array(group.values) }
        return object
    }
}

extension ExpandedValue {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        switch type {
        case nil: break
        case .json: object["@type"] = "@json"
        case .iri(let iri): object["@type"] = .string(iri.text)
        }
        object["@value"] = content
        if let language { object["@language"] = .string(language) }
        if let direction { object["@direction"] = .string(direction.rawValue) }
        if let index { object["@index"] = .string(index) }
        return object
    }
}

extension ExpandedList {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["@list"] = .array(items.map(\.json))
        if let index { object["@index"] = .string(index) }
        return object
    }
}
