public import Credentials

/// What became of a certificate besides its standing: corrections and erasure.
public struct CertificateHistory: Sendable, Equatable {
    /// The certificate that this one was issued to correct.
    public let supersedes: CertificateNumber?
    /// The certificate that was issued to correct this one.
    public let supersededBy: CertificateNumber?
    /// When the learner's data was erased; then the certificate has neither name nor credential.
    public let erasedAt: Timestamp?
    /// The SHA-256 of the document that was erased; nil where none was kept.
    public let erasedDigest: [UInt8]?
    /// The certificate that the learner got when this one was renewed: it is relied on besides this
    /// one until this one ends, and alone afterwards.
    public let renewedBy: CertificateNumber?

    /// Describes a history.
    public init(
        supersedes: CertificateNumber? = nil, supersededBy: CertificateNumber? = nil,
        erasedAt: Timestamp? = nil, erasedDigest: [UInt8]? = nil,
        renewedBy: CertificateNumber? = nil
    ) {
        self.supersedes = supersedes
        self.supersededBy = supersededBy
        self.erasedAt = erasedAt
        self.erasedDigest = erasedDigest
        self.renewedBy = renewedBy
    }

    /// Neither corrected, nor a correction, nor erased.
    public static let none = CertificateHistory()
}

extension CertificateHistory {
    /// True when it was corrected or is a correction.
    public var hasVersions: Bool { supersedes != nil || supersededBy != nil }

    /// The one word for where a certificate is.
    public enum Condition: String, Sendable {
        /// As issued.
        case good
        /// Set aside for a time.
        case suspended
        /// Taken back for good, and nothing in its place.
        case revoked
        /// Taken back because a corrected one was issued in its place.
        case superseded
        /// The learner's data was erased, whatever its standing was.
        case erased
    }

    /// The one word for a certificate of this history that stands so.
    public func condition(_ state: Standing.State) -> Condition {
        if erasedAt != nil { return .erased }
        if supersededBy != nil { return .superseded }
        return switch state {
        case .good: .good
        case .suspended: .suspended
        case .revoked: .revoked
        }
    }
}

extension Certificate {
    /// The one word for where it is.
    public var condition: CertificateHistory.Condition { history.condition(standing.state) }

    /// Makes sure that it can be corrected.
    ///
    /// - Throws: ``CorrectionRefusal`` when it is revoked, suspended, superseded or erased: a
    ///   correction must not bring back what was taken away. Also when it is of a series, whose
    ///   credential is made of its steps'.
    public func checkCorrectable() throws(CorrectionRefusal) {
        switch condition {
        case .good:
            guard evidence.isEmpty else {
                throw CorrectionRefusal(
                    "\(number) is of a series and rests on other certificates; correct those, revoke "
                        + "it and issue the series again")
            }
        case .suspended:
            throw CorrectionRefusal(
                "\(number) is suspended; reinstate it before it is corrected")
        case .revoked:
            throw CorrectionRefusal(
                "\(number) is revoked, and what is revoked is not corrected")
        case .superseded:
            let successor = history.supersededBy.map(\.description) ?? ""
            throw CorrectionRefusal(
                "\(number) is superseded by \(successor); correct the newest of them")
        case .erased:
            throw CorrectionRefusal(
                "\(number) was erased; there is nothing left of it to be corrected")
        }
    }
}

/// Why a certificate cannot be corrected.
public struct CorrectionRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// Which certificate it is, what stands in the way and what to do instead.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension CertificateSummary {
    /// The one word for where it is.
    public var condition: CertificateHistory.Condition { history.condition(state) }
}
