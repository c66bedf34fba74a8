public import Credentials
public import LinkedData

/// What a reader compares with the paper in hand, read from the signed document alone.
public struct CertificateFacts: Sendable, Equatable {
    /// The learner's name.
    public let name: String?
    /// The programme's title.
    public let programme: String?
    /// Where the badge's picture is, or nil where it names none.
    public let imageURL: String?
    /// Foundation, intermediate or advanced.
    public let level: String?
    /// How it was learned, and for how long.
    public let narrative: String?
    /// What had to be done.
    public let criteria: String?
    /// The day on which the learning ended, `YYYY-MM-DD`.
    public let completedOn: String?
    /// The day of issue, `YYYY-MM-DD`.
    public let issuedOn: String?
    /// The last day of validity, `YYYY-MM-DD`, or nil when it does not end.
    public let validUntil: String?
    /// The issuer's name.
    public let issuerName: String?
    /// The issuer's identifier.
    public let issuerID: String?
    /// The issuer's web site.
    public let issuerURL: String?

    /// What it rests on, such as the certificates of a series' steps.
    public let evidence: [Evidence]
    /// The names of the frameworks' terms that the achievement is aligned with, in their order.
    public let skills: [String]
    /// The achievement's identifier.
    public let achievementID: String?
    /// From when it is valid.
    public let validFrom: Timestamp?

    /// Something that a certificate rests on, as its signed document tells of it.
    public struct Evidence: Sendable, Equatable {
        /// What it is called.
        public let name: String
        /// Where it can be looked at, a web address, or nil.
        public let url: String?
        /// What it is, in one sentence, or nil.
        public let description: String?
    }

    /// Reads the facts of an Open Badge; what it does not say stays nil.
    public init(_ credential: JSONObject) {
        let subject = credential["credentialSubject"]
        let achievement = subject?["achievement"]
        let identifiers = subject?["identifier"]?.oneOrMore ?? []
        name =
            identifiers.first {
                $0["identityType"]?.stringValue == "name" && $0["hashed"]?.boolValue == false
            }?["identityHash"]?.stringValue
        programme = achievement?["name"]?.stringValue
        let image = achievement?["image"]
        imageURL = image?.stringValue ?? image?["id"]?.stringValue
        let tags = achievement?["tag"]?.oneOrMore.compactMap(\.stringValue) ?? []
        level = tags.first { Programme.Level(rawValue: $0) != nil }
        narrative = subject?["narrative"]?.stringValue
        criteria = achievement?["criteria"]?["narrative"]?.stringValue
        completedOn = Self.day(subject?["activityEndDate"])
        issuedOn = Self.day(credential["validFrom"])
        validUntil = Self.day(credential["validUntil"])
        let issuer = credential["issuer"]
        issuerName = issuer?["name"]?.stringValue
        issuerID = issuer?.stringValue ?? issuer?["id"]?.stringValue
        issuerURL = issuer?["url"]?.stringValue
        evidence = (credential["evidence"]?.oneOrMore ?? []).compactMap(Self.evidence)
        skills = (achievement?["alignment"]?.oneOrMore ?? []).compactMap {
            $0["targetName"]?.stringValue
        }
        achievementID = achievement?["id"]?.stringValue
        validFrom = credential["validFrom"]?.stringValue
            .flatMap { Timestamp($0, offsetRequired: false) }
    }

    private init(_ facts: CertificateFacts, _ share: (String) -> String) {
        name = facts.name
        programme = facts.programme.map(share)
        imageURL = facts.imageURL.map(share)
        level = facts.level.map(share)
        narrative = facts.narrative.map(share)
        criteria = facts.criteria.map(share)
        completedOn = facts.completedOn.map(share)
        issuedOn = facts.issuedOn.map(share)
        validUntil = facts.validUntil.map(share)
        issuerName = facts.issuerName.map(share)
        issuerID = facts.issuerID.map(share)
        issuerURL = facts.issuerURL.map(share)
        evidence = facts.evidence
        skills = facts.skills.map(share)
        achievementID = facts.achievementID.map(share)
        validFrom = facts.validFrom
    }

    /// The same, with each text that others may have too put through `share`.
    func sharing(_ share: (String) -> String) -> CertificateFacts { CertificateFacts(self, share) }

    private static func evidence(_ json: JSON) -> Evidence? {
        guard let name = json["name"]?.stringValue else { return nil }
        let url = json["id"]?.stringValue.flatMap { id in
            ["https://", "http://"].contains { id.utf8.starts(with: $0.utf8) } ? id : nil
        }
        return Evidence(name: name, url: url, description: json["description"]?.stringValue)
    }

    private static func day(_ json: JSON?) -> String? {
        json?.stringValue.flatMap { Timestamp($0, offsetRequired: false)?.dateText }
    }

    /// The facts as a JSON object; what is not known is left out.
    public var document: JSONObject {
        var document = JSONObject()
        let members: [(String, String?)] = [
            ("name", name), ("programme", programme), ("level", level), ("narrative", narrative),
            ("completedOn", completedOn), ("issuedOn", issuedOn), ("validUntil", validUntil),
            ("issuer", issuerName), ("issuerId", issuerID),
        ]
        for (member, value) in members { document[member] = value.map { .string($0) } }
        if !evidence.isEmpty { document["evidence"] = .array(evidence.map(Self.document)) }
        return document
    }

    private static func document(_ evidence: Evidence) -> JSON {
        var document = JSONObject()
        document["name"] = .string(evidence.name)
        document["url"] = evidence.url.map { .string($0) }
        document["description"] = evidence.description.map { .string($0) }
        return .object(document)
    }
}
