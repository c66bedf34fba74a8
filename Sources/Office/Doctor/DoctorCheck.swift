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
    public let detail: String
    /// What to do, where something has to be done.
    public let remedy: String?

    static func well(_ name: String, _ detail: String) -> DoctorCheck {
        DoctorCheck(name: name, result: .well, detail: detail, remedy: nil)
    }

    static func finding(_ name: String, _ detail: String, _ remedy: String) -> DoctorCheck {
        DoctorCheck(name: name, result: .finding, detail: detail, remedy: remedy)
    }

    static func notMade(_ name: String, _ detail: String) -> DoctorCheck {
        DoctorCheck(name: name, result: .notMade, detail: detail, remedy: nil)
    }
}
