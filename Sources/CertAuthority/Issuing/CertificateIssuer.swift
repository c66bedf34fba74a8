public import Credentials
import LinkedData

/// Makes the signed documents of one organisation for one programme.
public struct CertificateIssuer: IssuingAuthority {
    private let installation: Installation
    private let organisation: Organisation
    private let programme: Programme?
    private let signer: CredentialSigner

    /// Advice to readers on how long to keep a status list: five minutes, in milliseconds.
    public static let statusListTimeToLive = 300_000

    /// An issuer.
    ///
    /// - Parameter programme: What is certified; nil where only status lists are signed.
    public init(
        installation: Installation, organisation: Organisation, programme: Programme?,
        signer: CredentialSigner
    ) {
        self.installation = installation
        self.organisation = organisation
        self.programme = programme
        self.signer = signer
    }

    /// The signed certificate of a planned row.
    ///
    /// - Throws: ``IssuingError``, `ProofError`, `MalformedValue` or `CryptoError`.
    public func certificate(
        _ planned: PlannedCertificate, batch: Batch, statusList: String, statusIndex: Int,
        at instant: Timestamp
    ) throws -> Certificate {
        guard let programme else { throw IssuingError("nothing to certify") }
        let row = planned.row
        let validUntil = try programme.validity.map { duration in
            guard let day = row.completedOn.adding(duration) else {
                throw IssuingError("row \(row.number): the validity ends beyond the calendar")
            }
            return Timestamp(seconds: day.startUnixTime)
        }
        let entry = BitstringStatusListEntry(
            statusListCredential: installation.statusListURL(statusList),
            statusListIndex: statusIndex)
        let badge = try badge(
            planned, programme: programme, validUntil: validUntil, status: entry, at: instant)
        let credential = try PreparedCredential(badge).sign(with: signer, created: instant)
        return Certificate(
            number: planned.number, programme: programme.slug, organisation: organisation.slug,
            batch: batch.id, name: row.name, locale: row.locale, delivery: row.delivery,
            completedOn: row.completedOn, issuedAt: instant, validUntil: validUntil,
            key: signer.keyID, statusList: statusList, statusIndex: statusIndex, standing: .good,
            settledBy: planned.settledBy, credential: credential)
    }

    /// The signed credential of a status list.
    public func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at instant: Timestamp
    ) throws -> [UInt8] {
        let credential = StatusListCredential(
            id: installation.statusListURL(id), issuer: signer.issuer, validFrom: instant,
            timeToLive: Self.statusListTimeToLive, list: list)
        return try signer.sign(list: try credential.document(), created: instant)
    }

    private func badge(
        _ planned: PlannedCertificate, programme: Programme, validUntil: Timestamp?,
        status: BitstringStatusListEntry, at instant: Timestamp
    ) throws(CryptoError) -> OpenBadge {
        let row = planned.row
        var identifiers = [IdentityObject.name(row.name)]
        if let email = row.email {
            let salt = Base64URL.encode(try SecureRandom.bytes(Self.saltLength))
            identifiers.append(.hashedEmail(email, salt: salt))
        }
        let title = programme.title.english
        return OpenBadge(
            id: installation.verificationURL(planned.number), name: title,
            description: "Attests that the learner completed \(title).",
            issuer: BadgeIssuer(
                id: signer.issuer, name: organisation.name.english, url: organisation.url),
            validFrom: instant, validUntil: validUntil,
            subject: BadgeSubject(
                id: try subjectID(), identifiers: identifiers,
                activityEndDate: Timestamp(seconds: row.completedOn.startUnixTime),
                narrative: Self.narrative(programme, row.delivery),
                achievement: BadgeAchievement(
                    id: installation.achievementURL(programme.slug),
                    achievementType: programme.level == .advanced
                        ? "Certification" : "CertificateOfCompletion",
                    name: title, description: programme.description.english,
                    criteria: programme.criteria.english,
                    tags: [programme.level.rawValue, programme.track.text],
                    alignments: programme.skills.map {
                        .init(
                            targetName: $0.name, targetURL: $0.url, targetFramework: $0.framework)
                    })),
            status: status)
    }

    private static let saltLength = 12

    /// A token must name its subject (Open Badges 3.0 §8.2.4.1 `sub`): by a random identifier, since
    /// anything else would tell more of the learner than the certificate does.
    private func subjectID() throws(CryptoError) -> String? {
        guard signer.mechanism.isToken else { return nil }
        return "urn:uuid:\(try RandomUUID.text())"
    }

    private static func narrative(_ programme: Programme, _ delivery: DeliveryMode) -> String {
        let hours = programme.hours == 1 ? "1 hour" : "\(programme.hours) hours"
        return switch delivery {
        case .selfPaced: "Completed at the learner's own pace; \(hours) of learning."
        case .webinar: "Completed as a webinar; \(hours) of learning."
        case .workshop: "Completed as a workshop; \(hours) of learning."
        case .hybrid: "Completed in a hybrid form; \(hours) of learning."
        }
    }
}

/// Why a cohort cannot be issued as asked.
public struct IssuingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is in the way and what to do.
    public let description: String

    /// Describes an obstacle.
    public init(_ description: String) { self.description = description }
}
