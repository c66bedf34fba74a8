extension TermDefiner {
    /// What `@reverse` maps to, or nil where that is a reserved name (step 13).
    mutating func reverseName(
        _ value: JSON, beside object: JSONObject
    ) throws(JSONLDError) -> ExpandedName? {
        guard object["@id"] == nil, object["@nest"] == nil else {
            throw JSONLDError(
                .invalidReverseProperty, "@reverse stands beside neither @id nor @nest")
        }
        guard let text = value.stringValue else {
            throw JSONLDError(.invalidIRIMapping, "@reverse is a string")
        }
        if Keyword.isReservedForm(text) { return nil }
        let name = try expand(text)
        guard case .iri(let iri) = name, iri.isMappable else {
            throw JSONLDError(.invalidIRIMapping, "@reverse \(text) is no IRI")
        }
        return name
    }

    static func readReverseContainer(
        _ value: JSON?, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) {
        switch value {
        case nil, .null: break
        case "@set": parts.container = .set
        case "@index": parts.container = .index
        default:
            throw JSONLDError(
                .invalidReverseProperty, "@container of a reverse property is @set or @index")
        }
    }

    /// Reads `@container` (steps 19 to 21).
    static func read(
        _ value: JSON, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) {
        for element in value.oneOrMore {
            guard let container = Container(element.stringValue.flatMap(Keyword.init(exactly:)))
            else {
                throw JSONLDError(.invalidContainerMapping, "@container holds something unknown")
            }
            parts.container.insert(container)
        }
        guard parts.container.isAllowed, value.arrayValue?.isEmpty != true else {
            throw JSONLDError(.invalidContainerMapping, "these containers do not go together")
        }
        if parts.container.contains(.type) {
            parts.type = parts.type ?? .id
            guard parts.type == .id || parts.type == .vocab else {
                throw JSONLDError(
                    .invalidTypeMapping, "a term with the container @type has type @id or @vocab")
            }
        }
    }

    /// Reads the other entries of a definition (steps 22 to 27).
    mutating func readDetails(
        of term: String, _ object: JSONObject, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) {
        for member in object.members {
            switch Keyword(exactly: member.name) {
            case .id, .reverse, .container, .protected, .type: break
            case .index: try readIndex(member.value, into: &parts)
            case .context:
                parts.scope = ScopedContext(local: member.value, baseURL: baseURL)
            case .language where object["@type"] == nil:
                switch member.value {
                case .null: parts.language = .cleared
                case .string(let tag): parts.language = .value(ExactString(tag))
                default:
                    throw JSONLDError(
                        .invalidLanguageMapping, "@language of a term is a tag or null")
                }
            case .direction where object["@type"] == nil:
                parts.direction = try Self.direction(member.value).map { .value($0) } ?? .cleared
            case .language, .direction: break
            case .nest:
                guard let text = member.value.stringValue,
                    text.isExactly("@nest") || Keyword(exactly: text) == nil
                else {
                    throw JSONLDError(.invalidNestValue, "@nest names a term or is @nest")
                }
                parts.nest = ExactString(text)
            case .prefix: try readPrefix(of: term, member.value, into: &parts)
            default:
                throw JSONLDError(
                    .invalidTermDefinition,
                    "the definition of \(term) has the unknown entry \(member.name)")
            }
        }
    }

    static func direction(_ value: JSON) throws(JSONLDError) -> TextDirection? {
        if value.isNull { return nil }
        guard let direction = value.stringValue.flatMap(TextDirection.init(rawValue:)) else {
            throw JSONLDError(.invalidBaseDirection, "@direction is \"ltr\", \"rtl\" or null")
        }
        return direction
    }

    private mutating func readIndex(
        _ value: JSON, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) {
        guard parts.container.contains(.index), let text = value.stringValue,
            case .iri(let iri) = try expand(text), IRI.hasScheme(iri.text)
        else {
            throw JSONLDError(
                .invalidTermDefinition,
                "@index names a property and needs the container @index")
        }
        parts.index = ExactString(text)
    }

    private func readPrefix(
        of term: String, _ value: JSON, into parts: inout TermDefinition.Parts
    ) throws(JSONLDError) {
        guard !term.utf8.contains(UInt8(ascii: ":")), !term.utf8.contains(UInt8(ascii: "/")) else {
            throw JSONLDError(.invalidTermDefinition, "\(term) cannot be a prefix")
        }
        guard let flag = value.boolValue else {
            throw JSONLDError(.invalidPrefixValue, "@prefix is true or false")
        }
        if flag, case .keyword = parts.name {
            throw JSONLDError(.invalidTermDefinition, "\(term) is a keyword and cannot be a prefix")
        }
        parts.isPrefix = flag
    }
}
