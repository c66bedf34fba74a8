public import CertAuthority

/// A database that keeps the record: it runs transactions and knows what its own errors mean.
public protocol SQLEngine: Sendable {
    /// Whether it was opened for reading only.
    var isReadOnly: Bool { get }

    /// Reads in one transaction, which sees one state of the record.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value

    /// The same on the caller's thread, for callers that wait anyway.
    func readNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value

    /// Reads in a transaction that others may share.
    func readTogether<Value: Sendable>(
        _ body: @escaping @Sendable (ReadScope) throws -> Value
    ) async throws -> Value

    /// Changes the record in one transaction, before whose end no other begins to; what the body
    /// throws comes out unchanged, and takes the transaction back.
    func write<Value: Sendable>(
        _ manner: WriteManner, _ body: @escaping @Sendable (any SQLDatabase) throws -> Value
    ) async throws -> Value

    /// Changes the record in one transaction on the caller's thread.
    func writeNow<Value>(_ body: (any SQLDatabase) throws -> Value) throws -> Value

    /// A certificate with what its verification looks up, where that can be had at once.
    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord>

    /// The same, read in a way of the engine's own; nil where it has none.
    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord??

    /// Removes what traces of erased rows are left in files.
    func forget() async throws

    /// What is wrong with the files; empty where all is well.
    ///
    /// - Parameter isThorough: Whether indexes are compared with their tables too.
    func damages(isThorough: Bool) async throws -> [String]

    /// Closes every connection.
    func close() throws

    /// Names an error in the store's words.
    func storeError(_ error: any Error) -> StoreError
}

/// How a transaction writes.
public struct WriteManner: Sendable {
    /// What is done is told and then taken back: a rehearsal.
    public var takesBack = false
    /// What is acknowledged is to be seen by every reader: a certificate that is taken back must not
    /// be called valid by any copy of the record.
    public var isSeenEverywhere = false

    package init() {}
}
