public import CertAuthority
public import Credentials
import LinkedData

/// What a verifier may look up: in an installation's own store its organisations' keys and its
/// status lists, elsewhere what is of others.
///
/// Of its own organisations and lists, and of any `did:web` at its own address, nobody but the record
/// is asked, whatever a folder or the network may say of them.
public struct StoreResources<Store: PublicRecord>: VerificationResources {
    private let store: Store
    private let installation: Installation
    private let others: (any VerificationResources)?

    /// The resources of an installation.
    ///
    /// - Parameter others: Where the documents and lists of others are looked up; nil where nothing
    ///   of others is known.
    public init(
        store: Store, installation: Installation, others: (any VerificationResources)? = nil
    ) {
        self.store = store
        self.installation = installation
        self.others = others
    }

    /// The document of an organisation under this installation.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        guard let organisation = installation.organisation(ofDID: identifier) else {
            guard !installation.hosts(did: identifier) else {
                return .unavailable(
                    "\(identifier.prefix(100)) lies at the address of this installation and is no "
                        + "organisation of it")
            }
            if let others { return await others.controllerDocument(identifier) }
            return .unavailable("\(identifier.prefix(100)) is not of this installation")
        }
        do throws(StoreError) {
            return Self.document(
                identifier, of: organisation, keys: try await store.signingKeys(of: organisation))
        } catch {
            return .unavailable(Self.reason(error))
        }
    }

    /// The bytes of one of this installation's lists.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        guard let id = installation.statusList(inURL: url) else {
            if let others { return await others.statusListCredential(url) }
            return .unavailable("\(url.prefix(200)) is not of this installation")
        }
        do throws(StoreError) {
            return Self.list(id, bytes: try await store.statusList(id))
        } catch {
            return .unavailable(Self.reason(error))
        }
    }

    /// True for the organisations of this installation.
    public func isAuthoritative(for issuer: String) -> Bool {
        installation.organisation(ofDID: issuer) != nil
    }

    static func document(
        _ identifier: String, of organisation: Slug, keys: [SigningKey]
    ) -> Lookup<ControllerDocument> {
        guard !keys.isEmpty else {
            return .unavailable("this installation knows no key of \(organisation)")
        }
        return .found(
            ControllerDocument(
                id: identifier,
                assertionMethods: keys.map {
                    VerificationMethod(
                        id: "\(identifier)#\($0.id)", controller: identifier,
                        publicKey: $0.publicKey)
                }))
    }

    static func list(_ id: String, bytes: [UInt8]?) -> Lookup<[UInt8]> {
        guard let bytes else {
            return .unavailable("this installation has no list \(id.prefix(80))")
        }
        return .found(bytes)
    }

    /// What a page may tell of a store that fails: not where it lies.
    static func reason(_ error: StoreError) -> String {
        "the record of this installation cannot be read now (\(error.code.rawValue))"
    }
}
