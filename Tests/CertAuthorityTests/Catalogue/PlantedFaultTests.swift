import CertAuthority
import Testing
@testable import TestSupport

/// One fault planted into a copy of the seeds; each must be found where it is, and alone.
struct PlantedFault: CustomTestStringConvertible, Sendable {
    let file: any WritableKeyPath<CatalogueFiles, SourceFile> & Sendable
    let old: String
    let new: String
    let field: String
    let reason: String
    var remedy = ""
    /// Text on the line that must be named, when it is not `new`.
    var place: String?
    /// True when the fault also leaves others without what they refer to.
    var breaksOthers = false

    var testDescription: String { "\(reason): \(field)" }
}

@Suite("Planted faults")
struct PlantedFaultTests {
    static let organisations = [
        PlantedFault(
            file: \.organisations, old: "slug: undp\n", new: "slug: UNDP\n",
            field: "organisations[1].slug", reason: "not a slug", breaksOthers: true),
        PlantedFault(
            file: \.organisations, old: "country: US\n    url: https://aws",
            new: "country: XX\n    url: https://aws",
            field: "organisations[4].country", reason: "not a known country", place: "country: XX"),
        PlantedFault(
            file: \.organisations, old: "url: https://www.eac.int", new: "url: http://www.eac.int",
            field: "organisations[5].url", reason: "not a web address"),
        PlantedFault(
            file: \.organisations, old: "url: https://www.eac.int",
            new: "url: https://user@eac.int",
            field: "organisations[5].url", reason: "not a web address"),
        PlantedFault(
            file: \.organisations, old: "role: coordinator", new: "role: co-ordinator",
            field: "organisations[0].role", reason: "not a known value",
            remedy: "use one of coordinator, delivery-partner, founding-contributor, contributor"),
        PlantedFault(
            file: \.organisations, old: "{en: Cognizant, ar", new: "{fr: Cognizant, ar",
            field: "organisations[6].name.en", reason: "no text in English"),
        PlantedFault(
            file: \.organisations, old: "{en: Cognizant, ar: كوجنيزانت, zh: 高知特}", new: "Cognizant",
            field: "organisations[6].name", reason: "expected a text by language"),
        PlantedFault(
            file: \.organisations, old: "slug: aws", new: "slug: eac",
            field: "organisations[5].slug",
            reason: "the slug is taken by the organisation in line ",
            place: "slug: eac\n    short-name: {en: EAC", breaksOthers: true),
    ]

    static let programmes = [
        PlantedFault(
            file: \.programmes, old: "level: foundation\n    track: foundations",
            new: "levl: foundation\n    track: foundations", field: "programmes[0].levl",
            reason: "unknown key", remedy: "did you mean level?", place: "levl:", breaksOthers: true
        ),
        PlantedFault(
            file: \.programmes, old: "    track: foundations\n", new: "",
            field: "programmes[0].track",
            reason: "missing", remedy: "add track: with a value", place: "- slug: ai-foundations"),
        PlantedFault(
            file: \.programmes, old: "hours: 12", new: "hours: 0", field: "programmes[0].hours",
            reason: "not such a number", remedy: "write a whole number from 1 to 2000"),
        PlantedFault(
            file: \.programmes, old: "hours: 12", new: "hours: 1.5", field: "programmes[0].hours",
            reason: "not such a number"),
        PlantedFault(
            file: \.programmes, old: "hours: 80\n    validity: P3Y",
            new: "hours: 80\n    validity: 3 years",
            field: "programmes[9].validity", reason: "not a duration", place: "validity: 3 years"),
        PlantedFault(
            file: \.programmes, old: "organisation: undp", new: "organisation: undb",
            field: "programmes[1].organisation", reason: "there is no such organisation",
            remedy: "did you mean undp?"),
        PlantedFault(
            file: \.programmes, old: "organisation: undp", new: "organisation: eac",
            field: "programmes[1].organisation",
            reason: "the organisation may not issue ai-sustainable-development"),
        PlantedFault(
            file: \.programmes, old: "prerequisites: [ai-governance]",
            new: "prerequisites: [ai-governence]", field: "programmes[10].prerequisites[0]",
            reason: "there is no such programme", remedy: "did you mean ai-governance?"),
        PlantedFault(
            file: \.programmes, old: "steps: [ai-vibes-webinar, ", new: "steps: [ai-vibes, ",
            field: "series[0].steps[0]", reason: "there is no such programme"),
        PlantedFault(
            file: \.programmes,
            old: "steps: [ai-vibes-webinar, ai-vibes-workshop, ai-vibes-toolkit]",
            new: "steps: [ai-vibes-webinar]", field: "series[0].steps",
            reason: "1 entry where 2 or more are needed"),
        PlantedFault(
            file: \.programmes, old: "  zh: 完成网络研讨会、", new: "  zh_CN: 完成网络研讨会、",
            field: "series[0].criteria.zh_CN", reason: "not a language tag"),
        PlantedFault(
            file: \.programmes, old: "en: Foundations of Artificial Intelligence", new: "en:",
            field: "programmes[0].title.en", reason: "empty text", place: "en:"),
        PlantedFault(
            file: \.programmes, old: "en: Foundations of Artificial Intelligence",
            new: "en: \" \"", field: "programmes[0].title.en", reason: "empty text"),
        PlantedFault(
            file: \.programmes, old: "en: Foundations of Artificial Intelligence",
            new: "en: \"Foun\\u0007dations\"", field: "programmes[0].title.en",
            reason: "a control character or line break in the text"),
        PlantedFault(
            file: \.programmes, old: "en: Foundations of Artificial Intelligence",
            new: "en: \"Foundations \\u202Eecnegilletni\"", field: "programmes[0].title.en",
            reason: "a control character or line break in the text"),
        PlantedFault(
            file: \.programmes, old: "delivery: [webinar]", new: "delivery: [webinar, webinar]",
            field: "programmes[5].delivery[1]", reason: "occurs twice in the list"),
        PlantedFault(
            file: \.programmes, old: "delivery: [webinar]", new: "delivery: webinar",
            field: "programmes[5].delivery", reason: "expected a list"),
        PlantedFault(
            file: \.programmes, old: "delivery: [webinar]", new: "delivery: [online]",
            field: "programmes[5].delivery[0]", reason: "not a known value"),
        PlantedFault(
            file: \.programmes, old: "slug: ai-vibes\n", new: "slug: ai-vibes-webinar\n",
            field: "series[0].slug", reason: "the slug is taken by the programme in line 455",
            place:
                "slug: ai-vibes-webinar\n    organisation: ilo\n    partners: [microsoft]\n    title",
            breaksOthers: true),
    ]

