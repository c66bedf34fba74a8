public import Credentials

/// A certificate as the service keeps it: the signed credential and what is known beside it.
public struct Certificate: Sendable, Equatable {
    /// What people type.
    public let number: CertificateNumber
    /// The programme it certifies.
    public let programme: Slug
    /// The organisation that issued it.
    public let organisation: Slug
    /// The batch it was issued in.
    public let batch: String
    /// The learner's name as it stands in the credential.
    public let name: String
    /// The language that the learner reads.
    public let locale: LanguageTag?
    /// How the programme was taken.
    public let delivery: DeliveryMode
    /// The day on which the learning ended.
    public let completedOn: CivilDate
    /// When it was issued.
    public let issuedAt: Timestamp
    /// Until when it may be relied on, or nil for always.
    public let validUntil: Timestamp?
    /// The fragment of the key that signed it.
    public let key: String
    /// Its entry in a status list.
    public let statusList: String
    /// The place in that list.
    public let statusIndex: Int
    /// Where it stands now.
    public let standing: Standing
    /// What the fee was settled by, where there was one.
    public let settledBy: String?
    /// The certificates that it rests on, in the order in which the credential names them.
    public let evidence: [CertificateNumber]
    /// The signed document, byte for byte; empty once it was erased.
    public let credential: [UInt8]
    /// What became of it besides its standing.
    public let history: CertificateHistory

    /// Puts a certificate together.
    public init(
        number: CertificateNumber, programme: Slug, organisation: Slug, batch: String, name: String,
        locale: LanguageTag?, delivery: DeliveryMode, completedOn: CivilDate, issuedAt: Timestamp,
        validUntil: Timestamp?, key: String, statusList: String, statusIndex: Int,
        standing: Standing, settledBy: String?, evidence: [CertificateNumber] = [],
        credential: [UInt8], history: CertificateHistory = .none
    ) {
        self.number = number
        self.programme = programme
        self.organisation = organisation
        self.batch = batch
        self.name = name
        self.locale = locale
        self.delivery = delivery
        self.completedOn = completedOn
        self.issuedAt = issuedAt
        self.validUntil = validUntil
        self.key = key
        self.statusList = statusList
        self.statusIndex = statusIndex
        self.standing = standing
        self.settledBy = settledBy
        self.evidence = evidence
        self.credential = credential
        self.history = history
    }
}

extension Certificate {
    /// The forms that a signed credential has as a file.
    public enum FileForm: String, Sendable {
        /// A JSON document with its proof within.
        case json
        /// A compact JSON Web Token.
        case jwt

        /// The media type (Open Badges 3.0 §5.2 "Document formats").
        public var mediaType: String {
            switch self {
            case .json: "application/vc+ld+json"
            case .jwt: "text/plain; charset=us-ascii"
            }
        }
    }

    /// The form of this certificate's credential.
    public var fileForm: FileForm { credential.first == UInt8(ascii: "{") ? .json : .jwt }

    /// The name of its file: the number and the form.
    public var fileName: String { "\(number).\(fileForm.rawValue)" }
}

/// Where a certificate stands with its issuer.
public struct Standing: Sendable, Equatable {
    /// The states and what may follow them.
    public enum State: String, Sendable, CaseIterable {
        /// As issued.
        case good
        /// Set aside for a time; can be lifted.
        case suspended
        /// Taken back for good.
        case revoked
    }

    /// The state.
    public let state: State
    /// Since when, where it has ever changed.
    public let since: Timestamp?
    /// Why, where it has ever changed.
    public let reason: String?

    /// Describes a standing.
    public init(state: State, since: Timestamp?, reason: String?) {
        self.state = state
        self.since = since
        self.reason = reason
    }

    /// As issued.
    public static let good = Standing(state: .good, since: nil, reason: nil)

    /// The reason of a correction where nobody stated one. It says what the state says already, in
    /// English alone, so pages leave it out.
    public static let unstatedCorrection = "corrected"

    /// True when the status list shows a set bit. While a certificate is suspended its bit is set
    /// too: an Open Badge has one status entry, and other people's software must refuse it
    /// meanwhile.
    public var isTakenBack: Bool { state != .good }
}
