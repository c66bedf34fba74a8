import LinkedData

/// The shape that every credential must have (VCDM 2.0 §4).
enum DataModelStructure {
    /// The issuer's identifier, whether it stands alone or in an object.
    static func issuerIdentifier(_ document: JSONObject) -> String? {
        document["issuer"]?.stringValue ?? document["issuer"]?["id"]?.stringValue
    }

    /// Holds every rule that needs no context processing, for a credential to be issued: by the
    /// data model, version 2.0.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    static func validateCredential(_ document: JSONObject) throws(MalformedValue) {
        try context(document, versions: [.v2])
        try members(document, .v2)
    }

    /// Holds the same rules for a credential of any version that is verified.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    static func validateReceived(_ document: JSONObject) throws(MalformedValue) {
        try members(document, try context(document, versions: [.v2, .v1]))
    }

    private static func members(
        _ document: JSONObject, _ version: DataModelVersion
    ) throws(MalformedValue) {
        try type(document, includes: "VerifiableCredential")
        try identifier(document["id"], "id")
        try required(document, "issuer")
        try issuer(document["issuer"])
        try subjects(document["credentialSubject"])
        try period(document, version)
        for member in ["name", "description"] { try languageValue(document[member], member) }
        try entries(document, "credentialStatus", identifierRequired: false)
        try entries(document, "credentialSchema", identifierRequired: true)
        for member in [
            "refreshService", "termsOfUse", "evidence", "proof", "confidenceMethod",
            "renderMethod",
        ] {
            try entries(document, member, identifierRequired: false)
        }
        try relatedResources(document["relatedResource"])
    }

    /// §4.3: an ordered set of URLs and objects, the base context first.
    @discardableResult
    static func context(
        _ document: JSONObject, versions: [DataModelVersion]
    ) throws(MalformedValue) -> DataModelVersion {
        guard let contexts = document["@context"]?.oneOrMore, !contexts.isEmpty else {
            throw MalformedValue("@context", "is required")
        }
        guard let version = DataModelVersion(of: document), versions.contains(version) else {
            throw MalformedValue("@context", "must begin with \(DataModelVersion.v2.context)")
        }
        for context in contexts.dropFirst() {
            switch context {
            case .object: continue
            case .string(let text) where AbsoluteURL.isValid(text): continue
            default: throw MalformedValue("@context", "may hold only URLs and objects")
            }
        }
        return version
    }

    /// §4.5: terms or absolute URLs, the required one among them.
    static func type(
        _ document: JSONObject, includes required: String
    ) throws(MalformedValue) {
        guard let types = document["type"]?.oneOrMore, !types.isEmpty else {
            throw MalformedValue("type", "is required")
        }
        guard types.allSatisfy({ $0.stringValue?.isEmpty == false }) else {
            throw MalformedValue("type", "may hold only text")
        }
        guard types.contains(.string(required)) else {
            throw MalformedValue("type", "must include \(required)")
        }
    }

    /// §4.4: one URL, where there is one.
    static func identifier(
        _ json: JSON?, _ path: @autoclosure () -> String
    ) throws(MalformedValue) {
        guard let json else { return }
        guard let text = json.stringValue, AbsoluteURL.isValid(text) else {
            throw MalformedValue(path(), "must be one URL")
        }
    }

    private static func required(_ document: JSONObject, _ member: String) throws(MalformedValue) {
        guard document[member] != nil else { throw MalformedValue(member, "is required") }
    }

    /// §4.7: a URL, or an object whose `id` is one.
    private static func issuer(_ json: JSON?) throws(MalformedValue) {
        switch json {
        case .string(let text) where AbsoluteURL.isValid(text): return
        case .object(let object):
            guard let text = object["id"]?.stringValue, AbsoluteURL.isValid(text) else {
                throw MalformedValue("issuer.id", "must be a URL")
            }
            for member in ["name", "description"] {
                try languageValue(object[member], "issuer.\(member)")
            }
        default: throw MalformedValue("issuer", "must be a URL or an object with one as its id")
        }
    }

    /// §4.8: one or more objects that say something.
    private static func subjects(_ json: JSON?) throws(MalformedValue) {
        guard let json, case let subjects = json.oneOrMore, !subjects.isEmpty else {
            throw MalformedValue("credentialSubject", "is required")
        }
        for subject in subjects {
            guard let object = subject.objectValue, !object.isEmpty else {
                throw MalformedValue("credentialSubject", "must be an object with claims")
            }
            try identifier(object["id"], "credentialSubject.id")
        }
    }

    /// §4.9: two instants in order. Version 1.1 requires the first.
    private static func period(
        _ document: JSONObject, _ version: DataModelVersion
    ) throws(MalformedValue) {
        let members = version.period
        let from = try instant(document, members.from)
        let until = try instant(document, members.until)
        if from == nil, version == .v1 { throw MalformedValue(members.from, "is required") }
        if let from, let until, until < from {
            throw MalformedValue(members.until, "must not lie before \(members.from)")
        }
    }

    private static func instant(
        _ document: JSONObject, _ member: String
    ) throws(MalformedValue) -> Timestamp? {
        guard let json = document[member] else { return nil }
        guard let text = json.stringValue,
            let instant = Timestamp(text, offsetRequired: false)
        else { throw MalformedValue(member, "must be a dateTimeStamp") }
        return instant
    }

    /// §4.6 and §11.1: text, or objects with `@value` and at most a language and a direction.
    private static func languageValue(
        _ json: JSON?, _ path: @autoclosure () -> String
    ) throws(MalformedValue) {
        guard let json else { return }
        for value in json.oneOrMore {
            switch value {
            case .string: continue
            case .object(let object):
                guard object["@value"]?.stringValue != nil else {
                    throw MalformedValue(path(), "must be text or an object with @value")
                }
                for member in object.members {
                    guard
                        ["@value", "@language", "@direction"].contains(
                            where: member.name.isExactly),
                        member.value.stringValue != nil
                    else {
                        throw MalformedValue(
                            path(), "may hold only @value, @language and @direction, all text")
                    }
                }
            default: throw MalformedValue(path(), "must be text or an object with @value")
            }
        }
    }

    /// §4.10 to §4.13, §5: objects with a type, some with an identifier.
    private static func entries(
        _ document: JSONObject, _ member: String, identifierRequired: Bool
    ) throws(MalformedValue) {
        guard let json = document[member] else { return }
        for entry in json.oneOrMore {
            guard let object = entry.objectValue else {
                throw MalformedValue(member, "must be an object")
            }
            guard let types = object["type"]?.oneOrMore, !types.isEmpty else {
                throw MalformedValue("\(member).type", "is required")
            }
            guard types.allSatisfy({ $0.stringValue?.isEmpty == false }) else {
                throw MalformedValue("\(member).type", "may hold only text")
            }
            if identifierRequired, object["id"] == nil {
                throw MalformedValue("\(member).id", "is required")
            }
            try identifier(object["id"], "\(member).id")
        }
    }

    /// §5.3: resources with digests, each once.
    private static func relatedResources(_ json: JSON?) throws(MalformedValue) {
        guard let json else { return }
        var seen = Set<ExactString>()
        for resource in json.oneOrMore {
            guard let text = resource["id"]?.stringValue, AbsoluteURL.isValid(text) else {
                throw MalformedValue("relatedResource.id", "must be a URL")
            }
            guard seen.insert(ExactString(text)).inserted else {
                throw MalformedValue("relatedResource.id", "must not occur twice")
            }
            guard resource["digestSRI"] != nil || resource["digestMultibase"] != nil else {
                throw MalformedValue("relatedResource", "needs digestSRI or digestMultibase")
            }
        }
    }
}
