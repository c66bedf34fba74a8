public import Credentials

/// One run that issues a cohort, with what decides what its certificates will be, beside the
/// catalogue in force: a run that is interrupted and taken up again issues the same.
public struct Batch: Sendable, Equatable {
    /// Its identifier.
    public let id: String
    /// What is certified.
    public let programme: Slug
    /// Who issues.
    public let organisation: Slug
    /// The cohort file's name, or `series` and the slug of the series.
    public let source: String
    /// SHA-256 of the cohort file, or of the row keys of a series' run, 64 hexadecimal digits.
    public let sourceDigest: String
    /// The fragment of the key that signs.
    public let key: String
    /// How its credentials are secured.
    public let mechanism: SecuringMechanism
    /// What the fees were settled by, where there are fees.
    public let settledBy: String?
    /// When it was planned; the instant that all its certificates carry.
    public let planned: Timestamp

    /// Describes a run.
    public init(
        id: String, programme: Slug, organisation: Slug, source: String, sourceDigest: String,
        key: String, mechanism: SecuringMechanism, settledBy: String?, planned: Timestamp
    ) {
        self.id = id
        self.programme = programme
        self.organisation = organisation
        self.source = source
        self.sourceDigest = sourceDigest
        self.key = key
        self.mechanism = mechanism
        self.settledBy = settledBy
        self.planned = planned
    }
}

/// A run and how far it got.
public struct BatchRecord: Sendable, Equatable {
    /// The states of a run.
    public enum State: String, Sendable, CaseIterable {
        /// Planned, and not all of it issued.
        case planned
        /// All issued.
        case finished
        /// Given up before all was issued.
        case abandoned
    }

    /// The run.
    public let batch: Batch
    /// Its state.
    public let state: State
    /// How many certificates it was planned to have.
    public let size: Int
    /// How many are still to be issued.
    public let remaining: Int

    package init(batch: Batch, state: State, size: Int, remaining: Int) {
        self.batch = batch
        self.state = state
        self.size = size
        self.remaining = remaining
    }
}

/// A row of a cohort that passed every check, with what chance decides about its certificate.
public struct CertificateRequest: Sendable {
    /// The number, drawn beforehand.
    public let number: CertificateNumber
    /// The checked row.
    public let row: CohortRow
    /// What makes it the same certificate when given again.
    public let key: RowKey
    /// What is appended to the learner's address before it is hashed.
    public let salt: String
    /// The certificates that it rests on, where it is one of a series.
    public let evidence: [Evidence]

    /// Requests a certificate.
    public init(
        number: CertificateNumber, row: CohortRow, key: RowKey, salt: String,
        evidence: [Evidence] = []
    ) {
        self.number = number
        self.row = row
        self.key = key
        self.salt = salt
        self.evidence = evidence
    }
}

/// The requests of a batch, each made up when it is its turn: a large cohort is held once, by its
/// rows alone.
public struct CertificateRequests: Sendable {
    /// How many there are.
    public let count: Int
    private let make:
        @Sendable (Int, inout SecureRandomSupply) throws(CryptoError) -> CertificateRequest

    /// Requests that are made up already.
    public init(_ requests: [CertificateRequest]) {
        count = requests.count
        make = { index, _ in requests[index] }
    }

    /// - Parameter make: Makes up the request at a place, from 0; asked for each in order, and anew where a plan was refused.
    package init(
        count: Int,
        _ make:
            @escaping @Sendable (Int, inout SecureRandomSupply) throws(CryptoError) ->
            CertificateRequest
    ) {
        self.count = count
        self.make = make
    }

    /// Visits the requests in their order, with their positions in the batch, from 1.
    ///
    /// - Throws: `CryptoError` when there is no randomness to be had; what the visitor throws.
    package func forEach(
        _ body: (_ position: Int, CertificateRequest, inout SecureRandomSupply) throws -> Void
    ) throws {
        var supply = SecureRandomSupply()
        for index in 0..<count {
            let request = try make(index, &supply)
            try body(index + 1, request, &supply)
        }
    }
}

/// A requested certificate with its place in its batch and in a status list.
public struct PlannedCertificate: Sendable {
    /// The place in the batch, from 1.
    public let position: Int
    /// What is requested.
    public let request: CertificateRequest
    /// The status list.
    public let statusList: String
    /// The place in that list.
    public let statusIndex: Int
    /// What makes the plan's binding unguessable; goes with the plan. Empty where nothing is bound.
    package let planSalt: [UInt8]

    /// Plans a certificate.
    public init(position: Int, request: CertificateRequest, statusList: String, statusIndex: Int) {
        self.init(
            position: position, request: request, statusList: statusList, statusIndex: statusIndex,
            planSalt: [])
    }

    package init(
        position: Int, request: CertificateRequest, statusList: String, statusIndex: Int,
        planSalt: [UInt8]
    ) {
        self.position = position
        self.request = request
        self.statusList = statusList
        self.statusIndex = statusIndex
        self.planSalt = planSalt
    }
}

/// A row that waits in a plan.
public struct PlannedRow: Sendable, Equatable {
    /// The run that planned it.
    public let batch: String
    /// The row as it will be issued.
    public let row: CohortRow

    /// Names a run and a row of it.
    public init(batch: String, row: CohortRow) {
        self.batch = batch
        self.row = row
    }
}

/// A signed certificate with the plan that it fulfils.
public struct IssuedCertificate: Sendable {
    /// The plan.
    public let planned: PlannedCertificate
    /// The certificate.
    public let certificate: Certificate
    /// What makes the binding of what the office keeps unguessable; goes when it is erased.
    package let salt: [UInt8]
    /// What the audit keeps of it.
    package let binding: CertificateBinding

    /// Pairs both, and binds them with a new salt.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public init(planned: PlannedCertificate, certificate: Certificate) throws(CryptoError) {
        self.init(
            planned: planned, certificate: certificate,
            salt: try SecureRandom.bytes(CertificateBinding.saltLength))
    }

    package init(planned: PlannedCertificate, certificate: Certificate, salt: [UInt8]) {
        self.planned = planned
        self.certificate = certificate
        self.salt = salt
        let row = planned.request.row
        binding = CertificateBinding(
            document: certificate.credential,
            CertificateBinding.OfficeColumns { row[$0] },
            CertificateBinding.ShellColumns(
                programme: certificate.programme.text, organisation: certificate.organisation.text,
                delivery: certificate.delivery.rawValue,
                completedOn: certificate.completedOn.description,
                issued: certificate.issuedAt.seconds, validUntil: certificate.validUntil?.seconds,
                key: certificate.key, statusList: certificate.statusList,
                statusIndex: Int64(certificate.statusIndex)), salt: salt)
    }
}
