public import LinkedData

/// What an identifier's controller publishes about its keys (Controlled Identifiers v1.0 §2): a DID
/// document or one at an https URL.
public struct ControllerDocument: Sendable {
    /// The identifier that the document is about.
    public let id: String

    private let methods: [ExactString: Method]
    private let relationships: [Relationship: Set<ExactString>]

    /// What a key may be used for.
    public enum Relationship: String, Sendable, CaseIterable {
        /// Signing claims, such as credentials.
        case assertionMethod
        /// Proving to be the controller, as in a presentation.
        case authentication
    }

    private enum Method: Sendable {
        case usable(VerificationMethod)
        case unusable(String)
    }

    /// Reads a document.
    ///
    /// A method whose key is of an unknown kind stays in the document; only asking for it fails.
    ///
    /// - Throws: ``ControllerDocumentError/invalidDocument(_:)`` when it has no usable `id`.
    public init(_ json: JSON) throws(ControllerDocumentError) {
        guard let object = json.objectValue, let id = object["id"]?.stringValue,
            AbsoluteURL.isValid(id)
        else { throw .invalidDocument("it has no id") }
        var methods: [ExactString: Method] = [:]
        var relationships: [Relationship: Set<ExactString>] = [:]
        func add(_ json: JSON) -> ExactString? {
            guard let url = json["id"]?.stringValue.map({ Self.absolute($0, in: id) }) else {
                return nil
            }
            do {
                methods[ExactString(url)] = .usable(try VerificationMethod(json, id: url))
            } catch {
                methods[ExactString(url)] = .unusable(error.description)
            }
            return ExactString(url)
        }
        for method in object["verificationMethod"]?.oneOrMore ?? [] { _ = add(method) }
        for relationship in Relationship.allCases {
            for entry in object[relationship.rawValue]?.oneOrMore ?? [] {
                let url =
                    entry.stringValue.map { ExactString(Self.absolute($0, in: id)) } ?? add(entry)
                if let url { relationships[relationship, default: []].insert(url) }
            }
        }
        self.id = id
        self.methods = methods
        self.relationships = relationships
    }

    /// A document of keys for assertion that are at hand.
    public init(id: String, assertionMethods: [VerificationMethod]) {
        self.id = id
        methods = Dictionary(
            assertionMethods.map { (ExactString($0.id), .usable($0)) },
            uniquingKeysWith: { first, _ in first })
        relationships = [.assertionMethod: Set(assertionMethods.map { ExactString($0.id) })]
    }

    /// Retrieves a method (§3.3 "Retrieve Verification Method").
    ///
    /// - Parameters:
    ///   - url: The method's URL, with its fragment.
    ///   - relationship: What the key was used for.
    /// - Throws: ``ControllerDocumentError`` named as the specification names it.
    public func method(
        _ url: String, for relationship: Relationship
    ) throws(ControllerDocumentError) -> VerificationMethod {
        guard AbsoluteURL.isValid(url), let hash = url.utf8.firstIndex(of: UInt8(ascii: "#")) else {
            throw .invalidMethodURL(url)
        }
        guard id.isExactly(String(url[..<hash])) else { throw .wrongDocument(id) }
        switch methods[ExactString(url)] {
        case nil: throw .invalidMethod("the issuer's document does not list it")
        case .unusable(let reason): throw .invalidMethod(reason)
        case .usable(let method):
            guard method.controller.isExactly(id) else {
                throw .invalidMethod("its controller is another")
            }
            guard relationships[relationship]?.contains(ExactString(url)) == true else {
                throw .wrongRelationship(relationship)
            }
            return method
        }
    }

    /// DID documents in the wild write `#key-1` for `did:…#key-1`.
    private static func absolute(_ reference: String, in document: String) -> String {
        reference.utf8.first == UInt8(ascii: "#") ? document + reference : reference
    }
}

/// A key as a controller document states it (Controlled Identifiers v1.0 §2.2).
public struct VerificationMethod: Sendable {
    /// The method's absolute URL.
    public let id: String
    /// Who controls the key.
    public let controller: String
    /// The key.
    public let publicKey: PublicKey
    /// From when the key no longer counts because it was withdrawn.
    public let revoked: Timestamp?
    /// From when the key no longer counts by plan.
    public let expires: Timestamp?

    /// States a key.
    public init(
        id: String, controller: String, publicKey: PublicKey, revoked: Timestamp? = nil,
        expires: Timestamp? = nil
    ) {
        self.id = id
        self.controller = controller
        self.publicKey = publicKey
        self.revoked = revoked
        self.expires = expires
    }

    /// Reads a `Multikey`, `JsonWebKey` or `Ed25519VerificationKey2020`.
    init(_ json: JSON, id: String) throws(ControllerDocumentError) {
        guard let type = json["type"]?.stringValue, let controller = json["controller"]?.stringValue
        else { throw .invalidMethod("it has no type or no controller") }
        self.id = id
        self.controller = controller
        revoked = try Self.instant(json, "revoked")
        expires = try Self.instant(json, "expires")
        do {
            switch type {
            case "Multikey", "Ed25519VerificationKey2020":
                guard let multikey = json["publicKeyMultibase"]?.stringValue else {
                    throw ControllerDocumentError.invalidMethod("it has no publicKeyMultibase")
                }
                publicKey = try PublicKey(multikey: multikey)
            case "JsonWebKey", "JsonWebKey2020":
                guard let key = json["publicKeyJwk"] else {
                    throw ControllerDocumentError.invalidMethod("it has no publicKeyJwk")
                }
                publicKey = try PublicKey(jwk: key)
            default:
                throw ControllerDocumentError.invalidMethod("its type is not known here")
            }
        } catch let error as ControllerDocumentError {
            throw error
        } catch {
            throw .invalidMethod("its key cannot be read")
        }
    }

    private static func instant(
        _ json: JSON, _ member: String
    ) throws(ControllerDocumentError) -> Timestamp? {
        guard let value = json[member] else { return nil }
        guard let instant = value.stringValue.flatMap({ Timestamp($0) }) else {
            throw .invalidMethod("its \(member) is not a dateTimeStamp")
        }
        return instant
    }
}

/// Why a key could not be taken from a controller document; the cases are the errors of Controlled
/// Identifiers v1.0 §3.3.
public enum ControllerDocumentError: Error, Sendable, Equatable, CustomStringConvertible {
    /// `INVALID_VERIFICATION_METHOD_URL`
    case invalidMethodURL(String)
    /// `INVALID_CONTROLLED_IDENTIFIER_DOCUMENT`
    case invalidDocument(String)
    /// `INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID`
    case wrongDocument(String)
    /// `INVALID_VERIFICATION_METHOD`
    case invalidMethod(String)
    /// `INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD`
    case wrongRelationship(ControllerDocument.Relationship)

    /// What is wrong, as the end of a sentence.
    public var description: String {
        switch self {
        case .invalidMethodURL: "the key's address is not a URL with a fragment"
        case .invalidDocument(let reason): "the issuer's document cannot be used: \(reason)"
        case .wrongDocument: "the document found is about another issuer"
        case .invalidMethod(let reason): reason
        case .wrongRelationship(let relationship): "it is not listed under \(relationship.rawValue)"
        }
    }
}
