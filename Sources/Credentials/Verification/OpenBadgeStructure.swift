import LinkedData

/// The shape of an achievement credential (Open Badges 3.0 appendix B, and the rule of §8.1 that
/// the learner is identified).
enum OpenBadgeStructure {
    /// The addresses of all published versions of the context begin so.
    private static let contextPrefix = "https://purl.imsglobal.org/spec/ob/v3p0/context"

    /// True when the document claims to be an achievement credential.
    static func applies(to document: JSONObject) -> Bool {
        let types = document["type"]?.oneOrMore ?? []
        return types.contains("OpenBadgeCredential") || types.contains("AchievementCredential")
    }

    /// Holds the rules; those of the data model have been held before.
    ///
    /// - Throws: ``MalformedValue`` naming the first member at fault.
    static func validate(_ document: JSONObject) throws(MalformedValue) {
        let contexts = document["@context"]?.oneOrMore.compactMap(\.stringValue) ?? []
        guard contexts.contains(where: { $0.utf8.starts(with: contextPrefix.utf8) }) else {
            throw MalformedValue("@context", "must name an Open Badges 3.0 context")
        }
        let start = DataModelVersion(of: document) == .v1 ? "issuanceDate" : "validFrom"
        for member in ["id", "issuer", start] where document[member] == nil {
            throw MalformedValue(member, "is required")
        }
        if case .object(let issuer) = document["issuer"] {
            try profile(issuer, "issuer")
        }
        guard let subjects = document["credentialSubject"]?.oneOrMore, subjects.count == 1,
            let subject = subjects[0].objectValue
        else { throw MalformedValue("credentialSubject", "must be exactly one") }
        try self.subject(subject)
        try each(document, "evidence", "evidence", ["type"])
        try each(document, "image", "image", ["id", "type"])
        guard document["credentialStatus"]?.arrayValue == nil else {
            throw MalformedValue("credentialStatus", "must be one object")
        }
        try each(document, "endorsement", "endorsement", ["type", "issuer", "credentialSubject"])
    }

    private static func subject(_ subject: JSONObject) throws(MalformedValue) {
        try require(subject, "credentialSubject", type: "AchievementSubject")
        guard subject["id"] != nil || subject["identifier"]?.oneOrMore.isEmpty == false else {
            throw MalformedValue("credentialSubject", "must have an id or an identifier")
        }
        try each(
            subject, "identifier", "credentialSubject.identifier",
            ["type", "hashed", "identityHash", "identityType"])
        for identifier in subject["identifier"]?.oneOrMore ?? []
        where identifier["hashed"]?.boolValue == nil {
            throw MalformedValue("credentialSubject.identifier.hashed", "must be true or false")
        }
        try each(subject, "result", "credentialSubject.result", ["type"])
        try each(subject, "image", "credentialSubject.image", ["id", "type"])
        guard let achievement = subject["achievement"]?.objectValue else {
            throw MalformedValue("credentialSubject.achievement", "must be an object")
        }
        try self.achievement(achievement)
    }

    private static func achievement(_ achievement: JSONObject) throws(MalformedValue) {
        try require(achievement, "credentialSubject.achievement", type: "Achievement")
        try require(
            achievement, "credentialSubject.achievement", ["id", "name", "description", "criteria"])
        guard let criteria = achievement["criteria"]?.objectValue,
            criteria["id"] != nil || criteria["narrative"] != nil
        else {
            throw MalformedValue(
                "credentialSubject.achievement.criteria", "must have an id or a narrative")
        }
        if case .object(let creator) = achievement["creator"] {
            try profile(creator, "credentialSubject.achievement.creator")
        }
        try each(achievement, "image", "credentialSubject.achievement.image", ["id", "type"])
        try each(
            achievement, "alignment", "credentialSubject.achievement.alignment",
            ["type", "targetName", "targetUrl"])
        try each(
            achievement, "resultDescription", "credentialSubject.achievement.resultDescription",
            ["id", "type", "name", "resultType"])
        for description in achievement["resultDescription"]?.oneOrMore ?? [] {
            guard let members = description.objectValue else { continue }
            try each(
                members, "rubricCriterionLevel",
                "credentialSubject.achievement.resultDescription.rubricCriterionLevel",
                ["id", "type", "name"])
        }
    }

    private static func profile(_ profile: JSONObject, _ path: String) throws(MalformedValue) {
        try require(profile, path, type: "Profile")
        try require(profile, path, ["id"])
    }

    /// Every value of a member, where there are any, is an object with these members.
    private static func each(
        _ object: JSONObject, _ member: String, _ path: String, _ required: [String]
    ) throws(MalformedValue) {
        guard let json = object[member] else { return }
        for value in json.oneOrMore {
            guard let members = value.objectValue else {
                throw MalformedValue(path, "must be an object")
            }
            try require(members, path, required)
        }
    }

    private static func require(
        _ object: JSONObject, _ path: String, _ members: [String]
    ) throws(MalformedValue) {
        for member in members where object[member] == nil {
            throw MalformedValue("\(path).\(member)", "is required")
        }
    }

    private static func require(
        _ object: JSONObject, _ path: String, type: String
    ) throws(MalformedValue) {
        guard object["type"]?.oneOrMore.contains(.string(type)) == true else {
            throw MalformedValue("\(path).type", "must include \(type)")
        }
    }
}
