/// Gives a processor the contexts of ``KnownContexts``, and others besides.
public struct KnownContextLoader: JSONLDContextLoader {
    private let others: [ExactString: JSON]

    /// A loader of the known contexts.
    ///
    /// - Parameter others: Documents at further addresses, or such as come before what is known at
    ///   theirs: an older edition, or what an operator keeps in a folder.
    public init(adding others: [(url: String, document: JSON)] = []) {
        var table: [ExactString: JSON] = [:]
        for (url, document) in others { table[ExactString(url)] = document }
        self.others = table
    }

    /// The document at that address.
    ///
    /// - Throws: ``JSONLDError`` when it is neither known nor added; nothing is ever fetched.
    public func context(_ url: String) throws(JSONLDError) -> JSON {
        guard let document = others[ExactString(url)] ?? KnownContexts.document(for: url) else {
            throw JSONLDError(.loadingRemoteContextFailed, "the context \(url) is not known")
        }
        return document
    }
}
