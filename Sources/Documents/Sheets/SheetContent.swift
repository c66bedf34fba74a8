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
    }

    /// The learner's name as it was signed.
    public var name: String
    /// The programme's title as it was signed, with its translations.
    public var title: LocalizedText
    /// The issuing organisation's name as it was signed, with its translations.
    public var organisation: LocalizedText
    /// The coalition's name.
    public var coalition: String
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
    /// The organisation's colour.
    public var colour: InkColour?
    /// The organisation's logo, a checked SVG document.
    public var logo: [UInt8]?
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
        coalition = installation.name
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
        colour = organisation?.identity.accent.light
        logo = organisation?.identity.logo?.svg
        signatories = (organisation?.appearance.signatories ?? []).map {
            Signatory(name: $0.name, office: $0.office)
        }
        self.language = language ?? certificate.locale.flatMap { Language($0) } ?? .english
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
