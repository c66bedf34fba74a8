public import LinkedData

/// A controlled identifier document, such as a DID document: whose keys are for what (Controlled
/// Identifiers 1.0 §2, DID Core 1.0 §5).
///
/// Keys are decoded once, when the document is read; keep the value for as long as the document
/// counts. A method that cannot be used spoils the document for none but itself.
public struct ControllerDocument: Sendable {
    /// The identifier that the document is about.
    public let id: String

    /// What a key may be used for (Controlled Identifiers 1.0 §2.3).
    public enum Relationship: String, Sendable, CaseIterable {
        /// To issue credentials and sign other claims.
        case assertionMethod
        /// To prove that one is the controller, as a holder does in a presentation.
        case authentication
        /// To receive encrypted messages.
        case keyAgreement
        /// To invoke a capability.
        case capabilityInvocation
        /// To pass a capability on.
        case capabilityDelegation
    }

    private var methods: [ExactString: Result<VerificationMethod, ControllerDocumentError>] = [:]
    private var uses: [Relationship: Set<ExactString>] = [:]

    /// Reads a document.
    ///
    /// Ids of methods may be relative to the document's (`#key-1`), as DID Core §3.2.2 allows.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidDocument`).
    public init(_ json: JSON) throws(ControllerDocumentError) {
        guard let members = json.objectValue else { throw Self.fault("is not a JSON object") }
        guard let id = members["id"]?.stringValue, AbsoluteURL.isValid(id),
            !id.utf8.contains(UInt8(ascii: "#"))
        else { throw Self.fault("has no \"id\" that is a URL without a fragment") }
        self.id = id
        var seen: [ExactString: JSON] = [:]
        for method in try Self.list(members, "verificationMethod") {
            try add(method, in: "verificationMethod", seen: &seen)
        }
        for relationship in Relationship.allCases {
            for entry in try Self.list(members, relationship.rawValue) {
                let name: ExactString
                if let reference = entry.stringValue {
                    name = resolved(reference)
                } else {
                    name = try add(entry, in: relationship.rawValue, seen: &seen)
                }
                uses[relationship, default: []].insert(name)
            }
        }
    }

    /// Reads a document that was retrieved for an identifier.
    ///
    /// - Parameter identifier: What was looked up; a DID or URL without a fragment.
    /// - Throws: ``ControllerDocumentError``: `invalidDocument`, or `invalidDocumentID` where the
    ///   document is another's.
    public init(_ json: JSON, of identifier: String) throws(ControllerDocumentError) {
        try self.init(json)
        guard id.isExactly(identifier) else {
            throw ControllerDocumentError(
                .invalidDocumentID,
                "the document found for \(identifier.prefix(200)) is that of \(id.prefix(200))")
        }
    }

    /// A document of keys at hand, all of them for issuing.
    public init(id: String, assertionMethods: [VerificationMethod]) {
        self.id = id
        for method in assertionMethods {
            methods[ExactString(method.id)] = .success(method)
            uses[.assertionMethod, default: []].insert(ExactString(method.id))
        }
    }

    /// The document that a `did:key` or `did:jwk` stands for; nil for other identifiers, which
    /// have to be looked up.
    ///
    /// - Throws: ``ControllerDocumentError`` (`invalidDocument`) where the DID holds no usable key.
    public init?(selfContained identifier: String) throws(ControllerDocumentError) {
        let json: JSON
        do throws(IdentifierError) {
            if identifier.utf8.starts(with: "did:key:".utf8) {
                json = try DIDKey(identifier).document
            } else if identifier.utf8.starts(with: "did:jwk:".utf8) {
                json = try DIDJWK(identifier).document
            } else {
                return nil
            }
        } catch {
            let holdsKey = error.code == .malformedKey || error.code == .unsupportedKey
            throw ControllerDocumentError(
                .invalidDocument, error.reason, meaning: holdsKey ? .unreadable : .denied)
        }
        try self.init(json)
    }

