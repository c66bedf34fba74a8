import CertAuthority
import Credentials
import Documents
import Foundation
import GRDB
import Office
import StoreSQLite
import StoreSQL
import Testing
import Verification

/// An installation in a folder of its own: the repository's catalogue, a store, one key.
struct TestInstallation {
    /// The clock of every test: 2026-06-01T00:00:00Z.
    static let instant = Timestamp(seconds: 1_780_272_000)
    static let authorship = Authorship(actor: "tester", at: instant)

    let home: InstallationHome
    let installation: Installation
    let store: SQLStore
    let contents: CatalogueContents
    let key: PrivateKey
    let keyID: String

    /// Runs the body with a new installation, whose folder is removed afterwards.
    static func with(
        _ algorithm: KeyAlgorithm = .ed25519, _ body: (TestInstallation) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            try await body(try await TestInstallation(folder: folder, algorithm))
        }
    }

    private init(folder: String, _ algorithm: KeyAlgorithm) async throws {
        home = InstallationHome(path: folder)
        try home.make()
        installation = Installation(
            name: "Test Coalition", baseURL: "https://verify.example.org", created: Self.instant)
        try SQLStore.create(
            path: home.storePath, installation: installation, Self.authorship)
        store = try SQLStore(path: home.storePath, access: .readWrite)
        let files = try SeedFiles.files()
        contents = try CatalogueLoader.parse(files, pictures: .drawn)
        try await store.apply(
            StoredCatalogue(version: 0, files: files.contents), Self.authorship)
        key = try PrivateKey.generate(algorithm)
        keyID = try #require(key.publicKey.multikey)
        try await store.add(
            SigningKey(
                id: keyID, organisation: try slug("itu"), publicKey: key.publicKey,
                created: Self.instant), Self.authorship)
    }

    /// The badges of its certificates.
    var badges: BadgeImages { BadgeImages(store: store, installation: installation) }

    /// Who signs for the ITU.
    func issuer(
        programme: String = "ai-foundations", signer: CredentialSigner? = nil
    ) throws -> CertificateIssuer {
        let programme: Programme = try #require(contents.catalogue.programme(slug(programme)))
        return try CertificateIssuer(
            installation: installation,
            organisation: #require(contents.catalogue.organisation(slug("itu"))),
            programme: programme, signer: signer ?? self.signer())
    }

    /// The ITU's key with its address.
    func signer() throws -> CredentialSigner {
        try CredentialSigner(issuer: installation.did(of: slug("itu")), keyID: keyID, key: key)
    }

    /// Issues one certificate for each name.
    @discardableResult
    func issue(
        _ names: String..., programme: String = "ai-foundations", at instant: Timestamp? = nil
    ) async throws -> [Certificate] {
        let requests = try names.enumerated().map { index, name in
            try Self.request(name, row: index + 1, programme: programme)
        }
        let instant = instant ?? Self.instant
        let batch = try Self.batch(programme: programme, key: keyID, at: instant)
        let issuer = try issuer(programme: programme)
        return try await store.issue(
            batch, requests, lists: issuer, Authorship(actor: "tester", at: instant)
        ) { try issuer.certificate($0, of: batch) }
    }

    /// Changes where a certificate stands.
    @discardableResult
    func change(
        _ number: CertificateNumber, to state: Standing.State, reason: String = "a reason"
    ) async throws -> Certificate {
        _ = try await store.change(
            [number], to: state, reason: reason, by: issuer(), Self.authorship)
        return try #require(try await store.certificate(number))
    }

    /// What documents are made of.
    func genuine(_ certificate: Certificate) async throws -> GenuineCertificate {
        try #require(
            try await verification.verify(certificate.number, at: Self.instant)?.genuine)
    }

    /// A verification over the real store.
    var verification: CertificateVerification<SQLStore> {
        CertificateVerification(store: store, installation: installation)
    }

    /// Reaches past the store into its file, as a fault or an intruder would.
    func tamper(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
        try DatabaseQueue(path: home.storePath).write { db in
            try db.execute(sql: sql, arguments: arguments)
        }
    }

    /// The same with foreign keys unchecked, as damage does not check them.
    func tamperWithoutChecks(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: home.storePath, configuration: configuration).write { db in
            try db.execute(sql: sql)
        }
    }

    /// A value in the store's file.
    func fetch<Value: DatabaseValueConvertible & Sendable>(
        _ type: Value.Type, _ sql: String, _ arguments: StatementArguments = StatementArguments()
    ) throws -> Value? {
        try DatabaseQueue(path: home.storePath).read { db in
            try Value.fetchOne(db, sql: sql, arguments: arguments)
        }
    }

    /// Everything the store's file holds, as text: equal before and after means unchanged.
    func dump() throws -> [String] {
        try DatabaseQueue(path: home.storePath).read { db in
            let tables = try String.fetchAll(
                db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            return try tables.flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\" ORDER BY 1").map { row in
                    table + row.map { "\($0)=\($1)" }.joined(separator: ";")
                }
            }
        }
    }

    /// A new batch of a programme.
    static func batch(
        _ id: String = UUID().uuidString, programme: String = "ai-foundations",
        key: String, mechanism: SecuringMechanism = .dataIntegrity(.eddsaRDFC2022),
        settledBy: String? = nil, at instant: Timestamp = instant
    ) throws -> Batch {
        Batch(
            id: id, programme: try slug(programme), organisation: try slug("itu"),
            source: "cohort.csv", sourceDigest: String(repeating: "a", count: 64), key: key,
            mechanism: mechanism, settledBy: settledBy, planned: instant)
    }

    /// A row that passed every check, with a number drawn for it.
    static func request(
        _ name: String, row: Int = 1, programme: String = "ai-foundations",
        completedOn: String = "2026-05-30"
    ) throws -> CertificateRequest {
        let checked = CohortRow(
            number: row, learnerReference: "REF-\(name)", name: name,
            email: "learner\(row)@learners.example", locale: try language("en"), country: "KE",
            completedOn: try date(completedOn), delivery: .hybrid, groups: ["woman", "youth"])
        return CertificateRequest(
            number: try CertificateNumber.random(), row: checked,
            key: RowKey(
                programme: try slug(programme), learner: checked.learner,
                completedOn: checked.completedOn),
            salt: "salt of \(name)")
    }
}

extension OfficeRecord {
    /// Plans requests that are made up already.
    func plan(
        _ batch: Batch, _ requests: [CertificateRequest], by lists: some StatusListAuthority,
        _ authorship: Authorship
    ) async throws {
        try await plan(batch, CertificateRequests(requests), by: lists, authorship)
    }

    /// Plans and records in one go.
    func issue(
        _ batch: Batch, _ requests: [CertificateRequest], lists: some StatusListAuthority,
        _ authorship: Authorship, sign: (PlannedCertificate) throws -> Certificate
    ) async throws -> [Certificate] {
        try await plan(batch, requests, by: lists, authorship)
        let planned = try await planned(in: batch.id, after: 0, limit: requests.count)
        let issued = try planned.map {
            try IssuedCertificate(planned: $0, certificate: try sign($0))
        }
        try await record(issued, of: batch, authorship)
        return issued.map(\.certificate)
    }
}

/// Runs the body with a new folder, which is removed afterwards.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appending(path: "certauthority-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
