public import CertAuthority

/// One thing that the doctor looked at.
public struct DoctorCheck: Sendable, Equatable {
    /// What came of it.
    public enum Result: String, Sendable {
        /// As it should be.
        case well
        /// Something has to be done.
        case finding
        /// It could not be looked at, or not wholly; another check says why, or the detail does.
        case notMade = "not-made"
    }

    /// What was looked at: a stable name, in lower case with hyphens.
    public let name: String
    /// What came of it.
    public let result: Result
    /// What was found, in one sentence.
    public let detail: RemedyText
    /// What to do, where something has to be done.
    public let remedy: RemedyText?

    static func well(_ name: String, _ detail: String) -> DoctorCheck {
        DoctorCheck(name: name, result: .well, detail: RemedyText(detail), remedy: nil)
    }

    static func finding(_ name: String, _ detail: String, _ remedy: RemedyText) -> DoctorCheck {
        finding(name, RemedyText(detail), remedy)
    }

    static func finding(
        _ name: String, _ detail: RemedyText, _ remedy: RemedyText
    ) -> DoctorCheck {
        DoctorCheck(name: name, result: .finding, detail: detail, remedy: remedy)
    }

    static func notMade(_ name: String, _ detail: String) -> DoctorCheck {
        notMade(name, RemedyText(detail))
    }

    static func notMade(_ name: String, _ detail: RemedyText) -> DoctorCheck {
        DoctorCheck(name: name, result: .notMade, detail: detail, remedy: nil)
    }
}