    /// The verification method of that URL, if the document has it for that relationship
    /// (Controlled Identifiers 1.0 §3.3, from step 5 on).
    ///
    /// Whether the method has expired or was revoked is the caller's to judge, who knows when.
    ///
    /// - Throws: ``ControllerDocumentError`` by the name that the algorithm gives the failure.
    public func method(
        _ url: String, for relationship: Relationship
    ) throws(ControllerDocumentError) -> VerificationMethod {
        guard AbsoluteURL.isValid(url) else {
            throw ControllerDocumentError(
                .invalidVerificationMethodURL, "\"\(url.prefix(200))\" is not an absolute URL")
        }
        let identifier = Substring(url.utf8.prefix { $0 != UInt8(ascii: "#") })
        guard String(identifier).isExactly(id) else {
            throw ControllerDocumentError(
                .invalidDocumentID,
                "\(url.prefix(200)) is not in the document of \(id.prefix(200))")
        }
        guard let entry = methods[ExactString(url)] else {
            throw ControllerDocumentError(
                .invalidVerificationMethod,
                "the document of \(id.prefix(200)) has no method \(url.prefix(200))",
                meaning: .unlisted)
        }
        let method = try entry.get()
        guard method.controller.isExactly(id) else {
            throw ControllerDocumentError(
                .invalidVerificationMethod,
                "\(url.prefix(200)) is controlled by \(method.controller.prefix(200)), not by the "
                    + "document's subject")
        }
        guard uses[relationship]?.contains(ExactString(url)) == true else {
            throw ControllerDocumentError(
                .invalidRelationship,
                "\(url.prefix(200)) is not listed under \"\(relationship.rawValue)\"")
        }
        return method
    }

    /// The usable methods for a relationship, ordered by id.
    public func methods(for relationship: Relationship) -> [VerificationMethod] {
        (uses[relationship] ?? []).map(\.text).sorted()
            .compactMap { try? method($0, for: relationship) }
    }

    /// The methods for a relationship whose keys cannot be read here, each with the reason, ordered
    /// by id.
    public func unreadableMethods(for relationship: Relationship) -> [ControllerDocumentError] {
        (uses[relationship] ?? []).map(\.text).sorted().compactMap { name in
            do throws(ControllerDocumentError) {
                _ = try method(name, for: relationship)
                return nil
            } catch {
                return error.meaning == .unreadable ? error : nil
            }
        }
    }
}

extension ControllerDocument {
    /// Each key costs some time to decode; no honest document has so many.
    private static let methodLimit = 256

    @discardableResult
    private mutating func add(
        _ json: JSON, in list: String, seen: inout [ExactString: JSON]
    ) throws(ControllerDocumentError) -> ExactString {
        guard let members = json.objectValue, let given = members["id"]?.stringValue else {
            throw Self.fault("has an entry in \"\(list)\" that is not an object with an \"id\"")
        }
        let name = resolved(given)
        if let earlier = seen[name] {
            // The same method may stand by value in several places, but not two by one name.
            guard earlier == json else {
                throw Self.fault("has two methods named \(name.text.prefix(200))")
            }
            return name
        }
        guard seen.count < Self.methodLimit else {
            throw Self.fault("has more than \(Self.methodLimit) verification methods")
        }
        seen[name] = json
        methods[name] = Result { () throws(ControllerDocumentError) in
            try VerificationMethod(members, id: name.text)
        }
        return name
    }

    /// The absolute form of a method's id or of a reference to it.
    private func resolved(_ reference: String) -> ExactString {
        ExactString(reference.utf8.first == UInt8(ascii: "#") ? id + reference : reference)
    }

    private static func list(
        _ members: JSONObject, _ name: String
    ) throws(ControllerDocumentError) -> [JSON] {
        guard let value = members[name] else { return [] }
        switch value {
        case .array(let list): return list
        // JSON-LD writes a list of one as the one (JSON-LD 1.1 §4.3, compaction of arrays).
        case .object, .string: return [value]
        default: throw fault("has a \"\(name)\" that is no list")
        }
    }

    private static func fault(_ what: String) -> ControllerDocumentError {
        ControllerDocumentError(.invalidDocument, "the controller document \(what)")
    }
}
