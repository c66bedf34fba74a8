public import CertAuthority
internal import Credentials
internal import LinkedData
import Verification

/// What a certificate sheet says: the facts of the signed credential, with the catalogue's words for
/// them in the learner's language.
public struct SheetContent: Sendable, Equatable {
    /// Someone who signs.
    public struct Signatory: Sendable, Equatable {
        /// The name.
        public let name: String
        /// The office held.
        public let office: LocalizedText
        /// An image of the signature; nil where there is none.
        public let signature: Picture?

        /// Describes someone who signs.
        public init(name: String, office: LocalizedText, signature: Picture? = nil) {
            self.name = name
            self.office = office
            self.signature = signature
        }
    }

    /// An organisation that offers the programme together with the issuer.
    public struct Partner: Sendable, Equatable {
        /// Its name.
        public let name: LocalizedText
        /// Its logo; nil where there is none.
        public let logo: Picture?

        /// Describes a partner.
        public init(name: LocalizedText, logo: Picture?) {
            self.name = name
            self.logo = logo
        }
    }

    /// The seal of a sheet.
    public enum Badge: Sendable, Hashable {
        /// The picture that was signed.
        case picture(Picture)
        /// The one that is drawn where none was signed.
        case drawn(BadgeArtwork)
    }

    /// The learner's name as it was signed.
    public var name: String
    /// The programme's title as it was signed, with its translations.
    public var title: LocalizedText
    /// The issuing organisation's name as it was signed, with its translations.
    public var organisation: LocalizedText
    /// The coalition's name.
    public var coalition: LocalizedText
    /// The certificate's number.
    public var number: String
    /// The URL at which it is verified.
    public var address: String
    /// What the QR code holds.
    public var scanned: String
    /// The day on which the learning ended.
    public var completedOn: CivilDate
    /// The day of issue.
    public var issuedOn: CivilDate
    /// When it was issued, RFC 3339 in UTC.
    public var issuedAt: String
    /// The last day of validity, or nil when it does not end.
    public var validUntil: CivilDate?
    /// How deep it goes, or nil where nothing is said of it.
    public var level: Programme.Level?
    /// Hours of learning, or nil where they are not known.
    public var hours: Int?
    /// The skills as they were signed, in their order, with what the catalogue calls them elsewhere.
    public var skills: [LocalizedText]
    /// The organisation's colour with its tones.
    public var accent: Accent
    /// The organisation's logo; nil where there is none.
    public var logo: Picture?
    /// Those who offer the programme together with the organisation.
    public var partners: [Partner]
    /// The seal; nil for a sheet without.
    public var badge: Badge?
    /// Up to two who sign.
    public var signatories: [Signatory]
    /// The language that the learner reads.
    public var language: Language
}

extension SheetContent {
    /// Reads what a certificate says.
    ///
    /// What stands on the sheet is what was signed: of the catalogue, which may have changed since,
    /// only translations are taken, and only of a text that is still the one that was signed.
    ///
    /// - Parameter language: The language beside English; nil for the learner's own.
    /// - Throws: ``SheetFault`` with the code `content` where the certificate was erased, or its
    ///   credential lacks what every sheet shows.
    public init(
        _ certificate: Certificate, catalogue: Catalogue, installation: Installation,
        language: Language? = nil
    ) throws(SheetFault) {
        guard certificate.history.erasedAt == nil, !certificate.credential.isEmpty else {
            throw SheetFault(.content, "the credential of \(certificate.number) was erased")
        }
        let facts = try Self.facts(certificate)
        guard let name = facts.name, let programme = facts.programme,
            let issuer = facts.issuerName,
            let completed = facts.completedOn.flatMap(CivilDate.init),
            let issued = facts.issuedOn.flatMap(CivilDate.init)
        else {
            throw SheetFault(
                .content,
                "the credential of \(certificate.number) lacks a name, a programme, an issuer or a "
                    + "day, which every sheet shows")
        }
        let organisation = catalogue.organisation(certificate.organisation)
        let offer = catalogue.offer(certificate.programme)
        self.name = name
        title = Self.translated(programme, offer?.title)
        self.organisation = Self.translated(issuer, organisation?.name)
        coalition = catalogue.coalition?.name ?? LocalizedText(english: installation.name)
        number = certificate.number.description
        address = installation.verificationURL(certificate.number)
        scanned = installation.scannedURL(certificate.number)
        completedOn = completed
        issuedOn = issued
        issuedAt = certificate.issuedAt.description
        validUntil = facts.validUntil.flatMap(CivilDate.init)
        level = facts.level.flatMap(Programme.Level.init)
        hours = offer.map(\.hours).flatMap { hours in
            facts.narrative?.contains("; \(hours) hour") ?? false ? hours : nil
        }
        let known = offer?.skillNames ?? []
        skills = facts.skills.map { signed in
            Self.translated(signed, known.first { $0.english.isExactly(signed) })
        }
        accent = organisation?.identity.accent ?? .standard
        logo = organisation?.identity.logo
        // A programme by another title has other partners.
        let isSigned = offer?.title.english.isExactly(programme) ?? false
        partners = isSigned ? Self.partners(offer?.partners ?? [], catalogue) : []
        signatories = (organisation?.appearance.signatories ?? []).map(Signatory.init)
        self.language = language ?? certificate.locale.flatMap { Language($0) } ?? .english
        let signed = facts.imageURL.flatMap { installation.badgeImage(inURL: $0) }
        if let picture = offer?.badgeImage, picture.name == signed {
            badge = .picture(picture)
        } else {
            badge = .drawn(
                BadgeArtwork(
                    facts, of: certificate, in: catalogue, language: self.language))
        }
    }

    static func partners(_ slugs: [Slug], _ catalogue: Catalogue) -> [Partner] {
        slugs.compactMap { catalogue.organisation($0) }.map {
            Partner(name: $0.name, logo: $0.identity.logo)
        }
    }

    /// The logos that stand side by side, the organisation's first.
    var logos: [Picture] { ([logo] + partners.map(\.logo)).compactMap { $0 } }

    /// The host at which it is verified, with its port.
    var host: String {
        let start = address.firstRange(of: "://")?.upperBound ?? address.startIndex
        return String(address[start...].prefix { $0 != "/" })
    }

    private static func facts(_ certificate: Certificate) throws(SheetFault) -> CertificateFacts {
        let document: JSONObject?
        switch certificate.fileForm {
        case .json: document = (try? JSON.parse(certificate.credential))?.objectValue
        case .jwt: document = (try? CredentialJWT(certificate.credential))?.credential
        }
        guard let document else {
            throw SheetFault(
                .content,
                "the credential of \(certificate.number) cannot be read; run \(do: .examine)")
        }
        return CertificateFacts(document)
    }

    /// The signed text, with translations where the catalogue's English is still the same.
    private static func translated(_ signed: String, _ text: LocalizedText?) -> LocalizedText {
        guard let text, text.english.isExactly(signed) else {
            return LocalizedText(english: signed)
        }
        return text
    }
}

extension SheetContent.Signatory {
    init(_ signatory: Organisation.Appearance.Signatory) {
        self.init(
            name: signatory.name, office: signatory.office, signature: signatory.signature)
    }
}
