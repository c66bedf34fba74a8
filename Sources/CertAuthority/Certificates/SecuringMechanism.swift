public import Credentials

/// How a credential is secured: a proof within the document, or a token around it.
public enum SecuringMechanism: Sendable, Equatable {
    /// A Data Integrity proof of a cryptosuite.
    case dataIntegrity(Cryptosuite)
    /// A JSON Web Token in one of its two forms.
    case token(CredentialJWT.Form)

    /// Every name that ``init(named:)`` knows.
    public static let names = Cryptosuite.issuing.map(\.rawValue) + ["vc-jwt", "vc+jwt"]

    /// The mechanism of that name: a cryptosuite, `vc-jwt` (Open Badges 3.0 §8.2.4) or `vc+jwt`
    /// (Securing Verifiable Credentials using JOSE and COSE §3.1).
    public init?(named name: String) {
        switch name {
        case "vc-jwt": self = .token(.openBadges)
        case "vc+jwt": self = .token(.joseCose)
        default:
            guard let suite = Cryptosuite.issuing.first(where: { $0.rawValue == name }) else {
                return nil
            }
            self = .dataIntegrity(suite)
        }
    }

    /// What a key of that algorithm secures with when nothing else is asked for.
    public static func standard(for algorithm: KeyAlgorithm) -> SecuringMechanism? {
        Cryptosuite.standard(for: algorithm).map { .dataIntegrity($0) }
    }

    /// True when keys of that algorithm can secure so.
    public func accepts(_ algorithm: KeyAlgorithm) -> Bool {
        switch self {
        case .dataIntegrity(let suite): suite.accepts(algorithm)
        case .token: true
        }
    }

    /// True for tokens.
    public var isToken: Bool {
        if case .token = self { true } else { false }
    }
}

extension SecuringMechanism: CustomStringConvertible {
    /// The name, as ``init(named:)`` takes it.
    public var description: String {
        switch self {
        case .dataIntegrity(let suite): suite.rawValue
        case .token(.openBadges): "vc-jwt"
        case .token(.joseCose): "vc+jwt"
        }
    }
}
