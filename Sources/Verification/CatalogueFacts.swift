public import CertAuthority
import Credentials
import LinkedData

/// What the catalogue says of a signed document besides what stands in it: its words in other
/// languages, hours and delivery as values, the issuer's place in the coalition.
///
/// The signed document decides: a text of the catalogue is taken only where its English words are
/// exactly those that were signed, so a programme that was renamed or changed since never speaks
/// for a certificate of before.
public struct CatalogueFacts: Sendable, Equatable {
    /// The title in all its languages.
    public let title: LocalizedText?
    /// What had to be done, in all its languages.
    public let criteria: LocalizedText?
    /// The skills in the order of the document, each in all its languages; nil for those that the
    /// catalogue does not have.
    public let skills: [LocalizedText?]
    /// The titles of what it rests on, in the order of the document, as for skills.
    public let evidence: [LocalizedText?]
    /// The issuer's name, in all its languages.
    public let issuerName: LocalizedText?
    /// Hours of learning.
    public let hours: Int?
    /// How a programme was taken.
    public let delivery: DeliveryMode?
    /// In how many steps a series was taken.
    public let steps: Int?
    /// The issuer, where it is one of the coalition.
    public let issuer: Organisation?

    /// Finds what the catalogue knows of a badge of this installation; everything is nil for
    /// others.
    public init(_ facts: CertificateFacts, _ catalogue: Catalogue, _ installation: Installation) {
        issuer = facts.issuerID.flatMap { installation.organisation(ofDID: $0) }
            .flatMap { catalogue.organisation($0) }
        let offer = facts.achievementID.flatMap { installation.programme(inURL: $0) }
            .flatMap { catalogue.offer($0) }
        func signed(_ text: LocalizedText?, _ words: String?) -> LocalizedText? {
            guard let text, words?.isExactly(text.english) == true else { return nil }
            return text
        }
        title = signed(offer?.title, facts.programme)
        criteria = signed(offer?.criteria, facts.criteria)
        let names = offer?.skillNames ?? []
        skills = facts.skills.map { skill in names.lazy.compactMap { signed($0, skill) }.first }
        let steps = offer?.steps(in: catalogue).map(\.title) ?? []
        evidence = facts.evidence.map { evidence in
            steps.lazy.compactMap { signed($0, evidence.name) }.first
        }
        issuerName = signed(issuer?.name, facts.issuerName)
        let mode = DeliveryMode.allCases.first { mode in
            guard let narrative = facts.narrative, let offer else { return false }
            return offer.narrative(mode).isExactly(narrative)
        }
        hours = mode == nil ? nil : offer?.hours
        switch offer {
        case .series(let series):
            delivery = nil
            self.steps = mode == nil ? nil : series.steps.count
        case .programme, nil:
            delivery = mode
            self.steps = nil
        }
    }
}

extension Offer {
    fileprivate func steps(in catalogue: Catalogue) -> [Programme] {
        switch self {
        case .programme: []
        case .series(let series): series.steps.compactMap { catalogue.programme($0) }
        }
    }
}

extension CertificateFacts.Evidence {
    /// The certificate that it is, where it is one of this installation and its description says
    /// that and nothing else, so that the same can be said in other languages.
    public func certificate(
        in installation: Installation
    ) -> (number: CertificateNumber, completedOn: CivilDate)? {
        guard let description, let number = url.flatMap({ installation.number(inURL: $0) }),
            let day = CivilDate(String(description.dropLast().suffix(10)))
        else { return nil }
        let own = Evidence(number: number, title: name, completedOn: day).badge(installation)
        return own.description.isExactly(description) ? (number, day) : nil
    }
}

extension Installation {
    /// The programme or series of an achievement's URI, or nil when it is not of ours.
    public func programme(inURL text: String) -> Slug? {
        let prefix = "\(baseURL)/programmes/"
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return Slug(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }
}
