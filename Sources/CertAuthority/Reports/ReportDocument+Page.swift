extension ReportDocument {
    /// The report as one page of HTML that needs nothing else: no script, no picture, no request.
    public var page: String {
        let title = XMLText.escaped("\(self.title)")
        let sections = tables.map { table in
            let drawings =
                charts.filter { $0.table == table.id }.map(\.figure)
                + trends.filter { $0.table == table.id }.map(\.figure)
            return """
                <section>
                <h2 id="\(table.headingID)">\(XMLText.escaped(table.caption))</h2>
                \((drawings + [table.markup]).joined(separator: "\n"))
                </section>
                """
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(title) - \(XMLText.escaped(coalition))</title>
            <style>
            \(ReportStyle.sheet)
            </style>
            </head>
            <body>
            <header>
            <p class="coalition">\(XMLText.escaped(coalition))</p>
            <h1>\(title)</h1>
            <p class="period">\(XMLText.escaped("\(period)")), days in UTC</p>
            </header>
            <main>
            \(sections.joined(separator: "\n"))
            \(dictionary)
            </main>
            <footer>
            <p><em>hidden</em>: it tells of fewer than \(Disclosure.threshold), or would let such a
            figure be reckoned. No learner and no country is named. Reports of days that overlap say
            more together than each of them: publish them for periods that follow each other.</p>
            </footer>
            </body>
            </html>

            """
    }
}

extension ReportDocument {
    /// What the tables mean.
    private var dictionary: String {
        let entries = ReportDictionary.entries(tables).map { entry in
            "<dt>\(XMLText.escaped(entry.name))</dt><dd>\(XMLText.escaped(entry.meaning))</dd>"
        }
        return """
            <section>
            <h2 id="dictionary">What the tables mean</h2>
            <dl>
            \(entries.joined(separator: "\n"))
            </dl>
            </section>
            """
    }
}

extension ReportTable {
    fileprivate var headingID: String { "table-" + XMLText.escaped(id) }

    fileprivate var markup: String {
        let notes = self.notes.map { "<p class=\"note\">\(XMLText.escaped($0))</p>" }
        guard !rows.isEmpty else {
            return (["<p class=\"none\">None in these days.</p>"] + notes).joined(separator: "\n")
        }
        let headings = columns.enumerated().map { place, column in
            "<th scope=\"col\"\(place > 0 && isNumeric(place - 1) ? " class=\"number\"" : "")>"
                + "\(XMLText.escaped(column.heading))</th>"
        }.joined()
        let body = rows.map { row in
            "<tr\(row.isTotal ? " class=\"total\"" : "")><th scope=\"row\">"
                + "\(XMLText.escaped(row.label))</th>\(row.cells.map(\.markup).joined())</tr>"
        }
        return
            ([
                "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
                    + "aria-labelledby=\"\(headingID)\">",
                "<table>", "<caption>\(XMLText.escaped(caption))</caption>",
                "<thead><tr>\(headings)</tr></thead>", "<tbody>",
            ] + body + ["</tbody>", "</table>", "</div>"] + notes).joined(separator: "\n")
    }

    private func isNumeric(_ place: Int) -> Bool {
        rows.contains { row in
            if case .text = row.cells[place] { return false }
            return true
        }
    }
}

extension ReportCell {
    fileprivate var markup: String {
        switch self {
        case .text(let text): "<td>\(XMLText.escaped(text))</td>"
        case .hidden: "<td class=\"number\"><em>hidden</em></td>"
        case .count, .money, .share, .none:
            "<td class=\"number\">\(XMLText.escaped(text))</td>"
        }
    }
}

extension ReportChart {
    /// Bars drawn one by one, so that the words keep their size on every screen.
    fileprivate var figure: String {
        let bars = self.bars.enumerated().map { place, bar in
            bar.markup(id: "bar-\(XMLText.escaped(table))-\(place)")
        }
        return """
            <figure>
            <figcaption>\(XMLText.escaped(title))</figcaption>
            \(bars.joined(separator: "\n"))
            </figure>
            """
    }
}

extension ReportChart.Bar {
    fileprivate func markup(id: String) -> String {
        let label = XMLText.escaped(self.label)
        guard !parts.isEmpty else {
            return "<p class=\"label\">\(label)</p>\n<p class=\"key\"><em>hidden</em></p>"
        }
        var start = 0
        var rectangles = ""
        for (place, part) in parts.enumerated() where part.length > 0 {
            rectangles +=
                "<rect class=\"\(shade(place))\" x=\"\(start)\" y=\"0\" width=\"\(part.length)\" "
                + "height=\"24\"/>"
            start += part.length
        }
        let words = parts.map { "\($0.name) \($0.value)" }
        let keys = parts.indices.map { place in
            "<span><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
                + "<rect class=\"\(shade(place))\" width=\"10\" height=\"10\"/></svg> "
                + "\(XMLText.escaped(words[place]))</span>"
        }
        return """
            <p class="label">\(label)</p>
            <svg class="bar" viewBox="0 0 1000 24" preserveAspectRatio="none" role="img" \
            aria-labelledby="\(id)-title \(id)-words"><title id="\(id)-title">\(label)</title>\
            <desc id="\(id)-words">\(XMLText.escaped(words.joined(separator: ", ")))</desc>\
            <rect class="room" width="1000" height="24"/>\(rectangles)</svg>
            <p class="key">\(keys.joined(separator: " "))</p>
            """
    }

    /// Dark, middle, light: told apart in black and white too.
    private func shade(_ place: Int) -> String {
        place == 0 ? "first" : place == parts.count - 1 ? "last" : "middle"
    }
}
