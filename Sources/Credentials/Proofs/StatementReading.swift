import LinkedData

/// How texts become statements where processors differ.
///
/// JSON-LD leaves two things to the processor: language tags may be written in lower case, which
/// jsonld.js, PyLD and others do and this software does not; and a direction becomes part of the
/// text's datatype, or statements of its own, or is left out. Signers sign what their processor
/// wrote. Each of these is a set of statements that the document makes, and they differ in nothing
/// but the case of tags and in directions.
struct StatementReading: Sendable, Hashable {
    /// True where tags are written in lower case.
    var lowercasesLanguages = false
    /// What becomes of a text's direction.
    var direction = Direction.datatype

    enum Direction: Sendable, Hashable {
        /// Part of a datatype (`i18n-datatype`).
        case datatype
        /// Statements of its own (`compound-literal`).
        case statements
        /// It is left out, so that no signature covers it.
        case dropped
    }

    /// How this software reads and signs.
    static let own = StatementReading()

    var options: JSONLDOptions {
        var options = JSONLDOptions.signing
        options.lowercasesLanguages = lowercasesLanguages
        switch direction {
        case .datatype: break
        case .statements: options.rdfDirection = .compoundLiteral
        case .dropped:
            options.rdfDirection = nil
            options.mayLoseDirections = true
        }
        return options
    }
}

/// What of a document others may read otherwise.
struct ReadingDifferences: Sendable {
    /// True where a language tag has a capital letter.
    let languages: Bool
    /// True where a text has a direction.
    let directions: Bool

    init(_ statements: [RDFQuad]) {
        languages = statements.contains(where: \.hasCapitalInLanguage)
        directions = statements.contains(where: \.hasDirection)
    }

    /// The other readings of a document of which this holds by our own; those that come to
    /// different statements only.
    var others: [StatementReading] {
        var others: [StatementReading] = []
        if languages { others.append(StatementReading(lowercasesLanguages: true)) }
        if directions {
            // By our own reading the tags of texts with a direction are in lower case already, so
            // whether a capital stands in one does not show: both cases are tried.
            for direction in [StatementReading.Direction.dropped, .statements] {
                for lowercases in [true, false] {
                    others.append(
                        StatementReading(lowercasesLanguages: lowercases, direction: direction))
                }
            }
        }
        return others
    }
}
