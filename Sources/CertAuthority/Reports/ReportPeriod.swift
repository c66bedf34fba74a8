/// The days that a report is about, in UTC; an end that is left out is open.
public struct ReportPeriod: Sendable, Hashable {
    /// The first day, or nil for since ever.
    public let from: CivilDate?
    /// The last day, itself included, or nil for up to now.
    public let through: CivilDate?

    /// A period, or nil where its last day is before its first.
    public init?(from: CivilDate?, through: CivilDate?) {
        if let from, let through, through < from { return nil }
        self.from = from
        self.through = through
    }

    /// The first second, since 1970-01-01T00:00:00Z.
    package var start: Int64 { from?.startUnixTime ?? .min }

    /// The first second afterwards.
    package var end: Int64 { through.map { $0.startUnixTime + 86_400 } ?? .max }
}

extension ReportPeriod: CustomStringConvertible {
    /// Such as `2026-01-01 to 2026-06-30`, both included.
    public var description: String {
        switch (from, through) {
        case (nil, nil): "from the beginning to today"
        case (let from?, nil): "\(from) to today"
        case (nil, let through?): "from the beginning to \(through)"
        case (let from?, let through?): "\(from) to \(through)"
        }
    }
}
