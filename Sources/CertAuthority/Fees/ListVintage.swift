/// What a publisher had published about a list from some day on: one line of
/// `reference/lists.csv`.
public struct ListVintage: Hashable, Sendable {
    /// A day of every year on which a list is revised.
    public struct YearlyDay: Hashable, Sendable, CustomStringConvertible {
        /// The month, 1 to 12.
        public let month: Int
        /// The day, 1 to 31; one that every year has.
        public let day: Int

        /// Reads `MM-DD`, nil for anything else and for 29 February.
        public init?(_ text: String) {
            // 2001 is no leap year.
            guard let date = CivilDate("2001-\(text)") else { return nil }
            month = date.month
            day = date.day
        }

        /// The first such day after a day, or nil beyond the calendar.
        func next(after date: CivilDate) -> CivilDate? {
            [date.year, date.year + 1]
                .compactMap { CivilDate(year: $0, month: month, day: day) }
                .first { $0 > date }
        }

        /// `MM-DD`.
        public var description: String {
            CivilDate(year: 2001, month: month, day: day).map { "\($0)".dropFirst(5) }
                .map(String.init) ?? ""
        }
    }

    /// The list.
    public let list: Slug
    /// The first day of which it speaks.
    public let asOf: CivilDate
    /// On which day of the year the publisher revises it, where one is fixed.
    public let review: YearlyDay?
    /// Who published it, and where.
    public let source: String

    /// The day from which there should be a newer one, or nil where none is fixed.
    public var nextReview: CivilDate? { review?.next(after: asOf) }
}
