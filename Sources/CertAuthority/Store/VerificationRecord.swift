/// A certificate with what its verification looks up in the store, as they stand together.
public struct VerificationRecord: Sendable {
    /// The certificate.
    public let certificate: Certificate
    /// Where it was corrected: the newest that was issued in its place.
    public let newest: CertificateNumber?
    /// The keys of its organisation, oldest first.
    public let keys: [SigningKey]
    /// The signed credential of its status list; nil inside where there is no such list.
    public let statusList: Result<[UInt8]?, StoreError>

    /// Puts a record together.
    public init(
        certificate: Certificate, newest: CertificateNumber?, keys: [SigningKey],
        statusList: Result<[UInt8]?, StoreError>
    ) {
        self.certificate = certificate
        self.newest = newest
        self.keys = keys
        self.statusList = statusList
    }
}

/// What comes of asking without waiting.
public enum Prompt<Value: Sendable>: Sendable {
    /// The value, or nil when there is none.
    case answer(Value?)
    /// It cannot be told at once; ask in the way that waits.
    case wait
}
