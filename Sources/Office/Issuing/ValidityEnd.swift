import CertAuthority
import Credentials

/// When the validity of what was completed on some day ends, seen from the instant of issue.
enum ValidityEnd: Equatable {
    /// Not yet, or never.
    case open
    /// It has ended; the last day on which it held.
    case past(CivilDate)
    /// Later than the calendar goes.
    case beyondCalendar

    init(of day: CivilDate, _ validity: CalendarDuration?, at instant: Timestamp) {
        guard let validity else {
            self = .open
            return
        }
        guard let end = day.adding(validity) else {
            self = .beyondCalendar
            return
        }
        self = end.startUnixTime > instant.seconds ? .open : .past(end.adding(days: -1) ?? end)
    }

    /// A certificate that has ended before it is issued is none; the fault of such a row, or nil.
    func fault(_ row: CohortRow, in file: String) -> SourceFault? {
        let (reason, remedy): (String, String)
        switch self {
        case .open: return nil
        case .past(let end):
            reason = "a certificate of this day was valid until \(end), which is past"
            remedy = "check the date; an expired certificate is not issued, so remove the row"
        case .beyondCalendar:
            reason = "the validity would end beyond the calendar"
            remedy = "shorten the programme's validity in programmes.yaml"
        }
        return SourceFault(
            file: file, line: nil, field: "row \(row.number), completed_on", row: row.number,
            value: row.completedOn.description, reason: reason, remedy: remedy)
    }
}
