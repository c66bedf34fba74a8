/// A report: tables, and drawings of what stands in them. It names no learner, group or country.
public struct ReportDocument: Sendable, Equatable {
    /// `fees` or `impact`.
    public let kind: String
    /// Such as `What certificates cost`.
    public let title: String
    /// Whose it is: the installation's name.
    public let coalition: String
    /// The days that it is about.
    public let period: ReportPeriod
    /// The tables, in order.
    public let tables: [ReportTable]
    /// The drawings; each belongs to a table.
    public let charts: [ReportChart]
    /// The drawings of months; each belongs to a table.
    public var trends: [ReportTrend] = []
}

/// One table of a report.
public struct ReportTable: Sendable, Equatable {
    /// What scripts know it by, such as `by-programme`.
    public let id: String
    /// What it shows.
    public let caption: String
    /// The columns; the first names the rows.
    public let columns: [Column]
    /// The rows, a cell for each column after the first.
    public var rows: [Row] = []
    /// What has to be known to read it.
    public var notes: [String] = []

    /// A column.
    public struct Column: Sendable, Equatable {
        /// What scripts know it by, such as `certificates`.
        public let id: String
        /// Its heading.
        public let heading: String

        init(_ id: String, _ heading: String) {
            self.id = id
            self.heading = heading
        }
    }

    /// A row.
    public struct Row: Sendable, Equatable {
        /// What scripts know it by, such as `low`.
        public let id: String
        /// What it is about.
        public let label: String
        /// The cells after the first column.
        public let cells: [ReportCell]
        /// Whether it adds up the others.
        public let isTotal: Bool

        init(_ id: String, _ label: String, _ cells: [ReportCell], isTotal: Bool = false) {
            self.id = id
            self.label = label
            self.cells = cells
            self.isTotal = isTotal
        }
    }

    init(_ id: String, _ caption: String, _ columns: [Column]) {
        self.id = id
        self.caption = caption
        self.columns = columns
    }
}

/// A cell of a table.
public enum ReportCell: Sendable, Hashable {
    /// A number of certificates, orders or payments.
    case count(Int)
    /// An amount.
    case money(Money)
    /// A share in tenths of a per cent.
    case share(Int)
    /// A word, such as a sponsor's name.
    case text(String)
    /// Hidden, since it tells of fewer than five or would let such a cell be reckoned.
    case hidden
    /// There is none.
    case none

    /// A share of a whole in tenths of a per cent, reckoned in whole numbers and rounded once, a
    /// half to the even neighbour; none of nothing.
    static func share(_ part: Int, of whole: Int) -> ReportCell {
        guard whole > 0 else { return .none }
        return .share(Int(Rounding.halfEven.divide(Int128(part) * 1_000, by: Int128(whole))))
    }

    /// The cell in words.
    public var text: String {
        switch self {
        case .count(let count): "\(count)"
        case .money(let money): "\(money)"
        case .share(let tenths): "\(tenths / 10).\(tenths % 10) %"
        case .text(let text): text
        case .hidden: "hidden"
        case .none: "-"
        }
    }
}

/// A drawing of bars, for what stands in a table too.
public struct ReportChart: Sendable, Equatable {
    /// The table that has the figures.
    public let table: String
    /// What it shows.
    public let title: String
    /// The bars, from the top.
    public let bars: [Bar]

    /// A bar, from left to right in parts.
    public struct Bar: Sendable, Equatable {
        /// What it is about.
        public let label: String
        /// The parts; none where the figures are hidden.
        public let parts: [Part]
    }

    /// A part of a bar.
    public struct Part: Sendable, Equatable {
        /// What it is, such as `spent`.
        public let name: String
        /// How it is written.
        public let value: String
        /// Its length in thousandths of the bar's room.
        public let length: Int
    }

    /// A part of a whole in thousandths, reckoned in whole numbers and rounded down.
    static func length(_ part: Int64, of whole: Int64) -> Int {
        whole > 0 ? Int(Int128(max(0, min(part, whole))) * 1_000 / Int128(whole)) : 0
    }
}
