/// That a country was in a group of a list from one day until another: one dated record of a
/// reference table.
public struct ListMembership: Hashable, Sendable {
    /// How sure the end is.
    public enum EndStatus: String, CaseIterable, Sendable {
        /// The publisher has said so.
        case confirmed
        /// It is planned, and nobody has confirmed that it happened.
        case scheduled
        /// It was planned and is put off.
        case deferred
        /// The whole record was a mistake and counts for nothing.
        case withdrawn
    }

    /// How a record stands on a day.
    public enum Standing: Hashable, Sendable {
        /// Within the dates.
        case member
        /// Past an end that is scheduled or deferred, and so goes on for now.
        case endNotConfirmed
        /// Past a confirmed end, within the time of grace up to this day (exclusive).
        case grace(until: CivilDate)
    }

    /// ISO 3166-1 alpha-2 code.
    public let country: String
    /// The list, such as `world-bank-income`.
    public let list: Slug
    /// The group in that list, such as `low`.
    public let group: Slug
    /// The first day, or nil for since ever.
    public let from: CivilDate?
    /// The first day that is no longer in, or nil for an open end.
    public let until: CivilDate?
    /// How sure `until` is.
    public let endStatus: EndStatus
    /// Who says so, and as of when.
    public let source: String

    /// How this record stands on a day, or nil when it does not count then.
    ///
    /// An end that nobody has confirmed ends nothing: a price may not rise on a date that is only
    /// planned.
    public func standing(on date: CivilDate, grace: CalendarDuration? = nil) -> Standing? {
        if endStatus == .withdrawn { return nil }
        if let from, date < from { return nil }
        guard let until, date >= until else { return .member }
        guard endStatus == .confirmed else { return .endNotConfirmed }
        guard let grace, let graceEnd = until.adding(grace), date < graceEnd else { return nil }
        return .grace(until: graceEnd)
    }
}

extension ListMembership {
    /// The days on which this record begins or ceases to count, with the time of grace.
    func turningPoints(grace: CalendarDuration?) -> [CivilDate] {
        guard endStatus == .confirmed, let until else { return [from].compactMap(\.self) }
        return [from, until, grace.flatMap { until.adding($0) }].compactMap(\.self)
    }
}

extension ListMembership: CustomStringConvertible {
    /// Such as `VN world-bank-income/lower-middle 2023-07-01 to 2026-07-01 (confirmed)`.
    public var description: String {
        let start = from.map { "from \($0)" } ?? "since ever"
        let end = until.map { " until \($0) (\(endStatus.rawValue))" } ?? ""
        return "\(country) \(list)/\(group) \(start)\(end)"
    }
}
