import CertAuthority
import Credentials
import Verification

/// What a page says of a certificate: the four verdicts, told apart by what led to them.
enum VerdictState: String, CaseIterable {
    case valid
    case revoked, suspended, expired, early, superseded, lapsed
    case notGenuine = "false"
    case unknown, unreadable, erased
    /// Genuine and valid, of an issuer whom the coalition does not know.
    case stranger
    /// The same, and the issuer goes by a name that somebody has here, or one that looks like it.
    case namesake
    /// Of such an issuer, and its keys or lists are not to be had here.
    case elsewhere

    init(_ subject: PageSubject, at instant: Timestamp) {
        let report = subject.report
        switch report.verdict {
        case .valid where subject.isOurs: self = .valid
        case .valid: self = subject.namesake == nil ? .stranger : .namesake
        case .notGenuine: self = .notGenuine
        case .cannotTell where subject.condition == .erased: self = .erased
        case .cannotTell: self = subject.isOurs ? .unknown : .elsewhere
        case .notCurrentlyValid: self = Self.lapsed(subject, instant)
        }
    }

    private static func lapsed(_ subject: PageSubject, _ instant: Timestamp) -> VerdictState {
        switch subject.condition {
        case .superseded: return .superseded
        case .revoked: return .revoked
        case .suspended: return .suspended
        case .good, .erased, nil: break
        }
        let failed = subject.report.checks.filter {
            $0.bearing == .currency && $0.result == .failed
        }
        guard failed.allSatisfy({ $0.name == .validityPeriod }) else { return .lapsed }
        return subject.facts?.validFrom.map { $0 > instant } == true ? .early : .expired
    }

    /// The verdict whose shape and colour the page has.
    var tone: Verdict {
        switch self {
        case .valid, .stranger: .valid
        case .revoked, .suspended, .expired, .early, .superseded, .lapsed: .notCurrentlyValid
        case .notGenuine: .notGenuine
        // The document is valid, and must not look as if it were ours.
        case .unknown, .unreadable, .erased, .elsewhere, .namesake: .cannotTell
        }
    }

    /// The classes of a card whose badge is grey, and of one that has a bar across it.
    var seal: String {
        switch self {
        case .revoked, .superseded, .suspended, .lapsed: " void barred"
        case .expired, .early: " void"
        default: ""
        }
    }

    /// What it is, what it means, and what to do where that does not go without saying.
    var phrases: (heading: Phrase, sentence: Phrase, advice: Phrase?) {
        switch self {
        case .valid: (.verdictValidHeading, .verdictValidSentence, nil)
        case .revoked: (.verdictRevokedHeading, .verdictRevokedSentence, .verdictRevokedAdvice)
        case .suspended:
            (.verdictSuspendedHeading, .verdictSuspendedSentence, .verdictSuspendedAdvice)
        case .expired: (.verdictExpiredHeading, .verdictExpiredSentence, .verdictExpiredAdvice)
        case .early: (.verdictEarlyHeading, .verdictEarlySentence, .verdictEarlyAdvice)
        case .superseded:
            (.verdictSupersededHeading, .verdictSupersededSentence, .verdictSupersededAdvice)
        case .lapsed: (.verdictLapsedHeading, .verdictLapsedSentence, .verdictLapsedAdvice)
        case .notGenuine: (.verdictFalseHeading, .verdictFalseSentence, .verdictFalseAdvice)
        case .unknown: (.verdictUnknownHeading, .verdictUnknownSentence, .verdictUnknownAdvice)
        case .unreadable:
            (.verdictUnreadableHeading, .verdictUnreadableSentence, .verdictUnreadableAdvice)
        case .erased: (.verdictErasedHeading, .verdictErasedSentence, .verdictErasedAdvice)
        case .stranger: (.verdictStrangerHeading, .verdictStrangerSentence, .verdictStrangerAdvice)
        case .namesake: (.verdictNamesakeHeading, .verdictNamesakeSentence, .verdictNamesakeAdvice)
        case .elsewhere:
            (.verdictElsewhereHeading, .verdictElsewhereSentence, .verdictElsewhereAdvice)
        }
    }
}
