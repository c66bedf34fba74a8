import LinkedData
internal import Synchronization

/// Finds verification methods: in the identifier itself where it holds its key, in the resources
/// otherwise.
struct KeyLookup<Resources: VerificationResources>: Sendable {
    let resources: Resources

    private let selfContained: SelfContainedDocuments

    init(resources: Resources, memory: VerifierMemory) {
        self.resources = resources
        selfContained = memory.selfContained
    }

    enum Outcome {
        case found(VerificationMethod)
        /// The controller has no such key for that use.
        case refused(ControllerDocumentError)
        /// The controller's keys could not be looked up.
        case unavailable(String)
    }

    /// The method of that URL, if its controller has it for that relationship (Controlled
    /// Identifiers 1.0 §3.3).
    func method(
        _ url: String, for relationship: ControllerDocument.Relationship
    ) async -> Outcome {
        do throws(ControllerDocumentError) {
            switch try await document(VerificationMethod.controllerIdentifier(url)) {
            case .unavailable(let reason): return .unavailable(reason)
            case .found(let document):
                return .found(try document.method(url, for: relationship))
            }
        } catch {
            return .refused(error)
        }
    }

    enum Methods {
        case found([VerificationMethod])
        case refused(ControllerDocumentError)
        case unavailable(String)
    }

    /// All methods that a controller has for that relationship.
    func methods(
        of identifier: String, for relationship: ControllerDocument.Relationship
    ) async -> Methods {
        do throws(ControllerDocumentError) {
            switch try await document(identifier) {
            case .unavailable(let reason): return .unavailable(reason)
            case .found(let document):
                return .found(document.methods(for: relationship))
            }
        } catch {
            return .refused(error)
        }
    }

    /// The controller document of an identifier.
    ///
    /// - Throws: ``ControllerDocumentError`` where a `did:key` or `did:jwk` holds no usable key.
    private func document(
        _ identifier: String
    ) async throws(ControllerDocumentError) -> Lookup<ControllerDocument> {
        if let document = try selfContained.document(identifier) { return .found(document) }
        let lookup = await resources.controllerDocument(identifier)
        // A server that gives out another's document has said nothing about this identifier.
        if case .found(let document) = lookup, !document.id.isExactly(identifier) {
            return .unavailable("the document found is that of \(document.id.prefix(200))")
        }
        return lookup
    }
}

extension VerificationMethod {
    /// What stands before the fragment of a method's URL.
    static func controllerIdentifier(_ url: String) -> String {
        guard let hash = url.utf8.firstIndex(of: UInt8(ascii: "#")) else { return url }
        return String(url[..<hash])
    }
}

/// The documents of `did:key` and `did:jwk` identifiers seen of late, so that the keys of one
/// issuer are decoded once and not for every credential.
///
/// A document follows from its identifier alone, so what is kept is never out of date. Strangers
/// can name ever new identifiers; when the memory is full it therefore starts again.
final class SelfContainedDocuments: Sendable {
    private let documents = Mutex<[ExactString: ControllerDocument]>([:])
    private static let capacity = 256

    /// The document, or nil for identifiers of other methods.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidDocument`).
    func document(_ identifier: String) throws(ControllerDocumentError) -> ControllerDocument? {
        guard
            identifier.utf8.starts(with: "did:key:".utf8)
                || identifier.utf8.starts(with: "did:jwk:".utf8)
        else { return nil }
        let name = ExactString(identifier)
        if let known = documents.withLock({ $0[name] }) { return known }
        guard let document = try ControllerDocument(selfContained: identifier) else { return nil }
        documents.withLock { documents in
            if documents.count >= Self.capacity { documents.removeAll() }
            documents[name] = document
        }
        return document
    }
}