    static let fees = [
        PlantedFault(
            file: \.fees, old: "rounding: half-even", new: "rounding: up", field: "rounding",
            reason: "not a known value", remedy: "use one of half-even, half-up"),
        PlantedFault(
            file: \.fees, old: "hold: P60D\n", new: "", field: "hold", reason: "missing",
            place: "version:"),
        PlantedFault(
            file: \.fees, old: "list: XOF 72000", new: "list: XOF 72000.50",
            field: "prices[2].list",
            reason: "\"72000.50\" has more decimals than XOF has (0)"),
        PlantedFault(
            file: \.fees, old: "list: CHF 110.00", new: "list: CHX 110.00", field: "prices[1].list",
            reason: "not an amount in a known currency"),
        PlantedFault(
            file: \.fees, old: "list: CHF 110.00", new: "list: CHF -1", field: "prices[1].list",
            reason: "a negative amount"),
        PlantedFault(
            file: \.fees, old: "list: CHF 110.00", new: "list: CHF 110.00\n    floor: CHF 110.01",
            field: "prices[1].floor",
            reason: "not an amount up to the list price in its currency", place: "floor:"),
        PlantedFault(
            file: \.fees, old: "programme: advanced-ai-governance\n    list: XOF 72000",
            new: "programme: ai-governance\n    list: XOF 72000", field: "prices[2].programme",
            reason: "the programme is free", place: "programme: ai-governance", breaksOthers: true),
        PlantedFault(
            file: \.fees, old: "id: low-income", new: "id: high-income", field: "tiers[3].id",
            reason: "another rule has the same id",
            place: "id: high-income\n    share: 10%\n"),
        PlantedFault(
            file: \.fees, old: "[un-ldc/ldc]", new: "[un-ldc/lcd]",
            field: "tiers[4].where.lists[0]",
            reason: "not a group of a known list"),
        PlantedFault(
            file: \.fees, old: "groups: [youth]", new: "groups: [young]",
            field: "reliefs[1].where.groups[0]", reason: "not a known value",
            remedy: "use one of woman, youth, person-with-disability, tvet-teacher"),
        PlantedFault(
            file: \.fees, old: "id: high-income\n    share: 100%",
            new: "id: high-income\n    share: 100.01%", field: "tiers[0].share",
            reason: "not a share", place: "100.01%"),
        PlantedFault(
            file: \.fees,
            old: "share: 100%\n    where: {lists: [world-bank-income/high]}",
            new: "amount: USD 10.00\n    where: {programmes: [advanced-machine-learning]}",
            field: "tiers[0].amount", reason: "advanced-machine-learning is priced in CHF",
            place: "amount:"),
        PlantedFault(
            file: \.fees, old: "id: high-income\n",
            new: "id: high-income\n    from: 2026-01-01\n    until: 2026-01-01\n",
            field: "tiers[0].until", reason: "not after from", place: "until:"),
        PlantedFault(
            file: \.fees, old: "list: CHF 110.00", new: "list: CHF 110.02", field: "prices[1].list",
            reason: "cannot be paid in coins",
            remedy: "write a multiple of CHF 0.05, or leave cash out"),
        PlantedFault(
            file: \.fees, old: "unlisted: [world-bank-income]", new: "unlisted: [world-bank]",
            field: "tiers[5].where.unlisted[0]", reason: "not a known list",
            remedy: "use one of un-ldc, un-lldc, un-m49, un-sids, world-bank-income"),
        PlantedFault(
            file: \.fees, old: "lists: [un-ldc/ldc]", new: "lists: []",
            field: "tiers[4].where.lists", reason: "0 entries where 1 or more are needed"),
        PlantedFault(
            file: \.fees, old: "{lists: [un-ldc/ldc]}",
            new: "{lists: [un-ldc/ldc], roles: [sponsor]}", field: "tiers[4].where.roles[0]",
            reason: "not a known value"),
        PlantedFault(
            file: \.fees, old: "rank: 2", new: "rank: 0", field: "reliefs[1].rank",
            reason: "not such a number"),
        PlantedFault(
            file: \.fees, old: "share: 10%\n",
            new: "share: 10%\n    floor: USD 5.00\n", field: "tiers[3].floor",
            reason: "advanced-machine-learning is priced in CHF", place: "floor: USD",
            breaksOthers: true),
        PlantedFault(
            file: \.fees, old: "    where: {lists: [un-ldc/ldc]}",
            new: "    cap: USD 120.01\n    where: {lists: [un-ldc/ldc], "
                + "programmes: [advanced-generative-ai]}",
            field: "tiers[4].cap", reason: "more than the list price of advanced-generative-ai",
            place: "cap: USD"),
    ]

