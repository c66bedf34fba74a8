import Credentials

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

extension StoreReader {
    /// Nothing can be told at once unless the store says so.
    public func verificationRecordAtOnce(
        of number: CertificateNumber
    ) -> Prompt<VerificationRecord> { .wait }

    /// The record put together from several reads.
    public func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord? {
        guard let certificate = try await certificate(number) else { return nil }
        let newest =
            certificate.history.supersededBy == nil
            ? nil : try await versions(of: number).last
        let keys = try await signingKeys(of: certificate.organisation)
        let list: Result<[UInt8]?, StoreError>
        do throws(StoreError) {
            list = .success(try await statusList(certificate.statusList))
        } catch {
            list = .failure(error)
        }
        return VerificationRecord(
            certificate: certificate, newest: newest, keys: keys, statusList: list)
    }
}
