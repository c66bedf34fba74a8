/// A drawing of months: how many there were in each, and how many of them are of a kind. Its figures
/// stand in a table too.
public struct ReportTrend: Sendable, Equatable {
    /// A month.
    public struct Month: Sendable, Equatable {
        /// Such as `2026-03`.
        public let label: String
        /// How many there were; nil where that is hidden.
        public let whole: Int?
        /// How many of them are of the kind; nil where that is hidden.
        public let part: Int?
    }

    /// The table that has the figures.
    public let table: String
    /// What tells it from other drawings of that table, such as `women`.
    public let id: String
    /// What it shows.
    public let title: String
    /// What the kind is, such as `women`.
    public let kind: String
    /// The months, without gaps.
    public let months: [Month]

    /// The largest number that is shown.
    public var most: Int { months.compactMap(\.whole).max() ?? 0 }
}

extension ReportTrend {
    private static let height = 100
    private static let step = 20

    /// A column for each month: an outline for all, filled from below for the kind. What is hidden has
    /// no column but a mark. Only shapes are stretched; the words around them keep their size.
    var figure: String {
        let id = "trend-" + XMLText.escaped(self.id)
        let words = months.map { month in
            guard let whole = month.whole else { return "\(month.label): hidden" }
            let part = month.part.map { "\($0)" } ?? "hidden"
            return "\(month.label): \(whole), \(kind) \(part)"
        }.joined(separator: "; ")
        let columns = months.indices.map(column).joined(separator: "\n")
        let (first, last) = (months.first?.label ?? "", months.last?.label ?? "")
        return """
            <figure class="trend">
            <figcaption>\(XMLText.escaped(title))</figcaption>
            <p class="key">\(Self.key("whole", "all")) \(Self.key("first", kind)) \
            \(Self.key("unknown", "hidden"))</p>
            <p class="scale">\(most)</p>
            <svg class="months" viewBox="0 0 \(max(months.count, 1) * Self.step) \(Self.height)" \
            preserveAspectRatio="none" role="img" aria-labelledby="\(id)-title \(id)-words">\
            <title id="\(id)-title">\(XMLText.escaped(title))</title>\
            <desc id="\(id)-words">\(XMLText.escaped(words))</desc>
            \(columns)
            </svg>
            <p class="axis"><span>\(first)</span>\(months.count > 1 ? "<span>\(last)</span>" : "")</p>
            </figure>
            """
    }

    private func column(_ place: Int) -> String {
        let month = months[place]
        let (x, width) = (place * Self.step + 3, Self.step - 6)
        guard let whole = month.whole else {
            return
                "<rect class=\"unknown\" x=\"\(x)\" y=\"\(Self.height - 12)\" width=\"\(width)\" "
                + "height=\"12\"/>"
        }
        func rectangle(_ kind: String, _ count: Int) -> String {
            let height = most > 0 ? count * Self.height / most : 0
            return height == 0
                ? ""
                : "<rect class=\"\(kind)\" x=\"\(x)\" y=\"\(Self.height - height)\" "
                    + "width=\"\(width)\" height=\"\(height)\"/>"
        }
        let part =
            month.part.map { rectangle("first", $0) }
            ?? "<rect class=\"unknown\" x=\"\(x)\" y=\"\(Self.height - 12)\" width=\"\(width)\" "
            + "height=\"12\"/>"
        return rectangle("whole", whole) + part
    }

    private static func key(_ kind: String, _ words: String) -> String {
        "<span><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
            + "<rect class=\"\(kind)\" width=\"10\" height=\"10\"/></svg> "
            + "\(XMLText.escaped(words))</span>"
    }
}
