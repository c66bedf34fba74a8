import Testing
@testable import CertAuthority
@testable import TestSupport

@Suite("Reports hide what could be reckoned from them")
struct RecoveryTests {
    /// All that both reports say of numbers of certificates, as unknowns and sums of them.
    private struct System {
        var names: [String: Int] = [:]
        var shown: Set<Int> = []
        var sums: [[(Int, Int)]] = []

        mutating func unknown(_ name: String) -> Int {
            if let place = names[name] { return place }
            names[name] = names.count
            return names.count - 1
        }

        mutating func read(_ table: ReportTable) {
            for row in table.rows {
                for (column, cell) in zip(table.columns.dropFirst(), row.cells)
                where column.id == "certificates" || column.id == "unpaid" {
                    let name = "\(table.id)/\(row.id)/\(column.id)"
                    let place = unknown(name)
                    if case .count = cell { shown.insert(place) }
                }
            }
        }

        mutating func adds(_ parts: [String], to total: String) {
            sums.append(parts.map { (unknown($0), 1) } + [(unknown(total), -1)])
        }

        /// The unknowns that are not shown and that follow from what is (Gauss, modulo a prime).
        var recoverable: [String] {
            let prime = 2_147_483_647
            func inverse(_ value: Int) -> Int {
                var (result, base, exponent) = (1, value, prime - 2)
                while exponent > 0 {
                    if exponent & 1 == 1 { result = result * base % prime }
                    base = base * base % prime
                    exponent >>= 1
                }
                return result
            }
            var rows = sums.map { sum in
                var row = Array(repeating: 0, count: names.count)
                for (place, factor) in sum where !shown.contains(place) {
                    row[place] = (row[place] + factor + prime) % prime
                }
                return row
            }
            var rank = 0
            for column in 0..<names.count {
                guard let pivot = (rank..<rows.count).first(where: { rows[$0][column] != 0 })
                else { continue }
                rows.swapAt(rank, pivot)
                let factor = inverse(rows[rank][column])
                rows[rank] = rows[rank].map { $0 * factor % prime }
                for other in rows.indices where other != rank && rows[other][column] != 0 {
                    let factor = rows[other][column]
                    for place in 0..<names.count {
                        rows[other][place] =
                            (rows[other][place] + (prime - factor) * rows[rank][place]) % prime
                    }
                }
                rank += 1
            }
            let determined = rows.compactMap { row -> Int? in
                let places = row.indices.filter { row[$0] != 0 }
                return places.count == 1 ? places[0] : nil
            }
            return names.filter { determined.contains($0.value) }.map(\.key)
        }
    }

    private static func system(_ documents: [ReportDocument], _ totals: CertificateTotals) -> System
    {
        var system = System()
        for table in documents.flatMap(\.tables) { system.read(table) }
        func ids(_ breakdown: Breakdown) -> [String] {
            breakdown.parts.filter { $0.cell.count > 0 }.map {
                "\(breakdown.id)/\($0.id)/certificates"
            }
        }
        // All breakdowns are of the same certificates.
        for breakdown in [
            totals.byProgramme([]), totals.byBand([]), totals.byIncome([]),
            totals.byDevelopment([]),
            totals.byPayer, totals.byMonth,
        ] { system.adds(ids(breakdown), to: "all") }
        for table in [
            "by-programme/total", "by-price-band/total", "by-income-group/total",
            "by-least-developed/total", "by-payer/total", "by-month/total", "affordability/all",
        ] { system.adds(["\(table)/certificates"], to: "all") }
        func payers(_ mayHavePaid: Bool) -> [String] {
            PayerKind.allCases.filter {
                $0.mayHavePaid == mayHavePaid && totals.payers[$0] != nil
            }.map { "by-payer/\($0.rawValue)/certificates" }
        }
        system.adds(payers(false), to: "affordability/all/unpaid")
        if totals.payers[.free] != nil {
            system.adds(["by-payer/free/certificates"], to: "by-price-band/free/certificates")
        }
        if totals.leastDeveloped.count > 0 {
            system.adds(
                ["by-least-developed/yes/certificates"],
                to: "affordability/least-developed/certificates")
        }
        // The four cells of who paid nothing by least developed country.
        system.adds(
            ["affordability/least-developed/unpaid", "unpaid elsewhere"],
            to: "affordability/all/unpaid")
        system.adds(
            ["affordability/least-developed/unpaid", "paid in least developed"],
            to: "affordability/least-developed/certificates")
        system.adds(
            ["unpaid elsewhere", "paid elsewhere"], to: "by-least-developed/no/certificates")
        return system
    }

    @Test("No hidden number of certificates follows from all that both reports show")
    func counts() throws {
        var random = SeededGenerator(seed: 5)
        var (hid, showed) = (0, 0)
        for round in 0..<400 {
            let tallies = try ReportSamples.tallies(round % 40 + 1, using: &random)
            let figures = try ReportSamples.figures(tallies)
            let documents = [FeesReport.document(figures), ImpactReport.document(figures)]
            let system = Self.system(documents, figures.certificates)
            let secret = system.names.filter { !system.shown.contains($0.value) }.keys
            // Those that nobody is in are shown as zero or not at all.
            let recovered = system.recoverable.filter { name in
                ReportSamples.count(name, figures).map { (1...4).contains($0) } ?? false
                    || name.hasPrefix("by-")
            }
            #expect(recovered.isEmpty, "round \(round): \(recovered)")
            for case .count(let count) in documents.flatMap(\.tables).flatMap(\.rows).flatMap(
                \.cells)
            {
                #expect(!(1...4).contains(count))
                showed += 1
            }
            hid += secret.count
        }
        #expect(hid > 1_000 && showed > 1_000, "\(hid) hidden, \(showed) shown")
    }

    @Test("Money is hidden where fewer than five were charged, and is not the rest of a total")
    func money() throws {
        var random = SeededGenerator(seed: 6)
        var hid = 0
        for round in 0..<400 {
            let figures = try ReportSamples.figures(
                ReportSamples.tallies(round % 60 + 1, using: &random))
            let totals = figures.certificates
            let currencies = figures.priceCurrencies
            for breakdown in [
                totals.byProgramme(currencies), totals.byBand(currencies),
                totals.byIncome(currencies), totals.byDevelopment(currencies),
            ] {
                let table = breakdown.table
                for currency in currencies {
                    let column = try #require(
                        table.columns.dropFirst().firstIndex { $0.id == "price-\(currency.code)" })
                    var secret = 0
                    for row in table.rows where !row.isTotal {
                        let part = try #require(breakdown.parts.first { $0.id == row.id })
                        let charged = part.cell.prices[currency]?.count ?? 0
                        let isHidden = row.cells[column - 1] == .hidden
                        if (1...4).contains(charged) { #expect(isHidden, "\(row)") }
                        if isHidden, charged > 0 { secret += 1 }
                    }
                    #expect(secret != 1, "round \(round), \(table.id), \(currency): alone")
                    hid += secret
                }
            }
        }
        #expect(hid > 100)
    }
}
