import CertAuthority
import Documents
import LinkedData
import Testing
@testable import TestSupport

@Suite("Fee quotes")
struct FeeQuoteTests {
    private static func quote(
        _ programme: String, _ country: String, _ groups: Set<LearnerGroup> = [],
        on day: String = "2026-03-01", organisation: String? = nil,
        contents: CatalogueContents? = nil
    ) throws -> FeeQuote? {
        let contents = try contents ?? SeedFiles.load()
        return try contents.fees.quote(
            FeeRequest(
                programme: slug(programme), organisation: organisation.map(slug),
                country: country, groups: groups, date: date(day)),
            catalogue: contents.catalogue, reference: contents.reference)
    }

    @Test(
        "The learner's country sets the tier and one group halves what remains",
        arguments: [
            ("advanced-generative-ai", "CH", [], "USD 120.00", "high-income", nil),
            ("advanced-generative-ai", "CH", [.woman], "USD 60.00", "high-income", "women"),
            ("advanced-generative-ai", "BR", [], "USD 60.00", "upper-middle-income", nil),
            (
                "advanced-generative-ai", "BR", [.tvetTeacher], "USD 30.00", "upper-middle-income",
                "tvet-teachers"
            ),
            ("advanced-generative-ai", "KE", [], "USD 30.00", "lower-middle-income", nil),
            ("advanced-generative-ai", "RW", [], "USD 0.00", "least-developed", nil),
            ("advanced-generative-ai", "RW", [.woman], "USD 0.00", "least-developed", nil),
            (
                "advanced-machine-learning", "KE", [.youth], "CHF 13.75", "lower-middle-income",
                "youth"
            ),
            ("advanced-ai-governance", "KE", [], "XOF 18000", "lower-middle-income", nil),
            ("advanced-ai-governance", "KE", [.woman], "XOF 9000", "lower-middle-income", "women"),
            ("advanced-generative-ai", "CK", [], "USD 120.00", "not-classified", nil),
        ] as [(String, String, Set<LearnerGroup>, String, String, String?)])
    func prices(
        programme: String, country: String, groups: Set<LearnerGroup>, amount: String,
        tier: String, relief: String?
    ) throws {
        let quote = try #require(try Self.quote(programme, country, groups))
        #expect(quote.amount.description == amount)
        #expect(quote.tier.text == tier)
        #expect(quote.relief?.text == relief)
    }

