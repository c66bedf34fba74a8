/// What of a statement other processors may have written otherwise.
extension RDFQuad {
    /// True where the object is a text whose language tag has a capital letter.
    public var hasCapitalInLanguage: Bool {
        guard case .literal(let literal) = object, let language = literal.language else {
            return false
        }
        return language.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }

    /// True where the object is a text with a direction, in the form of
    /// ``RDFDirection/i18nDatatype``.
    public var hasDirection: Bool {
        guard case .literal(let literal) = object else { return false }
        return literal.datatype.utf8.starts(with: RDFVocabulary.i18n.utf8)
    }
}
