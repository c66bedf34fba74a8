public import CertAuthority
import LinkedData

/// What the catalogue says of a signed document besides what stands in it: titles in other
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
        let mode = DeliveryMode.allCases.first { mode in
            guard let narrative = facts.narrative, let offer else { return false }
            return offer.narrative(mode).isExactly(narrative)
        }
        hours = mode == nil ? nil : offer?.hours
        switch offer {
        case .series(let series):
            delivery = nil
            steps = mode == nil ? nil : series.steps.count
        case .programme, nil:
            delivery = mode
            steps = nil
        }
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
