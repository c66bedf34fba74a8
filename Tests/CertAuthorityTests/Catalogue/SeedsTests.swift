import CertAuthority
import Documents
import LinkedData
import Testing
@testable import TestSupport

@Suite("The shipped catalogue")
struct SeedsTests {
    @Test("Loads without a fault and holds what the coalition offers")
    func loads() throws {
        let catalogue = try SeedFiles.load().catalogue
        #expect(
            catalogue.organisations.map(\.slug.text)
                == ["aws", "cognizant", "eac", "ilo", "itu", "microsoft", "undp"])
        #expect(
            catalogue.programmes.map(\.slug.text) == [
                "advanced-ai-governance", "advanced-generative-ai", "advanced-machine-learning",
                "ai-foundations", "ai-governance", "ai-sustainable-development", "ai-vibes-toolkit",
                "ai-vibes-webinar", "ai-vibes-workshop", "generative-ai", "machine-learning",
            ])
        let series = try #require(catalogue.series(slug("ai-vibes")))
        #expect(
            series.steps.map(\.text) == [
                "ai-vibes-webinar", "ai-vibes-workshop", "ai-vibes-toolkit",
            ])
        let hours = try series.steps.map { try #require(catalogue.programme($0)).hours }
        #expect(series.hours == hours.reduce(0, +))
    }

    @Test("Every title is there in the languages of readers, and governance puts LDCs first")
    func particulars() throws {
        let catalogue = try SeedFiles.load().catalogue
        let languages = Set(Language.allCases.map(\.tag))
        for title in catalogue.programmes.map(\.title) + catalogue.series.map(\.title) {
            #expect(languages.isSubset(of: title.languages), "\(title.english)")
        }
        let track = catalogue.programmes.filter { $0.track.text == "ai-vibes" }
        #expect(track.count == 3 && track.allSatisfy { $0.badgeImage?.form == .svg })
        #expect(catalogue.series.allSatisfy { $0.badgeImage != nil })
        let governance = try #require(catalogue.programme(slug("ai-governance")))
        #expect(governance.leastDevelopedFirst && governance.audience == .government)
    }

    @Test(
        "The programmes can be taken in every way in which cohorts take them",
        arguments: [
            ("ai-foundations", DeliveryMode.allCases), ("ai-vibes-webinar", [.webinar]),
            ("ai-governance", [.workshop, .hybrid]),
        ])
    func delivery(name: String, modes: [DeliveryMode]) throws {
        let programme = try SeedFiles.load().catalogue.programme(try slug(name))
        #expect(programme?.delivery == modes)
    }

    @Test("The demo cohort is a table of a dozen learners who can be certified")
    func demoCohort() throws {
        let contents = try SeedFiles.load()
        let file = try SeedFiles.bytes("cohorts/demo.csv")
        let document = CSVDocument(file)
        #expect(document.faults.isEmpty)
        #expect(
            document.columns == [
                "learner_ref", "name", "email", "locale", "country", "completed_on", "delivery",
                "groups",
            ])
        #expect(document.records.count == 12)
        let programme = try #require(
            contents.catalogue.programme(slug("ai-foundations")))
        for record in document.records {
            #expect(LanguageTag(record.fields[3]) != nil)
            #expect(contents.reference.country(record.fields[4]) != nil)
            #expect(CivilDate(record.fields[5]) != nil)
            let mode = try #require(DeliveryMode(rawValue: record.fields[6]))
            #expect(programme.delivery.contains(mode))
            for group in record.fields[7].split(separator: ";") {
                _ = try LearnerGroup(named: String(group))
            }
        }
    }

    @Test("Loading is the same whatever the order of entries, and twice gives no difference")
    func deterministic() throws {
        let first = try SeedFiles.load()
        let second = try SeedFiles.load()
        #expect(first == second)
        #expect(CatalogueDifference(from: first.catalogue, to: second.catalogue).isEmpty)
        #expect(first.catalogue.json.canonicalBytes() == second.catalogue.json.canonicalBytes())
        let reversed = Catalogue(
            coalition: first.catalogue.coalition,
            organisations: first.catalogue.organisations.reversed(),
            programmes: first.catalogue.programmes.reversed(),
            series: first.catalogue.series.reversed())
        #expect(reversed == first.catalogue)
    }

    @Test("A folder without its files names each of them")
    func missingFiles() {
        let error = #expect(throws: SourceFaults.self) {
            try CatalogueLoader.load(folder: SeedFiles.folder + "/cohorts", pictures: .drawn)
        }
        #expect(error?.faults.count == 6)
        #expect(error?.faults.first?.file.hasSuffix("fees.yaml") == true)
    }
}
