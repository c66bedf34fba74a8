public import Credentials

/// A clock that lies before what was written down already would turn what is valid into what is not
/// valid yet, and would date what is written wrongly.
public enum RecordClock {
    /// By how many seconds the clocks of those who write and of those who read may differ.
    public static let tolerance: Int64 = 600

    /// True where verdicts can be given by that clock.
    ///
    /// - Parameter newest: When the record was changed last.
    public static func canJudge(at now: Timestamp, newest: Timestamp?) -> Bool {
        newest.map { now.seconds >= $0.seconds - tolerance } ?? true
    }

    /// Sees that nothing is written by a clock that is behind what was written last.
    package static func check(_ now: Timestamp, newest: Timestamp?) throws(StoreError) {
        guard let newest, now < newest else { return }
        throw StoreError(
            .conflict,
            """
            the clock of this machine says \(now), and the audit's newest entry was written at \
            \(newest); nothing was changed. Set the clock; where it is right, another machine \
            wrote with one that was ahead, and \(do: .listNewestAuditEntries) shows what
            """)
    }
}
