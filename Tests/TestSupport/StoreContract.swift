import CertAuthority
import Credentials
import StoreSQLite
import StorePostgres
import StoreSQL
import Testing

/// A kind of store that must keep the contract of `OfficeRecord`.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite
    case postgres

    /// Those that there are on this machine; `PostgresStoreTests` tells where one is missing.
    static var allCases: [StoreKind] {
        TestPostgres.isInstalled ? [.sqlite, .postgres] : [.sqlite]
    }

    /// A new store of this kind in that folder.
    func make(in folder: String, _ installation: Installation) throws -> any OfficeRecord {
        switch self {
        case .sqlite:
            let path = folder + "/store.sqlite"
            try SQLStore.create(path: path, installation: installation, Fixture.authorship)
            return try SQLStore(path: path, access: .readWrite)
        case .postgres:
            let address = try TestPostgres.database()
            try SQLStore.create(
                at: address, installation: installation, Fixture.authorship)
            return try SQLStore(address)
        }
    }
}

/// What every test of the contract starts from: an empty store with two organisations' keys.
struct Fixture {
    static let authorship = Authorship(actor: "tester", at: Timestamp(seconds: 1_780_272_000))

    let store: any OfficeRecord
    let key: SigningKey

    /// Runs the body with a new store of a kind.
    static func with(
        _ kind: StoreKind, _ body: (Fixture) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let store = try kind.make(
                in: folder,
                Installation(
                    name: "Test Coalition", baseURL: "https://verify.example.org",
                    created: authorship.at))
            let key = try signingKey("itu")
            try await store.add(key, authorship)
            try await body(Fixture(store: store, key: key))
        }
    }

    static func signingKey(_ organisation: String, at seconds: Int64 = 1_780_272_000) throws
        -> SigningKey
    {
        let key = try PrivateKey.generate(.ed25519).publicKey
        return SigningKey(
            id: try #require(key.multikey), organisation: try slug(organisation), publicKey: key,
            created: Timestamp(seconds: seconds))
    }

    /// A new batch of the fixture's key.
    func batch(
        programme: String = "ai-foundations", settledBy: String? = nil
    ) throws -> Batch {
        try TestInstallation.batch(programme: programme, key: key.id, settledBy: settledBy)
    }

    /// Issues rows with the fixture's key.
    @discardableResult
    func issue(
        _ requests: [CertificateRequest], batch: Batch? = nil
    ) async throws -> [Certificate] {
        let batch = try batch ?? self.batch()
        return try await store.issue(batch, requests, lists: PlainAuthority(), Self.authorship) {
            PlainAuthority.certificate($0, of: batch)
        }
    }

    /// Plans rows and gives the plan.
    func plan(
        _ requests: [CertificateRequest], _ batch: Batch, failing: Bool = false
    ) async throws -> [PlannedCertificate] {
        try await store.plan(
            batch, requests, by: PlainAuthority(failsLists: failing), Self.authorship)
        return try await store.planned(in: batch.id, after: 0, limit: .max)
    }

    /// Records some of a plan.
    func record(_ planned: some Sequence<PlannedCertificate>, of batch: Batch) async throws {
        try await store.record(
            planned.map {
                try IssuedCertificate(
                    planned: $0, certificate: PlainAuthority.certificate($0, of: batch))
            }, of: batch, Self.authorship)
    }

    /// Rows of learners of those numbers.
    func requests(_ numbers: ClosedRange<Int>) throws -> [CertificateRequest] {
        try numbers.map { try TestInstallation.request("Learner \($0)", row: $0) }
    }

    @discardableResult
    func change(
        _ number: CertificateNumber, to state: Standing.State, reason: String = "a reason",
        failing: Bool = false
    ) async throws -> Certificate {
        _ = try await store.change(
            [number], to: state, reason: reason, by: PlainAuthority(failsLists: failing),
            Self.authorship)
        return try #require(try await store.certificate(number))
    }

    /// All that a store tells: equal before and after means that nothing was changed.
    func contents() async throws -> Contents {
        let summaries = try await store.certificates(programme: nil)
        var certificates: [Certificate] = []
        var lists: [String: [UInt8]] = [:]
        for summary in summaries {
            let certificate = try #require(try await store.certificate(summary.number))
            certificates.append(certificate)
            lists[certificate.statusList] = try await store.statusList(certificate.statusList)
        }
        let head = try await store.auditHead()
        let batches = try await store.batches()
        var plans: [String: [CertificateNumber]] = [:]
        for record in batches {
            plans[record.batch.id] = try await store.planned(
                in: record.batch.id, after: 0, limit: .max
            ).map(\.request.number)
        }
        return Contents(
            catalogue: try await store.catalogue(), summaries: summaries,
            certificates: certificates, lists: lists,
            batches: batches, plans: plans,
            keys: try await store.signingKeys(of: key.organisation), auditCount: head.count,
            auditDigest: head.digest)
    }

    struct Contents: Equatable {
        let catalogue: StoredCatalogue
        let summaries: [CertificateSummary]
        let certificates: [Certificate]
        let lists: [String: [UInt8]]
        let batches: [BatchRecord]
        let plans: [String: [CertificateNumber]]
        let keys: [SigningKey]
        let auditCount: Int64
        let auditDigest: String
    }
}

/// Why a test's authority refused.
struct Refusal: Error, Equatable {}

/// Writes down what it is told in place of signing: a store must not care what is in the bytes.
struct PlainAuthority: StatusListAuthority {
    var failsLists = false
    /// Is told of every list that is signed.
    var signed: @Sendable (String) -> Void = { _ in }

    static func certificate(_ planned: PlannedCertificate, of batch: Batch) -> Certificate {
        let row = planned.request.row
        let number = planned.request.number
        return Certificate(
            number: number, programme: batch.programme, organisation: batch.organisation,
            batch: batch.id, name: row.name, locale: row.locale, delivery: row.delivery,
            completedOn: row.completedOn, issuedAt: batch.planned,
            validUntil: batch.planned.adding(seconds: 86_400), key: batch.key,
            statusList: planned.statusList, statusIndex: planned.statusIndex, standing: .good,
            settledBy: batch.settledBy, evidence: planned.request.evidence.map(\.number),
            credential: Array("certificate \(number)\u{0}".utf8) + [0xFF])
    }

    /// The indexes of all set bits.
    func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at: Timestamp
    ) throws -> [UInt8] {
        if failsLists { throw Refusal() }
        signed(id)
        let set = (0..<list.length).filter { list[$0] }
        return Array("\(id) of \(organisation): \(set)".utf8)
    }
}
