import Credentials
import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("Reports")
struct ReportDocumentTests {
    private static func tally(
        _ country: String?, _ count: Int, on day: String = "2026-03-01", payer: PayerKind = .free,
        band: PriceBand = .free, price: Money? = nil, groups: Set<LearnerGroup> = []
    ) throws -> CertificateTally {
        CertificateTally(
            programme: try slug("one"), organisation: try slug("itu"), country: country,
            language: nil, delivery: .webinar, ageBand: nil, groups: groups, day: try date(day),
            payer: payer, band: band, price: price, count: count)
    }

    private static func cells(_ document: ReportDocument, _ table: String) throws
        -> [String: [String]]
    {
        let table = try #require(document.tables.first { $0.id == table })
        return Dictionary(
            uniqueKeysWithValues: table.rows.map { ($0.id, $0.cells.map(\.text)) })
    }

    private static func pool(_ sponsor: String) throws -> PoolTally {
        let pool = SponsorPool(
            id: try slug("fund"), sponsor: sponsor,
            currency: try ReportSamples.money("KWD", 0).currency, caps: [],
            created: Fixture.authorship.at)
        return PoolTally(
            pool: pool.id, sponsor: sponsor, moved: [.fund: try ReportSamples.money("KWD", 9_000)],
            closing: SponsorPoolRecord(
                pool: pool,
                balances: LedgerBalances([
                    .funding: -9_000, .available: 6_000, .reserved: 2_000, .spent: 1_000,
                ])))
    }

