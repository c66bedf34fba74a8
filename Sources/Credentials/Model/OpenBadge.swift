public import LinkedData

/// An Open Badges 3.0 achievement credential, before it is signed (Open Badges 3.0 §B.1, VCDM 2.0).
///
/// The document leaves out the terms whose definition differs between published copies of the
/// Open Badges context: `awardedDate`, `inLanguage`, `endorsementJwt`, `jti`.
public struct OpenBadge: Sendable, Equatable {
    /// The `@context` of every badge, in order.
    public static let contexts = [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]

    /// The URL at which the credential is verified.
    public var id: String
    /// What the credential is called, in one language.
    public var name: String
    /// One sentence on what it attests.
    public var description: String
    /// Who issues it.
    public var issuer: BadgeIssuer
    /// From when it may be relied on.
    public var validFrom: Timestamp
    /// Until when, or nil for always.
    public var validUntil: Timestamp?
    /// Whom and what it is about.
    public var subject: BadgeSubject
    /// What it rests on, such as other credentials.
    public var evidence: [BadgeEvidence]
    /// Where its revocation is told.
    public var status: BitstringStatusListEntry

    /// Puts a badge together.
    public init(
        id: String, name: String, description: String, issuer: BadgeIssuer, validFrom: Timestamp,
        validUntil: Timestamp?, subject: BadgeSubject, evidence: [BadgeEvidence] = [],
        status: BitstringStatusListEntry
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.issuer = issuer
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.subject = subject
        self.evidence = evidence
        self.status = status
    }

    /// The unsigned document; members without a value are left out, as Open Badges 3.0 demands.
    public var document: JSONObject { document { $0 } }

    /// The document with what `written` gives for each of the ``particulars``, asked in their order.
    func document(_ written: (String) -> String) -> JSONObject {
        var document = JSONObject()
        document["@context"] = .array(Self.contexts.map { .string($0) })
        document["id"] = .string(written(id))
        document["type"] = ["VerifiableCredential", "OpenBadgeCredential"]
        document["name"] = .string(name)
        document["description"] = .string(description)
        document["issuer"] = issuer.document
        document["validFrom"] = .string(validFrom.description)
        document["validUntil"] = validUntil.map { .string(written($0.description)) }
        document["credentialSubject"] = subject.document(written)
        if !evidence.isEmpty {
            document["evidence"] = .array(evidence.map { $0.document(written) })
        }
        document["credentialStatus"] = status.document(written)
        return document
    }
}

/// The issuing organisation as a badge names it (Open Badges 3.0 Profile).
public struct BadgeIssuer: Sendable, Equatable {
    /// The organisation's DID.
    public var id: String
    /// Its name.
    public var name: String
    /// Its web site, if it has one.
    public var url: String?

    /// Names an issuer.
    public init(id: String, name: String, url: String? = nil) {
        self.id = id
        self.name = name
        self.url = url
    }

    /// The profile as JSON.
    package var document: JSON {
        var profile = JSONObject()
        profile["id"] = .string(id)
        profile["type"] = ["Profile"]
        profile["name"] = .string(name)
        profile["url"] = url.map { .string($0) }
        return .object(profile)
    }
}

/// Whom a badge is about and what that person achieved (Open Badges 3.0 AchievementSubject).
public struct BadgeSubject: Sendable, Equatable {
    /// The learner, as an opaque URI or a DID, or nil.
    public var id: String?
    /// How the learner is identified: a name, a hashed address.
    public var identifiers: [IdentityObject]
    /// When the learning ended.
    public var activityEndDate: Timestamp
    /// How it was learned, in one or two sentences.
    public var narrative: String?
    /// What was achieved.
    public var achievement: BadgeAchievement

    /// Describes a subject.
    public init(
        id: String? = nil, identifiers: [IdentityObject], activityEndDate: Timestamp,
        narrative: String?, achievement: BadgeAchievement
    ) {
        self.id = id
        self.identifiers = identifiers
        self.activityEndDate = activityEndDate
        self.narrative = narrative
        self.achievement = achievement
    }

    func document(_ written: (String) -> String) -> JSON {
        var subject = JSONObject()
        subject["id"] = id.map { .string(written($0)) }
        subject["type"] = ["AchievementSubject"]
        subject["identifier"] = .array(identifiers.map { $0.document(written) })
        subject["activityEndDate"] = .string(written(activityEndDate.description))
        subject["narrative"] = narrative.map { .string(written($0)) }
        subject["achievement"] = achievement.document
        return .object(subject)
    }
}

/// What a programme attests (Open Badges 3.0 Achievement).
public struct BadgeAchievement: Sendable, Equatable {
    /// A skill of some framework that the achievement aligns to (Open Badges 3.0 Alignment).
    public struct Alignment: Sendable, Equatable {
        /// The skill's name.
        public var targetName: String
        /// Where the framework describes it.
        public var targetURL: String
        /// The framework's name.
        public var targetFramework: String?

        /// Names a skill.
        public init(targetName: String, targetURL: String, targetFramework: String? = nil) {
            self.targetName = targetName
            self.targetURL = targetURL
            self.targetFramework = targetFramework
        }
    }

    /// A picture of the achievement (Open Badges 3.0 Image).
    public struct Image: Sendable, Equatable {
        /// Where it can be fetched.
        public var url: String
        /// What it shows, for those who do not see it.
        public var caption: String

        /// Names a picture.
        public init(url: String, caption: String) {
            self.url = url
            self.caption = caption
        }
    }

    /// The achievement's URI, the same for every learner.
    public var id: String
    /// A term of the Open Badges AchievementType vocabulary, such as `CertificateOfCompletion`.
    public var achievementType: String
    /// The programme's title.
    public var name: String
    /// The badge's picture; nil where there is none.
    public var image: Image?
    /// What it is about.
    public var description: String
    /// What had to be done to earn it.
    public var criteria: String
    /// Level and track, as plain words.
    public var tags: [String]
    /// The skills it aligns to.
    public var alignments: [Alignment]

    /// Describes an achievement.
    public init(
        id: String, achievementType: String, name: String, image: Image? = nil,
        description: String, criteria: String, tags: [String], alignments: [Alignment]
    ) {
        self.id = id
        self.achievementType = achievementType
        self.name = name
        self.image = image
        self.description = description
        self.criteria = criteria
        self.tags = tags
        self.alignments = alignments
    }

    /// The achievement as JSON.
    package var document: JSON {
        var achievement = JSONObject()
        achievement["id"] = .string(id)
        achievement["type"] = ["Achievement"]
        achievement["achievementType"] = .string(achievementType)
        achievement["name"] = .string(name)
        if let image {
            achievement["image"] = [
                "id": .string(image.url), "type": "Image", "caption": .string(image.caption),
            ]
        }
        achievement["description"] = .string(description)
        achievement["criteria"] = ["narrative": .string(criteria)]
        if !tags.isEmpty { achievement["tag"] = .array(tags.map { .string($0) }) }
        if !alignments.isEmpty {
            achievement["alignment"] = .array(
                alignments.map { alignment in
                    var object: JSONObject = JSONObject()
                    object["type"] = ["Alignment"]
                    object["targetName"] = .string(alignment.targetName)
                    object["targetUrl"] = .string(alignment.targetURL)
                    object["targetFramework"] = alignment.targetFramework.map { .string($0) }
                    return .object(object)
                })
        }
        return .object(achievement)
    }
}
