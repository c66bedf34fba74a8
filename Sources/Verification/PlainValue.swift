import LinkedData

/// Reads values in the forms that JSON-LD has for one and the same: alone, in a list of one, or as
/// a value object (JSON-LD 1.1 §9.5).
enum PlainValue {
    /// The text; nil where it is none, or there are several.
    static func text(_ json: JSON?) -> String? {
        guard let json = json?.lone else { return nil }
        return json.stringValue ?? json["@value"]?.lone?.stringValue
    }

    /// The truth value, also where it is written as a typed text.
    static func truth(_ json: JSON?) -> Bool? {
        guard let json = json?.lone else { return nil }
        let value = json["@value"]?.lone ?? json
        return switch value.stringValue {
        case "true", "1": true
        case "false", "0": false
        default: value.boolValue
        }
    }

    /// The name in the clear among an Open Badge's identifiers of its learner (Open Badges 3.0
    /// IdentityObject); nil where there is none.
    static func name(_ identifiers: JSON?) -> String? {
        let named = identifiers?.oneOrMore.first {
            text($0["identityType"])?.isExactly("name") == true && truth($0["hashed"]) == false
        }
        return text(named?["identityHash"])
    }
}

extension JSON {
    /// The value, or the only one of a list; nil for a list of several or of none.
    var lone: JSON? {
        guard let elements = arrayValue else { return self }
        return elements.count == 1 ? elements.first?.lone : nil
    }
}
