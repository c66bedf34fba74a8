public import Credentials

/// What a verifier may look things up in: one issuer's keys and one status list, at hand.
public struct SampleResources: VerificationResources {
    /// The issuer's keys.
    public var document: ControllerDocument
    /// The bytes of the status list's credential.
    public var statusList: [UInt8]

    /// Resources of one issuer.
    public init(document: ControllerDocument, statusList: [UInt8]) {
        self.document = document
        self.statusList = statusList
    }

    /// The issuer's keys; no other's.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        identifier == SampleIssuer.id ? .found(document) : .unavailable("it is not a sample")
    }

    /// The status list; no other.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        url == SampleIssuer.statusList ? .found(statusList) : .unavailable("it is not a sample")
    }
}
