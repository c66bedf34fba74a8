import CertAuthority
import Documents
import Testing
@testable import TestSupport

@Suite("The table of a programme's fees")
struct FeeTableTests {
    @Test(
        "Every cell is what a learner there is quoted, and every country stands once",
        arguments: [
            ("advanced-generative-ai", "2026-03-01"), ("advanced-machine-learning", "2026-12-01"),
            ("advanced-ai-governance", "2027-07-01"),
        ])
    func cells(programme: String, day: String) throws {
        let contents = try SeedFiles.load()
        let table = try #require(
            try FeeTable(of: slug(programme), by: nil, on: date(day), contents))
        #expect(table.columns == [nil] + LearnerGroup.allCases)
        #expect(
            table.lines.flatMap(\.countries).sorted()
                == contents.reference.countries.map(\.alpha2).sorted())
        for line in table.lines {
            for country in line.countries {
                for (group, price) in zip(table.columns, line.prices) {
                    let quote = try contents.fees.quote(
                        FeeRequest(
                            programme: slug(programme), organisation: nil, country: country,
                            groups: Set([group].compactMap(\.self)), date: date(day)),
                        catalogue: contents.catalogue, reference: contents.reference)
                    if quote?.amount != price || (group == nil && quote?.tier != line.tier) {
                        Issue.record("\(country) \(group?.rawValue ?? ""): \(line)")
                    }
                }
            }
        }
        let full = table.lines.compactMap { $0.prices[0]?.minorUnits }
        #expect(full == full.sorted(by: >))
    }

    @Test("A free programme has no table; one that there is not is an error")
    func none() throws {
        let contents = try SeedFiles.load()
        let day = try date("2026-03-01")
        #expect(try FeeTable(of: slug("ai-foundations"), by: nil, on: day, contents) == nil)
        #expect(throws: FeeError.unknownProgramme("nothing")) {
            try FeeTable(of: slug("nothing"), by: nil, on: day, contents)
        }
    }

    @Test("A floor that ends a zero price is told, a rule's own and a programme's")
    func floors() throws {
        func warnings(_ old: String, _ new: String) throws -> [String] {
            var files = try SeedFiles.files()
            files.fees = try SeedFiles.edit(files.fees, old, new)
            return try CatalogueLoader.parse(files, pictures: .drawn).fees.floorWarnings
                .map(\.description)
        }
        #expect(try SeedFiles.load().fees.floorWarnings.isEmpty)
        let programme = try warnings("list: USD 120.00", "list: USD 120.00\n    floor: USD 5.00")
        #expect(programme.count == 1)
        #expect(
            programme[0].hasPrefix(
                "least-developed makes the price zero, but the floor of advanced-generative-ai "
                    + "raises it to USD 5.00"))
        let own = try warnings(
            "where: {lists: [un-ldc/ldc]}",
            "floor: USD 1.00\n    where: {lists: [un-ldc/ldc], programmes: [advanced-generative-ai]}"
                + "\n  - id: least-developed-others\n    share: 0%\n    where: "
                + "{lists: [un-ldc/ldc], programmes: [advanced-machine-learning, "
                + "advanced-ai-governance]}")
        #expect(own.count == 1 && own[0].contains("its own floor raises it to USD 1.00"))
    }
}
