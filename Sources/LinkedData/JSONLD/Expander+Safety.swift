extension Expander {
    /// Passes over part of the document, or refuses it in safe mode.
    func lose(_ what: @autoclosure () -> String) throws(JSONLDError) {
        if isSafe { throw JSONLDError(.dataLoss, "\(what()) would be lost") }
    }

    /// In safe mode a property is an absolute IRI.
    func checkProperty(_ property: Reference, key: String) throws(JSONLDError) {
        guard isSafe, property.kind != .iri else { return }
        throw JSONLDError(
            .dataLoss, "the property \(key), which stands for no absolute IRI, would be lost")
    }

    /// In safe mode identifiers and types are absolute IRIs or blank nodes.
    func checkReference(_ name: ExpandedName, _ text: String) throws(JSONLDError) {
        guard isSafe else { return }
        if case .iri(let iri) = name, iri.kind != .unusable { return }
        throw JSONLDError(.dataLoss, "\"\(text)\", which is no absolute IRI, would be lost")
    }

    /// In safe mode language tags are well-formed.
    func checkLanguage(_ tag: String) throws(JSONLDError) {
        guard isSafe, !LanguageTag.isWellFormed(tag) else { return }
        throw JSONLDError(
            .dataLoss, "a text in the language \"\(tag)\", which is no language tag, would be lost")
    }
}