    static let reference = [
        PlantedFault(
            file: \.countries, old: "AE,ARE,", new: "AD,ARE,", field: "alpha2",
            reason: "occurs in an earlier line already", breaksOthers: true),
        PlantedFault(
            file: \.countryGroups, old: "2026-07-01,confirmed", new: "2026-02-30,confirmed",
            field: "until", reason: "not a date", breaksOthers: true),
        PlantedFault(
            file: \.countryGroups,
            old:
                ",2026-11-24,scheduled,\"UN list of least developed countries, 44 members since 2024-12-13 (CDP/DESA); graduation scheduled 2026-11-24\"",
            new: ",2026-11-24,planned,LA", field: "until_status", reason: "unknown status"),
        PlantedFault(
            file: \.countryGroups, old: "VN,world-bank-income,upper-middle,2026-07-01",
            new: "VN,world-bank-income,upper-middle,2026-06-30", field: "from",
            reason: "the dates overlap those in line"),
        PlantedFault(
            file: \.currencies, old: "CHF,756,Swiss Franc,2", new: "CHF,756,Swiss Franc,two",
            field: "minor_digits", reason: "not a number of digits"),
        PlantedFault(
            file: \.currencies, old: "CHF,756,Swiss Franc,2,2,5",
            new: "CHF,756,Swiss Franc,2,3,5", field: "cash_digits",
            reason: "not a number of digits", breaksOthers: true),
        PlantedFault(
            file: \.currencies, old: "CHF,756,Swiss Franc,2,2,5",
            new: "CHF,756,Swiss Franc,2,2,0", field: "cash_step", reason: "not a step",
            breaksOthers: true),
    ]

    @Test(
        "Each is found alone, with its file, line, field and remedy",
        arguments: organisations + programmes + fees + reference)
    func found(planted: PlantedFault) throws {
        var files = try SeedFiles.files()
        files[keyPath: planted.file] = try SeedFiles.edit(
            files[keyPath: planted.file], planted.old, planted.new)
        let faults = try SeedFiles.faults(files)
        let fault = try #require(faults.first { $0.field == planted.field }, "\(faults)")
        if !planted.breaksOthers { #expect(faults.count == 1, "\(faults)") }
        #expect(fault.reason.hasPrefix(planted.reason))
        #expect(fault.file == files[keyPath: planted.file].path)
        #expect(
            fault.line
                == (try SeedFiles.line(
                    of: planted.place ?? planted.new, in: files[keyPath: planted.file])))
        #expect(planted.remedy.isEmpty || fault.remedy == planted.remedy)
    }
}
