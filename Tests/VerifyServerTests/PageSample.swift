import CertAuthority
import Credentials
import LinkedData
import Testing
@testable import VerifyServer

/// Pages of a made-up certificate with everything that a page can show.
struct PageSample {
    let installation = Installation(
        name: "Coalition for Skills in Artificial Intelligence & More",
        baseURL: "https://verify.skills-coalition.example.org",
        created: Timestamp(seconds: 1_700_000_000))
    let number: CertificateNumber
    let instant = Timestamp(seconds: 1_790_000_000)
    let pages: Pages

    init() throws {
        number = try CertificateNumber.random()
        pages = try Pages(installation: installation) { [catalogue = Self.catalogue] _ in
            catalogue.map { CatalogueEdition(catalogue: $0, version: 1) }
        }
    }

    static let name = "María-José <Ñandú> d'Été & Ἀριστοτέλης"

    private static var catalogue: Catalogue? {
        guard let issuer = Slug("itu"), let programme = Slug("ai"), let track = Slug("track")
        else { return nil }
        let texts = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { language in
                (
                    language.tag,
                    language == .english ? title : "\(language.ownName) — \(title)"
                )
            })
        guard let localized = LocalizedText(texts) else { return nil }
        guard let partner = Slug("ilo"), let colour = InkColour("#6a2c74") else { return nil }
        return Catalogue(
            coalition: Coalition(
                name: LocalizedText(
                    english: "Coalition for Skills in Artificial Intelligence & More")),
            organisations: [
                Organisation(
                    slug: partner,
                    name: LocalizedText(english: "International Labour Organization"),
                    country: nil, url: "https://www.ilo.org", role: .deliveryPartner, mayIssue: []),
                Organisation(
                    slug: issuer,
                    name: LocalizedText(english: "International Telecommunication Union"),
                    country: nil, url: "https://www.itu.int", role: .coordinator,
                    mayIssue: [programme],
                    identity: Identity(
                        shortName: LocalizedText(english: "ITU"), colour: colour,
                        contact: "skills@itu.example")),
            ],
            programmes: [
                Programme(
                    slug: programme, organisation: issuer, level: .advanced, track: track,
                    title: localized, description: localized,
                    criteria: LocalizedText(english: criteria), delivery: [.hybrid],
                    languages: [.english], hours: 1240, partners: [partner])
            ])
    }

    private static let title = "Foundations of Artificial Intelligence for Public Servants"
    private static let criteria = String(
        repeating: "Complete all six units and pass the closing quiz with 70 of 100 points. ",
        count: 4)

    /// The certificate on record.
    func certificate(validUntil: Timestamp? = nil) -> Certificate? {
        guard let organisation = Slug("itu"), let programme = Slug("ai"),
            let day = CivilDate("2026-05-28")
        else { return nil }
        return Certificate(
            number: number, programme: programme, organisation: organisation, batch: "B-1",
            name: Self.name, locale: nil, delivery: .hybrid, completedOn: day, issuedAt: instant,
            validUntil: validUntil, key: "z", statusList: "itu-1", statusIndex: 5, standing: .good,
            settledBy: nil, credential: Array("{}".utf8))
    }

    /// A signed document as the verifier hands it out.
    func credential(issuer: String? = nil, narrative: String? = nil) throws -> JSONObject {
        let badge = OpenBadge(
            id: installation.verificationURL(number), name: Self.title, description: "Attests.",
            issuer: BadgeIssuer(
                id: issuer ?? installation.did + ":orgs:itu",
                name: "International Telecommunication Union", url: "https://www.itu.int"),
            validFrom: Timestamp(seconds: 1_780_000_000),
            validUntil: Timestamp(seconds: 1_890_000_000),
            subject: BadgeSubject(
                identifiers: [.name(Self.name)],
                activityEndDate: Timestamp(seconds: 1_779_900_000),
                narrative: narrative ?? "Completed in a hybrid form; 1240 hours of learning.",
                achievement: BadgeAchievement(
                    id: "\(installation.baseURL)/programmes/ai",
                    achievementType: "Certification", name: Self.title, description: "About it.",
                    criteria: Self.criteria, tags: ["advanced", "track"],
                    alignments: (1...6).map {
                        .init(
                            targetName: "Skill number \($0) of a framework",
                            targetURL: "https://example.org/skills/\($0)")
                    })),
            evidence: (1...3).map {
                BadgeEvidence(
                    id: "\(installation.baseURL)/v/\($0)", name: "Certificate of step \($0)",
                    description: "Attests that the learner completed step \($0).")
            },
            status: BitstringStatusListEntry(
                statusListCredential: installation.statusListURL("itu-1"), statusListIndex: 5))
        return badge.document
    }
}
