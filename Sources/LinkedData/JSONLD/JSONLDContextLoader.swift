/// Where remote contexts come from; it never asks a network in this library.
public protocol JSONLDContextLoader: Sendable {
    /// The document at that address: an object with an `@context` entry.
    ///
    /// A processor asks for each address once and keeps what it made of the answer, so the answer
    /// must not change while the processor lives.
    ///
    /// - Throws: ``JSONLDError`` with the code ``JSONLDError/Code/loadingRemoteContextFailed``
    ///   when the address is not known.
    func context(_ url: String) throws(JSONLDError) -> JSON
}

/// A loader that knows a fixed set of documents.
public struct FixedContexts: JSONLDContextLoader {
    private let documents: [ExactString: JSON]

    /// Knows these documents by their addresses.
    public init(_ documents: [(url: String, document: JSON)]) {
        var table: [ExactString: JSON] = [:]
        for (url, document) in documents { table[ExactString(url)] = document }
        self.documents = table
    }

    /// The document at that address.
    ///
    /// - Throws: ``JSONLDError`` when there is none.
    public func context(_ url: String) throws(JSONLDError) -> JSON {
        guard let document = documents[ExactString(url)] else {
            throw JSONLDError(.loadingRemoteContextFailed, "the context \(url) is not known")
        }
        return document
    }
}
