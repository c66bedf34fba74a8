import CertAuthority
public import Credentials
public import LinkedData

/// What a reader compares with the paper in hand, read from the signed document alone.
public struct CertificateFacts: Sendable, Equatable {
    /// Facts are handed on often, and there are many: they stand in one place.
    private let content: Content

    /// The learner's name.
    public var name: String? { content.name }
    /// The programme's title.
    public var programme: String? { content.programme }
    /// Where the badge's picture is, or nil where it names none.
    public var imageURL: String? { content.imageURL }
    /// Foundation, intermediate or advanced.
    public var level: String? { content.level }
    /// How it was learned, and for how long.
    public var narrative: String? { content.narrative }
    /// What had to be done.
    public var criteria: String? { content.criteria }
    /// The day on which the learning ended, `YYYY-MM-DD`.
    public var completedOn: String? { content.completedOn }
    /// The day of issue, `YYYY-MM-DD`.
    public var issuedOn: String? { content.issuedOn }
    /// The last day of validity, `YYYY-MM-DD`, or nil when it does not end.
    public var validUntil: String? { content.validUntil }
    /// The issuer's name.
    public var issuerName: String? { content.issuerName }
    /// The issuer's identifier.
    public var issuerID: String? { content.issuerID }
    /// The issuer's web site.
    public var issuerURL: String? { content.issuerURL }
    /// What it rests on, such as the certificates of a series' steps.
    public var evidence: [Evidence] { content.evidence }
    /// The names of the frameworks' terms that the achievement is aligned with, in their order.
    public var skills: [String] { content.skills }
    /// The achievement's identifier.
    public var achievementID: String? { content.achievementID }
    /// From when it is valid.
    public var validFrom: Timestamp? { content.validFrom }

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
    public init(_ credential: JSONObject) { content = Content(credential) }

    /// The same, with each text that others may have too put through `share`.
    func sharing(_ share: (String) -> String) -> CertificateFacts {
        CertificateFacts(content: Content(content, share))
    }

    private init(content: Content) { self.content = content }

    /// Equal where all facts are.
    public static func == (left: Self, right: Self) -> Bool {
        left.content === right.content || left.content.isEqual(right.content)
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

extension CertificateFacts {
    private final class Content: Sendable {
        let name: String?
        let programme: String?
        let imageURL: String?
        let level: String?
        let narrative: String?
        let criteria: String?
        let completedOn: String?
        let issuedOn: String?
        let validUntil: String?
        let issuerName: String?
        let issuerID: String?
        let issuerURL: String?
        let evidence: [Evidence]
        let skills: [String]
        let achievementID: String?
        let validFrom: Timestamp?

        init(_ credential: JSONObject) {
            let subject = credential["credentialSubject"]?.lone
            let achievement = subject?["achievement"]?.lone
            name = PlainValue.name(subject?["identifier"])
            programme = PlainValue.text(achievement?["name"])
            let image = achievement?["image"]?.lone
            imageURL = PlainValue.text(image) ?? PlainValue.text(image?["id"])
            let tags = achievement?["tag"]?.oneOrMore.compactMap(PlainValue.text) ?? []
            level = tags.first { Programme.Level(rawValue: $0) != nil }
            narrative = PlainValue.text(subject?["narrative"])
            criteria = PlainValue.text(achievement?["criteria"]?.lone?["narrative"])
            completedOn = Self.day(subject?["activityEndDate"])
            issuedOn = Self.day(credential["validFrom"])
            validUntil = Self.day(credential["validUntil"])
            let issuer = credential["issuer"]?.lone
            issuerName = PlainValue.text(issuer?["name"])
            issuerID = PlainValue.text(issuer) ?? PlainValue.text(issuer?["id"])
            issuerURL = PlainValue.text(issuer?["url"])
            evidence = (credential["evidence"]?.oneOrMore ?? []).compactMap(Self.evidence)
            skills = (achievement?["alignment"]?.oneOrMore ?? []).compactMap {
                PlainValue.text($0["targetName"])
            }
            achievementID = PlainValue.text(achievement?["id"])
            validFrom = PlainValue.text(credential["validFrom"])
                .flatMap { Timestamp($0, offsetRequired: false) }
        }

        init(_ facts: Content, _ share: (String) -> String) {
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

        func isEqual(_ other: Content) -> Bool {
            name == other.name && programme == other.programme && imageURL == other.imageURL
                && level == other.level && narrative == other.narrative
                && criteria == other.criteria && completedOn == other.completedOn
                && issuedOn == other.issuedOn && validUntil == other.validUntil
                && issuerName == other.issuerName && issuerID == other.issuerID
                && issuerURL == other.issuerURL && evidence == other.evidence
                && skills == other.skills && achievementID == other.achievementID
                && validFrom == other.validFrom
        }

        private static func evidence(_ json: JSON) -> Evidence? {
            guard let name = PlainValue.text(json["name"]) else { return nil }
            let url = PlainValue.text(json["id"]).flatMap { id in
                ["https://", "http://"].contains { id.utf8.starts(with: $0.utf8) } ? id : nil
            }
            return Evidence(name: name, url: url, description: PlainValue.text(json["description"]))
        }

        private static func day(_ json: JSON?) -> String? {
            PlainValue.text(json).flatMap { Timestamp($0, offsetRequired: false)?.dateText }
        }
    }
}
