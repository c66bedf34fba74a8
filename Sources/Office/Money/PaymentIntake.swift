public import CertAuthority
import Credentials

/// Takes payments: those of a bank's or provider's export, and single ones.
public struct PaymentIntake<Store: PaymentStore>: Sendable {
    /// What an export came to.
    public struct Outcome: Sendable {
        /// What was taken, and how many were before.
        public let taken: PaymentImport
        /// How many rows were no payments, by their kind.
        public let passedOver: [String: Int]
        /// Payments that are dated in the future.
        public let future: [Payment]
    }

    private let store: Store
    private let authorship: Authorship

    /// The intake of a store.
    public init(_ store: Store, _ authorship: Authorship) {
        self.store = store
        self.authorship = authorship
    }

    /// Takes the payments of an export, each once, however often it is given.
    ///
    /// - Parameters:
    ///   - file: Its name, for faults and the record.
    ///   - rows: How many rows it must have; nil where nobody has said.
    /// - Throws: `SourceFaults` naming every fault; ``OfficeRefusal`` (`refusedInput`) where it has
    ///   another number of rows; `StoreError`. Then nothing was taken.
    public func take(
        _ export: [UInt8], from file: String, by mapping: PaymentMapping, rows: Int?,
        _ reference: ReferenceData
    ) async throws -> Outcome {
        let contents = try PaymentReader(mapping, file: file) { reference.currency($0) }
            .read(export)
        let count =
            contents.payments.count + contents.returns.count
            + contents.passedOver.values.reduce(0, +)
        if let rows, rows != count {
            throw OfficeRefusal(
                .refusedInput,
                "\(file) has \(Count(count, "row")) and not \(rows); export it again")
        }
        let taken = try await store.take(
            contents.payments, returns: contents.returns, source: file,
            digest: Digest.hexadecimal(Digest.sha256(export)),
            authorship)
        return Outcome(
            taken: taken, passedOver: contents.passedOver,
            future: contents.future(at: authorship.at))
    }

    /// Takes one payment that somebody wrote down.
    ///
    /// - Throws: ``OfficeRefusal`` (`conflict`) where it was taken before; `StoreError`.
    public func take(_ payment: Payment) async throws -> PaymentRecord {
        let outcome = try await store.take(
            [payment], source: payment.provider.text, digest: "by hand", authorship)
        guard let taken = outcome.taken.first else {
            throw OfficeRefusal(
                .conflict,
                "the payment \"\(payment.id)\" of \(payment.provider) was recorded before")
        }
        return taken
    }
}
