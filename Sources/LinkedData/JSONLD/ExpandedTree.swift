/// An item of an expanded document (JSON-LD 1.1 Syntax §9): what both the expanded JSON and the
/// statements are written from.
enum ExpandedItem {
    case node(ExpandedNode)
    case value(ExpandedValue)
    case list(ExpandedList)

    var isList: Bool {
        if case .list = self { true } else { false }
    }

    /// True for a node that leaves statements with itself as the subject, or in its graph.
    var statesSomething: Bool {
        if case .node(let node) = self { node.statesSomething } else { false }
    }

    /// True for a node object that is a graph.
    var isGraph: Bool {
        if case .node(let node) = self { node.isGraph } else { false }
    }
}

/// What an element of a document expands to.
enum Expansion {
    /// Null: the element says nothing.
    case nothing
    case one(ExpandedItem)
    case many([ExpandedItem])

    /// The same as a list object, if it is none.
    var asList: Expansion {
        if case .one(let item) = self, item.isList { return self }
        return .one(.list(ExpandedList(items: items)))
    }

    /// The items, however many.
    var items: [ExpandedItem] {
        switch self {
        case .nothing: []
        case .one(let item): [item]
        case .many(let items): items
        }
    }
}

/// A node object. It is filled while its object is read and not changed after.
final class ExpandedNode {
    enum Identifier {
        case absent
        /// A name that maps to nothing, such as one of a keyword's form.
        case null
        case iri(Reference)

        var isAbsent: Bool {
            if case .absent = self { true } else { false }
        }
    }

    /// A property and one of its values; nil where the property has an empty array.
    struct Entry {
        let property: Reference
        let item: ExpandedItem?
    }

    var id = Identifier.absent
    var types: [Reference]?
    var index: String?
    var graph: [ExpandedItem]?
    var included: [ExpandedItem]?
    var reverse: [Entry]?
    var entries: [Entry] = []

    init(id: Identifier = .absent, graph: [ExpandedItem]? = nil) {
        self.id = id
        self.graph = graph
    }

    /// True when nothing but perhaps an identifier is there.
    var isBare: Bool {
        types == nil && index == nil && graph == nil && included == nil && reverse == nil
            && entries.isEmpty
    }

    /// False when there is nothing but empty arrays either.
    var statesSomething: Bool {
        types?.isEmpty == false || graph?.isEmpty == false || included?.isEmpty == false
            || reverse?.contains { $0.item != nil } == true
            || entries.contains { $0.item != nil }
    }

    /// True for an object with `@graph` and at most `@id` and `@index` beside it.
    var isGraph: Bool {
        graph != nil && types == nil && included == nil && reverse == nil && entries.isEmpty
    }

    /// Adds the values of a property; an empty array is kept, as the expanded form has it.
    func add(_ expansion: consuming Expansion, to property: Reference) {
        switch expansion {
        case .nothing: break
        case .one(let item): entries.append(Entry(property: property, item: item))
        case .many(let items) where items.isEmpty:
            entries.append(Entry(property: property, item: nil))
        case .many(let items):
            for item in items { entries.append(Entry(property: property, item: item)) }
        }
    }
}

/// A value object.
struct ExpandedValue {
    enum Datatype {
        case iri(Reference)
        case json

        var isJSON: Bool {
            if case .json = self { true } else { false }
        }
    }

    /// A scalar; anything where the datatype is `@json`.
    var content: JSON
    var type: Datatype?
    var language: String?
    var direction: TextDirection?
    var index: String?
}

/// A list object.
struct ExpandedList {
    var items: [ExpandedItem]
    var index: String?
}
