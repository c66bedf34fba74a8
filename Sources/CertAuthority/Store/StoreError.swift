/// Why the store could not do what was asked.
public struct StoreError: RemediableError, Equatable {
    /// The kinds of failure that callers tell apart.
    public enum Code: String, Sendable {
        /// There is no store at that place.
        case missing
        /// The store was written by a newer version of this software.
        case newer
        /// The store was written by an older version and has to be upgraded.
        case older
        /// The file is damaged or is something else.
        case corrupt
        /// Another process holds the store for too long.
        case busy
        /// The disk is full.
        case full
        /// The store or its folder cannot be written, or not be read.
        case denied
        /// Reading or writing the disk failed.
        case inputOutput
        /// What is asked for does not exist.
        case notFound
        /// What is asked for contradicts what is there.
        case conflict
        /// What was asked is written, but not every copy of the record is known to show it.
        case unconfirmed
        /// The audit does not hold together, or not with the record.
        case auditBroken
        /// Anything else that the database reports.
        case failed
    }

    /// The kind of failure; two errors are equal when their codes are.
    public let code: Code
    /// What happened, to what, and what to do.
    public let text: RemedyText

    /// Describes a failure.
    public init(_ code: Code, _ text: RemedyText) {
        self.code = code
        self.text = text
    }

    /// Describes a failure that a text without remedies says all of.
    public init(_ code: Code, _ text: String) { self.init(code, RemedyText(text)) }

    /// A failure of a file of the store.
    package init(_ error: FileError) {
        let code: Code =
            switch error.code {
            case .missing: .missing
            case .exists: .conflict
            case .denied: .denied
            case .tooLarge: .corrupt
            case .full: .full
            case .failed: .inputOutput
            }
        self.init(code, error.description)
    }

    /// A correction that the record does not allow.
    public init(_ refusal: CorrectionRefusal) { self.init(.conflict, refusal.description) }

    /// Compares the codes only.
    public static func == (left: StoreError, right: StoreError) -> Bool { left.code == right.code }
}
