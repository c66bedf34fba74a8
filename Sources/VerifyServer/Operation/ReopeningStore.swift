import CertAuthority
import Credentials
import Logging
import StoreAccess
import StoreSQL
import Synchronization

/// The store as it lies on the disk now. A file that was removed or replaced is not read on from the
/// handle that is still open: what was revoked since would be missed.
///
/// Before each look it is asked whether the same file still lies at the path, which takes about a
/// microsecond.
final class ReopeningStore: PublicRecord {
    private struct State {
        var store: SQLPublicRecord
        var identity: StoreIdentity?
        /// When the record had last been changed when it was opened.
        var newest: Timestamp?
        var failure: StoreError?
        /// A store that cannot be opened is tried again no more often.
        var opening = CircuitBreaker(failures: 1, rest: .milliseconds(500))
        /// One slow read may have been interrupted, several in a row come from a slow disk.
        var reading = CircuitBreaker(failures: 8, rest: .seconds(1))
    }

    private let location: StoreLocation
    private let standbyBound: Int
    /// Whose store it was when it was opened, and has to stay.
    let opened: Installation
    private let logger: Logger
    private let now: @Sendable () -> Timestamp
    private let state: Mutex<State>

    /// A read from memory takes some hundredths of that.
    private static let promptTime = Duration.milliseconds(1)

    /// Opens the store.
    ///
    /// - Parameter bound: How many seconds a database's standby may be behind.
    /// - Throws: ``StoreError``, as ``StoreLocation/openPublic(standbyBound:)`` does.
    init(
        _ location: StoreLocation, standbyBound bound: Int = StoreLocation.standbyBound,
        logger: Logger, now: @escaping @Sendable () -> Timestamp
    ) async throws(StoreError) {
        self.location = location
        standbyBound = bound
        self.now = now
        self.logger = logger
        let identity = location.identity
        let store = try location.openPublic(standbyBound: bound)
        opened = try await store.installation()
        state = Mutex(
            State(
                store: store, identity: identity, newest: try await store.newestInstant(),
                failure: nil))
    }

    private func current() async throws(StoreError) -> SQLPublicRecord {
        let identity = location.identity
        let now = ContinuousClock.now
        let (store, failure) = state.withLock { state -> (SQLPublicRecord?, StoreError?) in
            if state.identity == identity, identity != nil { return (state.store, nil) }
            if let failure = state.failure, !state.opening.admits(at: now) {
                return (nil, failure)
            }
            // Others meanwhile are told why, and do not open it as well.
            state.opening.failed(at: now)
            state.failure =
                state.failure
                ?? StoreError(.busy, "the store at \(location) is being opened again; try again")
            return (nil, nil)
        }
        if let store { return store }
        if let failure { throw failure }
        return try await reopen(identity)
    }

    private func reopen(_ identity: StoreIdentity?) async throws(StoreError) -> SQLPublicRecord {
        do throws(StoreError) {
            let store = try location.openPublic(standbyBound: standbyBound)
            let found = try await store.installation()
            guard found.baseURL == opened.baseURL, found.created == opened.created else {
                throw StoreError(
                    .conflict,
                    "the store at \(location) is now that of another installation; restart the server"
                )
            }
            let newest = try await store.newestInstant()
            state.withLock { state in
                state.newest = newest
                state.store = store
                state.identity = identity
                state.failure = nil
                state.opening.succeeded()
            }
            logger.notice("the store was opened again")
            return store
        } catch {
            let isNew = state.withLock { state in
                defer { state.failure = error }
                return state.failure != error
            }
            if isNew {
                logger.error("the store cannot be read", metadata: ["code": "\(error.code)"])
            }
            throw error
        }
    }

    /// A clock that lies before what was written down already would turn what is valid into what is
    /// not valid yet.
    private func checkClock() throws(StoreError) {
        let newest = state.withLock { $0.newest }
        guard !RecordClock.canJudge(at: now(), newest: newest), let newest else { return }
        throw StoreError(
            .failed,
            "the clock of this machine is behind the record, which was changed on "
                + "\(newest.dateText); set the clock")
    }

    func statusListInstants() async throws(StoreError) -> [String: Timestamp] {
        try await current().statusListInstants()
    }

    // MARK: PublicRecord

    func documentCertificates() async throws(StoreError) -> [DocumentCertificate] {
        try await current().documentCertificates()
    }

    func badgeImage(_ name: Picture.Name) async throws(StoreError) -> Picture? {
        try await current().badgeImage(name)
    }

    func installation() async throws(StoreError) -> Installation {
        let store = try await current()
        try checkClock()
        return try await store.installation()
    }

    func catalogue() async throws(StoreError) -> StoredCatalogue {
        try await current().catalogue()
    }

    func certificate(_ number: CertificateNumber) async throws(StoreError) -> Certificate? {
        let store = try await current()
        try checkClock()
        return try await store.certificate(number)
    }

    func verificationRecord(
        of number: CertificateNumber
    ) async throws(StoreError) -> VerificationRecord? {
        let store = try await current()
        try checkClock()
        return try await store.verificationRecord(of: number)
    }

    /// The store itself looks whether its file still lies at the path. Where the disk is slow, the
    /// ordinary way is asked for a while: whoever asks here may be an event loop.
    func verificationRecordAtOnce(of number: CertificateNumber) -> Prompt<VerificationRecord> {
        let (store, newest, reading) = state.withLock { ($0.store, $0.newest, $0.reading) }
        guard RecordClock.canJudge(at: now(), newest: newest) else { return .wait }
        let started = ContinuousClock.now
        guard reading.admits(at: started) else { return .wait }
        let answer = store.verificationRecordAtOnce(of: number)
        let ended = ContinuousClock.now
        let wasPrompt = ended - started < Self.promptTime
        if !wasPrompt {
            state.withLock { $0.reading.failed(at: ended) }
        } else if case .answer = answer, !reading.isUntouched {
            // Without an answer nothing was read, so that nothing is known of the disk.
            state.withLock { $0.reading.succeeded(askedAt: started) }
        }
        return answer
    }

    func certificate(of token: LearnerToken) async throws(StoreError) -> Certificate? {
        let store = try await current()
        try checkClock()
        return try await store.certificate(of: token)
    }

    func statusList(_ id: String) async throws(StoreError) -> [UInt8]? {
        try await current().statusList(id)
    }

    func signingKeys(of organisation: Slug) async throws(StoreError) -> [SigningKey] {
        try await current().signingKeys(of: organisation)
    }

    func versions(
        of number: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] {
        try await current().versions(of: number)
    }
}
