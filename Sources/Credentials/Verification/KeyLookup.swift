import LinkedData

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
        case missed(MissedKey)
    }

    /// The method of that URL, if its controller has it for that relationship (Controlled
    /// Identifiers 1.0 §3.3).
    func method(
        _ url: String, for relationship: ControllerDocument.Relationship
    ) async -> Outcome {
        do throws(ControllerDocumentError) {
            switch try await document(VerificationMethod.controllerIdentifier(url)) {
            case .unavailable(let reason): return .missed(.unavailable(reason))
            case .found(let document):
                return .found(try document.method(url, for: relationship))
            }
        } catch {
            let controller = VerificationMethod.controllerIdentifier(url)
            return .missed(missed(error, of: controller))
        }
    }

    /// What a controller lists for a relationship.
    struct Listing {
        let methods: [VerificationMethod]
        /// Why others that it lists cannot be used.
        let unreadable: [ControllerDocumentError]
    }

    enum Methods {
        case found(Listing)
        case missed(MissedKey)
    }

    /// All methods that a controller has for that relationship.
    func methods(
        of identifier: String, for relationship: ControllerDocument.Relationship
    ) async -> Methods {
        do throws(ControllerDocumentError) {
            switch try await document(identifier) {
            case .unavailable(let reason): return .missed(.unavailable(reason))
            case .found(let document):
                return .found(
                    Listing(
                        methods: document.methods(for: relationship),
                        unreadable: document.unreadableMethods(for: relationship)))
            }
        } catch {
            return .missed(missed(error, of: identifier))
        }
    }

    /// True where a key that the controller does not list now was never its own: an identifier that
    /// holds its key has no other, and a record that is the controller's own word forgets none.
    func forgetsNothing(_ controller: String) -> Bool {
        SelfContainedDocuments.holds(controller) || resources.isAuthoritative(for: controller)
    }

    private func missed(
        _ error: ControllerDocumentError, of controller: String
    ) -> MissedKey {
        switch error.meaning {
        case .unreadable: .unreadable(error.reason)
        case .unlisted where !forgetsNothing(controller): .unlisted(error.reason)
        case .denied, .unlisted: .denied(error)
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

/// Why a key is not at hand.
enum MissedKey {
    /// The controller has no such key for that use.
    case denied(ControllerDocumentError)
    /// The controller lists it in a form that is not read here.
    case unreadable(String)
    /// The controller does not list it now; it may have before.
    case unlisted(String)
    /// The controller's keys could not be looked up.
    case unavailable(String)

    /// True where nothing follows for what names the key.
    var isUndecided: Bool {
        if case .denied = self { false } else { true }
    }

    /// What it means, in sentences.
    ///
    /// - Parameter party: What the controller is to the document: `issuer`, `holder` or `signer`.
    func sentences(party: String) -> String {
        switch self {
        case .denied(let error): "The \(party) does not sign with this key: \(error.reason)."
        case .unreadable(let reason):
            "The \(party)'s key cannot be read here, so whether it signed cannot be told: "
                + "\(reason)."
        case .unlisted(let reason):
            "The \(party) no longer lists this key, if it ever did, so whether it signed cannot be "
                + "told: \(reason)."
        case .unavailable(let reason): "The \(party)'s keys could not be looked up: \(reason)."
        }
    }

    /// The problem type, an absolute URL, where it decides.
    var problemType: String? {
        if case .denied(let error) = self { error.problemType } else { nil }
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
/// can name ever new identifiers; the memory is bounded.
final class SelfContainedDocuments: Sendable {
    private let documents = BoundedMemory<ExactString, ControllerDocument>(capacity: 512)

    /// True for identifiers that hold their one key.
    static func holds(_ identifier: String) -> Bool {
        identifier.utf8.starts(with: "did:key:".utf8)
            || identifier.utf8.starts(with: "did:jwk:".utf8)
    }

    /// The document, or nil for identifiers of other methods.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidDocument`).
    func document(_ identifier: String) throws(ControllerDocumentError) -> ControllerDocument? {
        guard Self.holds(identifier) else { return nil }
        let name = ExactString(identifier)
        if let known = documents.value(name) { return known }
        guard let document = try ControllerDocument(selfContained: identifier) else { return nil }
        documents.remember(document, name)
        return document
    }
}
