public import CertAuthority
public import Credentials
import LinkedData

/// Makes the signed documents of one organisation for one programme or series.
public struct CertificateIssuer: StatusListAuthority {
    private let installation: Installation
    private let organisation: Organisation
    private let terms: OfferTerms?
    private let badgeIssuer: BadgeIssuer
    private let signer: CredentialSigner

    /// An issuer.
    ///
    /// - Parameter offer: What is certified; nil where only status lists are signed.
    public init(
        installation: Installation, organisation: Organisation, offer: Offer?,
        signer: CredentialSigner
    ) {
        self.installation = installation
        self.organisation = organisation
        self.signer = signer
        terms = offer.map { OfferTerms($0, installation) }
        badgeIssuer = BadgeIssuer(
            id: signer.issuer, name: organisation.name.english, url: organisation.url)
    }

    /// The same issuer, sharing nothing that is read for every certificate: cores that count the
    /// references to one object wait for each other at every count.
    func apart() -> CertificateIssuer {
        CertificateIssuer(
            installation: installation, organisation: organisation, terms: terms?.apart(),
            badgeIssuer: BadgeIssuer(
                id: badgeIssuer.id.apart, name: badgeIssuer.name.apart, url: badgeIssuer.url?.apart),
            signer: signer.apart())
    }

    private init(
        installation: Installation, organisation: Organisation, terms: OfferTerms?,
        badgeIssuer: BadgeIssuer, signer: CredentialSigner
    ) {
        self.installation = installation
        self.organisation = organisation
        self.terms = terms
        self.badgeIssuer = badgeIssuer
        self.signer = signer
    }

    /// An issuer of a programme.
    ///
    /// - Parameter programme: What is certified; nil where only status lists are signed.
    public init(
        installation: Installation, organisation: Organisation, programme: Programme?,
        signer: CredentialSigner
    ) {
        self.init(
            installation: installation, organisation: organisation,
            offer: programme.map(Offer.programme), signer: signer)
    }

    /// The signed certificate of a planned row.
    ///
    /// - Throws: ``IssuingError``, `ProofError`, `MalformedValue` or `CryptoError`.
    public func certificate(
        _ planned: PlannedCertificate, of batch: Batch
    ) throws -> Certificate {
        guard let terms else { throw IssuingError("nothing to certify") }
        let row = planned.request.row
        let instant = batch.planned
        let validUntil = try terms.validity.map { duration in
            guard let day = row.completedOn.adding(duration) else {
                throw IssuingError("row \(row.number): the validity ends beyond the calendar")
            }
            return Timestamp(seconds: day.startUnixTime)
        }
        let entry = BitstringStatusListEntry(
            statusListCredential: installation.statusListURL(planned.statusList),
            statusListIndex: planned.statusIndex)
        let badge = badge(
            planned.request, terms, validUntil: validUntil, status: entry, at: instant)
        let credential = try PreparedCredential(badge).sign(with: signer, created: instant)
        return Certificate(
            number: planned.request.number, programme: terms.slug,
            organisation: organisation.slug,
            batch: batch.id, name: row.name, locale: row.locale, delivery: row.delivery,
            completedOn: row.completedOn, issuedAt: instant, validUntil: validUntil,
            key: signer.keyID, statusList: planned.statusList,
            statusIndex: planned.statusIndex, standing: .good, settledBy: batch.settledBy,
            evidence: planned.request.evidence.map(\.number), credential: credential)
    }

    /// The signed credential of a status list.
    public func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at instant: Timestamp
    ) throws -> [UInt8] {
        try StatusListSigner(installation: installation, signer: signer)
            .statusListCredential(list, id: id, organisation: organisation, at: instant)
    }

    private func badge(
        _ request: CertificateRequest, _ terms: OfferTerms, validUntil: Timestamp?,
        status: BitstringStatusListEntry, at instant: Timestamp
    ) -> OpenBadge {
        let row = request.row
        var identifiers = [IdentityObject.name(row.name)]
        if let email = row.email {
            identifiers.append(.hashedEmail(email, salt: request.salt))
        }
        return OpenBadge(
            id: installation.verificationURL(request.number), name: terms.achievement.name,
            description: terms.description, issuer: badgeIssuer,
            validFrom: instant, validUntil: validUntil,
            subject: BadgeSubject(
                id: subjectID(request), identifiers: identifiers,
                activityEndDate: Timestamp(seconds: row.completedOn.startUnixTime),
                narrative: terms.narrative(row.delivery), achievement: terms.achievement),
            evidence: request.evidence.map { $0.badge(installation) },
            status: status)
    }

    /// A token must name its subject (Open Badges 3.0 §8.2.4.1 `sub`): by an identifier that says
    /// nothing, derived from the salt so that a batch taken up again issues the same.
    private func subjectID(_ request: CertificateRequest) -> String? {
        guard signer.mechanism.isToken else { return nil }
        let digest = Digest.sha256(Array("subject \(request.salt)".utf8))
        return "urn:uuid:\(UUIDText.version8(digest))"
    }
}

/// Why a cohort cannot be issued as asked.
public struct IssuingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is in the way and what to do.
    public let description: String

    /// Describes an obstacle.
    public init(_ description: String) { self.description = description }
}
