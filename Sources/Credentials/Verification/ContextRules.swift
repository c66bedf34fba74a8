import LinkedData

/// The rules of the data model that need the contexts read: they define what they must, redefine
/// nothing that is protected, and map every type to a URL (VCDM 2.0 §4.3, §4.5, §5.2.1).
///
/// Where the statements are signed, making them finds all this and more. This check is for
/// documents whose JSON is signed, or that are about to be.
enum ContextRules {
    /// Holds the rules over the contexts and types of a document.
    ///
    /// - Throws: ``ProofError`` as ``ContextLibrary`` finds it.
    static func validate(
        _ document: JSONObject, contexts: ContextLibrary
    ) throws(ProofError) {
        var outline = JSONObject()
        outline["@context"] = document["@context"]
        outline["type"] = document["type"]
        _ = try contexts.standard.statements(outline)
    }

    /// The check `contexts`.
    static func check(_ document: JSONObject, contexts: ContextLibrary) -> Check {
        do throws(ProofError) {
            try validate(document, contexts: contexts)
            return Check(
                .contexts, .passed, "Its contexts are known and give its types a meaning.",
                bearing: .genuineness)
        } catch {
            // The signature covers the JSON, so an unknown meaning does not touch it.
            return error.isUndecided
                ? Check(
                    .contexts, .notMade, "What its terms mean is not known: \(error.reason).",
                    bearing: .information)
                : Check(
                    .contexts, .failed, "Its contexts break the data model: \(error.reason).",
                    bearing: .genuineness,
                    problemType: "https://www.w3.org/TR/vc-data-model#MALFORMED_VALUE_ERROR")
        }
    }
}