    @Test("A country counts as what it was on the day of issue")
    func dated() throws {
        // Viet Nam moved up on 2026-07-01; Rwanda is one of the least developed.
        let figures = try ReportSamples.figures([
            Self.tally("VN", 5, on: "2026-06-30"), Self.tally("VN", 7, on: "2026-07-01"),
            Self.tally("RW", 9), Self.tally(nil, 6),
        ])
        let document = ImpactReport.document(figures)
        let incomes = try Self.cells(document, "by-income-group")
        #expect(incomes["lower-middle"] == ["5", "18.5 %"])
        #expect(incomes["upper-middle"] == ["7", "25.9 %"])
        #expect(incomes["low"] == ["9", "33.3 %"])
        #expect(incomes["none"] == ["6", "22.2 %"])
        #expect(incomes["high"] == ["0", "0.0 %"])
        #expect(try Self.cells(document, "by-least-developed")["yes"] == ["9", "33.3 %"])
        #expect(
            try Self.cells(document, "by-month").keys.sorted() == [
                "2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "total",
            ])
    }

    @Test("The share who paid nothing, of all and in least developed countries")
    func affordability() throws {
        let price = try ReportSamples.money("USD", 100)
        let figures = try ReportSamples.figures([
            Self.tally("RW", 10), Self.tally("RW", 5, payer: .elsewhere, band: .full),
            Self.tally("CH", 20, payer: .paid, band: .full, price: price),
            Self.tally("CH", 5, payer: .waived, band: .full, price: price),
        ])
        let cells = try Self.cells(ImpactReport.document(figures), "affordability")
        #expect(cells["all"] == ["40", "15", "37.5 %"])
        #expect(cells["least-developed"] == ["15", "10", "66.7 %"])
        let bars = try #require(ImpactReport.document(figures).charts.first).bars
        #expect(bars.map { $0.parts.map(\.length) } == [[375, 625], [667, 333]])
    }

    @Test("Shares are rounded once, a half to the even neighbour")
    func shares() {
        #expect(ReportCell.share(1, of: 16).text == "6.2 %")
        #expect(ReportCell.share(3, of: 16).text == "18.8 %")
        #expect(ReportCell.share(2, of: 3).text == "66.7 %")
        #expect(ReportCell.share(0, of: 0) == .none)
    }

    @Test("Money keeps its currency and its digits, one total for each")
    func currencies() throws {
        let figures = try ReportSamples.figures([
            Self.tally(
                "CH", 6, payer: .paid, band: .full, price: ReportSamples.money("XOF", 72_000)),
            Self.tally(
                "CH", 7, payer: .paid, band: .full, price: ReportSamples.money("KWD", 1_500)),
            Self.tally(
                "KE", 8, payer: .paid, band: .half, price: ReportSamples.money("KWD", 1)),
        ])
        let cells = try Self.cells(FeesReport.document(figures), "by-price-band")
        #expect(cells["full"] == ["13", "61.9 %", "KWD 1.500", "XOF 72000"])
        #expect(cells["half"] == ["8", "38.1 %", "KWD 0.001", "XOF 0"])
        #expect(cells["total"] == ["21", "100.0 %", "KWD 1.501", "XOF 72000"])
    }

    @Test("An installation without fees, and days without certificates, have empty reports")
    func empty() throws {
        let figures = try ReportSamples.figures([])
        for document in [FeesReport.document(figures), ImpactReport.document(figures)] {
            #expect(try Self.cells(document, "by-programme") == ["total": ["0", "-"]])
            #expect(document.page.contains("</html>"))
            #expect(!String(decoding: document.csv, as: UTF8.self).contains("%"))
        }
    }

    @Test("The page is well-formed, asks for nothing, escapes names and says its figures in words")
    func page() throws {
        let figures = try ReportSamples.figures(
            [Self.tally("RW", 10), Self.tally("CH", 20)],
            pools: [Self.pool("<script>alert('1')</script> & \"Co\"")])
        for document in [FeesReport.document(figures), ImpactReport.document(figures)] {
            let page = document.page
            for sign in ["http:", "https:", "//", "url(", "@import", "<script", " src=", " href="] {
                #expect(!page.contains(sign), "\(sign)")
            }
            #expect(page.contains("Coalition &lt;of&gt; &quot;A&quot; &amp; &#39;B&#39;"))
            #expect(
                page.contains("spent KWD 1.000, reserved KWD 2.000, available KWD 6.000</desc>"))
            #expect(page.contains("@media print"))
            let strict = page.replacing("<!DOCTYPE html>\n", with: "")
                .replacing(#/<meta ([^>]*)>/#) { "<meta \($0.1)/>" }
            let outline = try XMLOutline(strict)
            func count(_ name: String) -> Int { outline.elements.count { $0 == name } }
            #expect(count("h1") == 1 && count("h2") == document.tables.count + 1)
            for table in document.tables where ReportTopic(rawValue: table.id) != nil {
                #expect(page.contains("<dt>\(table.id)</dt>"))
            }
            #expect(count("caption") == count("table") && count("table") > 0)
            for (element, attributes) in zip(outline.elements, outline.attributes) {
                if element == "th" { #expect(attributes["scope"] != nil) }
                if element == "svg", attributes["aria-hidden"] == nil {
                    #expect(attributes["role"] == "img" && attributes["aria-labelledby"] != nil)
                }
            }
            let ids = outline.attributes.compactMap { $0["id"] }
            #expect(Set(ids).count == ids.count)
        }
        #expect(FeesReport.document(figures).page.contains("&lt;script&gt;alert(&#39;1&#39;)"))
    }

    @Test("Trends draw every month, hide what the table hides, and say all of it in words")
    func trends() throws {
        var tallies: [CertificateTally] = []
        for (month, count) in [(1, 40), (2, 0), (3, 20), (4, 3)] where count > 0 {
            for (country, groups) in [("RW", Set([LearnerGroup.woman])), ("CH", [])] {
                tallies.append(
                    try Self.tally(country, count, on: "2026-0\(month)-15", groups: groups))
            }
        }
        let document = ImpactReport.document(try ReportSamples.figures(tallies))
        #expect(document.trends.map(\.id) == ["women", "least-developed"])
        let table = try #require(document.tables.first { $0.id == "reach-by-month" })
        for (trend, column) in zip(document.trends, ["women", "least-developed"]) {
            #expect(trend.months.map(\.label) == ["2026-01", "2026-02", "2026-03", "2026-04"])
            let place = try #require(
                table.columns.dropFirst().firstIndex { $0.id == column })
            for (month, row) in zip(trend.months, table.rows) {
                #expect(month.whole.map { .count($0) } ?? .hidden == row.cells[0])
                #expect(month.part.map { .count($0) } ?? .hidden == row.cells[place - 1])
            }
            #expect(trend.most == 80 && trend.months[1].whole == 0)
            // Six certificates are shown; three of them are not, nor what would tell of them.
            #expect(trend.months[3].part == nil)
            let figure = trend.figure
            #expect(figure.contains("2026-04: 6, \(trend.kind) hidden</desc>"))
            #expect(figure.contains("class=\"unknown\""))
        }
    }

    @Test("CSV has a line for each cell, and runs no formula")
    func csv() throws {
        let figures = try ReportSamples.figures(
            [Self.tally("RW", 10)], pools: [Self.pool("=HYPERLINK(\"x\")")])
        let table = CSVDocument(FeesReport.document(figures).csv)
        #expect(table.faults.isEmpty)
        let records = table.records.map(\.fields)
        #expect(
            records.contains([
                "pools", "fund", "sponsor", "text", "", "", "'=HYPERLINK(\"x\")",
            ]))
        #expect(
            records.contains(["pools", "fund", "fund", "money", "KWD", "9000", "KWD 9.000"]))
        #expect(
            records.contains(["by-programme", "one", "share", "share", "", "1000", "100.0 %"]))
    }
}
