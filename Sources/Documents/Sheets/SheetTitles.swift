public import CertAuthority

/// Checks that what stands on every sheet of a batch besides the names can be printed.
public enum SheetTitles {
    /// Texts of the catalogue with letters that no font has, each as a fault of its file.
    public static func faults(
        _ offer: Offer, _ organisation: Organisation, coverage: LetterCoverage = .installed
    ) -> [SourceFault] {
        guard organisation.appearance.hasSheets, !coverage.isEmpty else { return [] }
        var texts: [(file: String, field: String, text: String)] = []
        for language in Language.allCases.map(\.tag) {
            if let title = offer.title[language] {
                texts.append(("programmes.yaml", "\(offer.slug): title.\(language)", title))
            }
            if let name = organisation.name[language] {
                texts.append(("organisations.yaml", "\(organisation.slug): name.\(language)", name))
            }
            for signatory in organisation.appearance.signatories {
                if let office = signatory.office[language] {
                    let field = "\(organisation.slug): sheets.signatories.office.\(language)"
                    texts.append(("organisations.yaml", field, office))
                }
            }
        }
        for signatory in organisation.appearance.signatories {
            let field = "\(organisation.slug): sheets.signatories.name"
            texts.append(("organisations.yaml", field, signatory.name))
        }
        return texts.compactMap { file, field, text in
            let missing = coverage.missing(in: text)
            guard !missing.isEmpty else { return nil }
            return SourceFault(
                file: file, line: nil, field: field, value: text,
                reason: LetterCoverage.reason(missing), remedy: coverage.remedy(missing))
        }
    }
}
