import CertAuthority
import Credentials
import Testing

/// A kind of store that must keep the contract of `StoreWriter`.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite

    /// A new store of this kind in that folder.
    func make(in folder: String, _ installation: Installation) throws -> any StoreWriter {
        switch self {
        case .sqlite:
            let path = folder + "/store.sqlite"
            try SQLiteStore.create(path: path, installation: installation, Fixture.authorship)
            return try SQLiteStore(path: path, access: .readWrite)
        }
    }
}

/// What every test of the contract starts from: an empty store with two organisations' keys.
struct Fixture {
    static let authorship = Authorship(actor: "tester", at: Timestamp(seconds: 1_780_272_000))

    let store: any StoreWriter
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

    /// Issues rows with the fixture's key.
    @discardableResult
    func issue(
        _ rows: [PlannedCertificate], batch: Batch? = nil, failingAt row: Int? = nil
    ) async throws -> [Certificate] {
        try await store.issue(
            try batch ?? TestInstallation.batch(), rows,
            by: PlainAuthority(key: key.id, failingRow: row), Self.authorship)
    }

    @discardableResult
    func change(
        _ number: CertificateNumber, to state: Standing.State, reason: String = "a reason",
        failing: Bool = false
    ) async throws -> Certificate {
        try await store.change(
            number, to: state, reason: reason,
            by: PlainAuthority(key: key.id, failsLists: failing), Self.authorship)
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
        return Contents(
            catalogue: try await store.catalogue(), summaries: summaries,
            certificates: certificates, lists: lists,
            keys: try await store.signingKeys(of: key.organisation), auditCount: head.count,
            auditDigest: head.digest)
    }

    struct Contents: Equatable {
        let catalogue: StoredCatalogue
        let summaries: [CertificateSummary]
        let certificates: [Certificate]
        let lists: [String: [UInt8]]
        let keys: [SigningKey]
        let auditCount: Int64
        let auditDigest: String
    }
}

/// Why a test's authority refused.
struct Refusal: Error, Equatable {}

/// Writes down what it is told in place of signing: a store must not care what is in the bytes.
struct PlainAuthority: IssuingAuthority {
    let key: String
    /// The row whose certificate it refuses.
    var failingRow: Int?
    var failsLists = false

    func certificate(
        _ planned: PlannedCertificate, batch: Batch, statusList: String, statusIndex: Int,
        at instant: Timestamp
    ) throws -> Certificate {
        if planned.row.number == failingRow { throw Refusal() }
        return Certificate(
            number: planned.number, programme: batch.programme, organisation: batch.organisation,
            batch: batch.id, name: planned.row.name, locale: planned.row.locale,
            delivery: planned.row.delivery, completedOn: planned.row.completedOn,
            issuedAt: instant, validUntil: instant.adding(seconds: 86_400), key: key,
            statusList: statusList, statusIndex: statusIndex, standing: .good,
            settledBy: planned.settledBy,
            credential: Array("certificate \(planned.number)\u{0}".utf8) + [0xFF])
    }

    /// The indexes of all set bits.
    func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at: Timestamp
    ) throws -> [UInt8] {
        if failsLists { throw Refusal() }
        let set = (0..<list.length).filter { list[$0] }
        return Array("\(id) of \(organisation): \(set)".utf8)
    }
}