    @Test("Several groups are not stacked, and evidence is that of the relief that counts")
    func notStacked() throws {
        let all = Set(LearnerGroup.allCases)
        let quote = try #require(try Self.quote("advanced-generative-ai", "KE", all))
        #expect(quote.amount.description == "USD 15.00")
        #expect(quote.relief?.text == "women")
        #expect(quote.evidence == [.selfDeclared])
        #expect(quote.reliefs.count { if case .outdone = $0.result { true } else { false } } == 3)
        let teacher = try #require(
            try Self.quote("advanced-generative-ai", "KE", [.tvetTeacher]))
        #expect(teacher.evidence == [.attested])
        let free = try #require(try Self.quote("advanced-generative-ai", "RW", all))
        #expect(free.evidence.isEmpty && free.amount.isZero)
    }

    @Test(
        "Programmes below advanced and series are free",
        arguments: ["ai-foundations", "machine-learning", "ai-governance", "ai-vibes"])
    func free(programme: String) throws { #expect(try Self.quote(programme, "CH") == nil) }

    @Test("What is unknown is refused, never given a default")
    func unknown() throws {
        for code in ["XX", "ke", "", "KEN", "\u{212A}E"] {
            #expect(throws: FeeError.unknownCountry(code)) {
                try Self.quote("advanced-generative-ai", code)
            }
        }
        // Free programmes too: a cohort with a wrong country has a fault.
        #expect(throws: FeeError.unknownCountry("XX")) { try Self.quote("ai-foundations", "XX") }
        #expect(throws: FeeError.unknownProgramme("nothing")) { try Self.quote("nothing", "KE") }
        #expect(throws: FeeError.unknownOrganisation(try slug("nobody"))) {
            try Self.quote("advanced-generative-ai", "KE", organisation: "nobody")
        }
        let refusal = FeeError.mayNotIssue(
            try slug("undp"), programme: try slug("advanced-generative-ai"))
        #expect(throws: refusal) {
            try Self.quote("advanced-generative-ai", "KE", organisation: "undp")
        }
        let error = #expect(throws: FeeError.self) { try LearnerGroup(named: "women") }
        #expect(
            error?.description == "there is no learner group \"women\"; known are woman, youth, "
                + "person-with-disability, tvet-teacher")
    }

    @Test(
        "Viet Nam keeps the lower price for a year of grace after it moved up on 1 July 2026",
        arguments: [
            ("2026-06-30", "USD 30.00", "lower-middle-income"),
            ("2026-07-01", "USD 30.00", "lower-middle-income"),
            ("2027-06-30", "USD 30.00", "lower-middle-income"),
            ("2027-07-01", "USD 60.00", "upper-middle-income"),
        ])
    func grace(day: String, amount: String, tier: String) throws {
        let quote = try #require(try Self.quote("advanced-generative-ai", "VN", on: day))
        #expect(quote.amount.description == amount)
        #expect(quote.tier.text == tier)
    }

    @Test("A scheduled leaving raises nothing by itself; a confirmed one does after the grace")
    func scheduled() throws {
        for day in ["2026-11-23", "2026-11-24", "2030-01-01"] {
            let quote = try #require(try Self.quote("advanced-generative-ai", "BD", on: day))
            #expect(quote.amount.isZero)
        }
        let after = try #require(
            try Self.quote("advanced-generative-ai", "BD", on: "2026-11-24"))
        #expect(
            after.explanation.contains {
                $0.contains("the scheduled end of 2026-11-24 is not confirmed")
            })
        var files = try SeedFiles.files()
        files.countryGroups = try SeedFiles.edit(
            files.countryGroups, "BD,un-ldc,ldc,,2026-11-24,scheduled",
            "BD,un-ldc,ldc,,2026-11-24,confirmed")
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        for (day, amount) in [("2027-11-23", "USD 0.00"), ("2027-11-24", "USD 30.00")] {
            let quote = try Self.quote("advanced-generative-ai", "BD", on: day, contents: contents)
            #expect(quote?.amount.description == amount)
        }
    }

    @Test("Before a country's first record it is in no group")
    func beforeRecords() throws {
        for (day, tier) in [
            ("2023-06-30", "not-classified"), ("2023-07-01", "lower-middle-income"),
        ] {
            let quote = try #require(
                try Self.quote("advanced-generative-ai", "KE", on: day))
            #expect(quote.tier.text == tier)
        }
    }

    @Test("The explanation names every rule with why, and the records that were used")
    func explanation() throws {
        let quote = try #require(
            try Self.quote("advanced-generative-ai", "KE", [.woman]))
        #expect(
            quote.tiers.map(\.rule.text) == [
                "high-income", "least-developed", "low-income", "lower-middle-income",
                "not-classified", "upper-middle-income",
            ])
        #expect(
            Array(quote.explanation.prefix(6)) == [
                "advanced-generative-ai for KE on 2026-03-01: USD 15.00",
                "list price USD 120.00; schedule 2026-12-01; held until 2026-04-30",
                "tier high-income: does not apply (KE is not in world-bank-income/high)",
                "tier least-developed: does not apply (KE is not in un-ldc/ldc)",
                "tier low-income: does not apply (KE is not in world-bank-income/low)",
                "tier lower-middle-income: counts, USD 30.00 (KE is in world-bank-income/lower-middle)",
            ])
        #expect(quote.vintages.map(\.group.text) == ["lower-middle"])
        #expect(quote.ruleIDs.map(\.text) == ["lower-middle-income", "women"])
        #expect(quote.json["amount"]?["minorUnits"] == "1500")
        #expect(quote.json["vintages"]?.arrayValue?.count == 1)
    }

    @Test("Conditions, dates, fixed amounts, floors and caps hold as documented")
    func rules() throws {
        var files = try SeedFiles.files()
        files.fees = SourceFile(
            path: "fees.yaml",
            text: """
                version: test
                rounding: half-up
                hold: P1D
                prices:
                  - {programme: advanced-generative-ai, list: USD 100.00, floor: USD 5.00, cap: USD 80.00}
                  - {programme: advanced-machine-learning, list: KWD 10.005}
                  - {programme: advanced-ai-governance, list: XOF 1001}
                tiers:
                  - {id: all, share: 100%}
                  - {id: cheap, amount: USD 1.00, where: {programmes: [advanced-generative-ai], countries: [FJ]}}
                  - {id: autumn, share: 70%, from: 2026-09-01, until: 2026-12-01}
                  - {id: regional, share: 60%, where: {organisations: [microsoft], countries: [FR, TO]}}
                reliefs:
                  - {id: even, share: 50%, rounding: half-even, where: {groups: [woman]}}
                  - {id: up, share: 50%, where: {groups: [youth]}}
                """)
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        func amount(
            _ programme: String, _ country: String, _ groups: Set<LearnerGroup> = [],
            on day: String = "2026-03-01", by organisation: String? = nil
        ) throws -> String? {
            try Self.quote(
                programme, country, groups, on: day, organisation: organisation,
                contents: contents)?.amount.description
        }
        #expect(try amount("advanced-generative-ai", "FR") == "USD 80.00")
        #expect(try amount("advanced-generative-ai", "FJ") == "USD 5.00")
        #expect(try amount("advanced-generative-ai", "FR", on: "2026-08-31") == "USD 80.00")
        #expect(try amount("advanced-generative-ai", "FR", on: "2026-09-01") == "USD 70.00")
        #expect(try amount("advanced-generative-ai", "FR", on: "2026-12-01") == "USD 80.00")
        #expect(try amount("advanced-generative-ai", "FR", by: "microsoft") == "USD 60.00")
        #expect(try amount("advanced-generative-ai", "DE", by: "microsoft") == "USD 80.00")
        #expect(try amount("advanced-machine-learning", "FR", [.woman]) == "KWD 5.002")
        #expect(try amount("advanced-machine-learning", "FR", [.youth]) == "KWD 5.003")
        #expect(try amount("advanced-ai-governance", "FR", [.woman]) == "XOF 500")
        #expect(try amount("advanced-ai-governance", "FR", [.youth]) == "XOF 501")
        #expect(try amount("advanced-ai-governance", "FR", [.youth, .woman]) == "XOF 500")
    }

    @Test(
        "Tiers keep their own floor and cap, amounts are coins where asked, roles and ranks count")
    func bounds() throws {
        var files = try SeedFiles.files()
        files.fees = SourceFile(
            path: "fees.yaml",
            text: """
                version: test
                rounding: half-up
                hold: P1D
                prices:
                  - {programme: advanced-generative-ai, list: CHF 100.00, cash: true}
                  - {programme: advanced-machine-learning, list: SEK 101.00, floor: SEK 10.00, cash: true}
                  - {programme: advanced-ai-governance, list: XOF 1001}
                tiers:
                  - {id: all, share: 100%}
                  - {id: raised, share: 1%, floor: CHF 20.00, where: {countries: [FJ], programmes: [advanced-generative-ai]}}
                  - {id: lowered, share: 90%, cap: CHF 33.33, where: {countries: [TO], programmes: [advanced-generative-ai]}}
                  - {id: partners, share: 50%, where: {roles: [founding-contributor]}}
                reliefs:
                  - {id: near-half, share: 50.12%, where: {groups: [woman]}}
                  - {id: second, share: 50%, rank: 2, where: {groups: [youth, tvet-teacher]}}
                  - {id: third, share: 50%, rank: 1, where: {groups: [youth]}}
                  - {id: attested, share: 50%, evidence: attested, rank: 1, where: {groups: [tvet-teacher]}}
                """)
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        func quote(
            _ programme: String, _ country: String, _ groups: Set<LearnerGroup> = [],
            by organisation: String? = nil
        ) throws -> FeeQuote {
            try #require(
                try Self.quote(
                    programme, country, groups, organisation: organisation, contents: contents))
        }
        let generative = "advanced-generative-ai"
        #expect(try quote(generative, "FJ").amount.description == "CHF 20.00")
        // A relief goes below the floor of a tier.
        #expect(try quote(generative, "FJ", [.youth]).amount.description == "CHF 10.00")
        let lowered = try quote(generative, "TO")
        #expect(lowered.amount.description == "CHF 33.35")
        #expect(
            lowered.adjustments.map(\.description) == ["rounded from CHF 33.33 to coins, CHF 33.35"]
        )
        #expect(try quote(generative, "DE", [.woman]).amount.description == "CHF 50.10")
        #expect(try quote(generative, "DE", by: "microsoft").tier.text == "partners")
        #expect(try quote(generative, "DE", by: "itu").tier.text == "all")
        #expect(
            try quote("advanced-machine-learning", "DE", [.youth]).amount.description
                == "SEK 51.00")
        #expect(try quote(generative, "DE", [.youth]).relief?.text == "third")
        let teacher = try quote(generative, "DE", [.tvetTeacher])
        #expect(teacher.relief?.text == "second")
        #expect(teacher.evidence.isEmpty)
    }

    @Test("A schedule with a hole refuses instead of inventing a price")
    func hole() throws {
        var files = try SeedFiles.files()
        files.fees = try SeedFiles.edit(
            files.fees,
            "  - id: not-classified\n    share: 100%\n"
                + "    where: {unlisted: [world-bank-income]}\n", "")
        let contents = try CatalogueLoader.parse(files, pictures: .drawn)
        let expected = FeeError.noTier(
            programme: try slug("advanced-generative-ai"), country: "CK",
            date: try date("2026-03-01"))
        #expect(throws: expected) {
            try Self.quote("advanced-generative-ai", "CK", contents: contents)
        }
        #expect(try Self.quote("advanced-generative-ai", "KE", contents: contents) != nil)
    }
}
