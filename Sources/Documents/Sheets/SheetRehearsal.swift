public import CertAuthority
internal import Credentials

/// Lays out the sheet that a certificate will have, before it is issued: once it is signed, a name
/// that does not fit is too late.
public struct SheetRehearsal: Sendable {
    private let installation: Installation
    private let organisation: Organisation
    private let offer: Offer
    private let catalogue: Catalogue
    private let template: SheetTemplate
    private let paper: SheetPaper

    /// The sheets of a programme or series that an organisation issues.
    ///
    /// - Parameter catalogue: Names the coalition and those who offer it together.
    /// - Throws: ``SheetFault`` where there is no design of that name.
    public init(
        _ offer: Offer, _ organisation: Organisation, catalogue: Catalogue,
        installation: Installation, designs: SheetDesigns, design: String = SheetDesigns.standard,
        paper: SheetPaper = .a4
    ) throws(SheetFault) {
        self.installation = installation
        self.organisation = organisation
        self.offer = offer
        self.catalogue = catalogue
        template = try designs.template(design)
        self.paper = paper
    }

    /// Why there can be no sheet for a learner, or nil where there can. Takes some milliseconds.
    ///
    /// - Parameter locale: The language that the learner reads.
    public func fault(
        name: String, locale: LanguageTag?, completedOn: CivilDate
    ) -> SheetFault? {
        let validUntil = offer.validity.flatMap { completedOn.adding($0) }
        let number = "7K3M-9QXD-2T8F-W4HN-C"
        let address = "\(installation.baseURL)/v/\(number)"
        let content = SheetContent(
            name: name, title: offer.title, organisation: organisation.name,
            coalition: catalogue.coalition?.name ?? LocalizedText(english: installation.name),
            number: number, address: address, scanned: address,
            completedOn: completedOn, issuedOn: completedOn, issuedAt: "\(completedOn)T00:00:00Z",
            validUntil: validUntil, level: offer.level, hours: offer.hours,
            skills: offer.skillNames, accent: organisation.identity.accent,
            logo: organisation.identity.logo,
            partners: SheetContent.partners(offer.partners, catalogue), badge: nil,
            signatories: organisation.appearance.signatories.map(SheetContent.Signatory.init),
            language: locale.flatMap { Language($0) } ?? .english)
        do throws(SheetFault) {
            _ = try Sheet(content, design: template, paper: paper)
            return nil
        } catch {
            return error
        }
    }

    /// False for names that fit wherever a name can stand, without laying anything out: short ones
    /// whose letters are neither wider than a line nor piled up with marks.
    package static func mayOverflow(_ name: String) -> Bool {
        if TextSafety.isPrintableASCII(name.utf8Span.span) { return name.utf8.count > shortest }
        var count = 0
        var marks = 0
        for scalar in name.unicodeScalars {
            count += 1
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: marks += 1
            default: marks = 0
            }
            // Whole sentences in one letter stand at the end of Arabic's presentation forms.
            if marks > 3 || (0xFDF0...0xFDFF).contains(scalar.value) { return true }
        }
        return count > shortest
    }

    /// A line of the shipped designs has 47 sizes at its smallest; few letters are wider than one.
    private static let shortest = 40
}

extension Offer {
    /// How deep it goes; nil for a series.
    fileprivate var level: Programme.Level? {
        if case .programme(let programme) = self { programme.level } else { nil }
    }
}
