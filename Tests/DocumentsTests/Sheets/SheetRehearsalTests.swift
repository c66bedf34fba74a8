import CertAuthority
import Credentials
import Documents
import Office
import Testing
@testable import TestSupport

@Suite("Names that must fit a certificate sheet")
struct SheetRehearsalTests {
    private func rehearsal() throws -> SheetRehearsal {
        let contents = try SeedFiles.load()
        let programme: Programme = try #require(
            contents.catalogue.programme(slug("ai-foundations")))
        return try SheetRehearsal(
            .programme(programme), #require(contents.catalogue.organisation(slug("itu"))),
            catalogue: contents.catalogue,
            installation: Installation(
                name: "Test Coalition", baseURL: "https://verify.example.org",
                created: TestInstallation.instant), designs: SheetDesigns())
    }

    @Test("The partners' names, in the learner's language, must have fonts and room too")
    func partners() throws {
        let contents = try SeedFiles.load()
        let series = try #require(contents.catalogue.series(slug("ai-vibes")))
        let sheets = try SheetRehearsal(
            .series(series), #require(contents.catalogue.organisation(slug("ilo"))),
            catalogue: contents.catalogue.renamed(
                slug("microsoft"), LocalizedText(english: String(repeating: "Wide ", count: 80))),
            installation: Installation(
                name: "Test Coalition", baseURL: "https://verify.example.org",
                created: TestInstallation.instant), designs: SheetDesigns())
        let day = try date("2026-05-30")
        #expect(sheets.fault(name: "Ada Obi", locale: nil, completedOn: day)?.code == .overflow)
    }

    private static let long = String(repeating: "W", count: 150)

    @Test("A name that is too long for its line is found, and the longest that are tried fit")
    func widths() throws {
        let rehearsal = try rehearsal()
        let day = try date("2026-05-30")
        let fault = rehearsal.fault(name: Self.long, locale: nil, completedOn: day)
        #expect(fault?.code == .overflow)
        for name in SheetTrials.names {
            #expect(
                rehearsal.fault(name: name.text, locale: name.language.tag, completedOn: day)
                    == nil,
                "\(name.text)")
        }
    }

    @Test("Names that are not laid out fit, however wide their letters are")
    func short() throws {
        let rehearsal = try rehearsal()
        let day = try date("2026-05-30")
        for letter in ["W", "Ǽ", "龘", "\u{0DAE}", "ஔ", "ﷲ", "Ẅ", "\u{1E9E}", "Ж", "ഔ", "ဿ", "ឿ"] {
            let name = String(repeating: letter, count: 40)
            guard !SheetRehearsal.mayOverflow(name) else { continue }
            for locale in [nil, try language("ar")] {
                let fault = rehearsal.fault(name: name, locale: locale, completedOn: day)
                #expect(fault?.code != .overflow, "\(letter)")
            }
        }
        #expect(SheetRehearsal.mayOverflow(String(repeating: "a", count: 41)))
        #expect(SheetRehearsal.mayOverflow("\u{FDFA}"))
        #expect(SheetRehearsal.mayOverflow("a" + String(repeating: "\u{301}", count: 4)))
    }

    @Test("The check of a cohort finds it in its row")
    func cohort() throws {
        let contents = try SeedFiles.load()
        let reader = try CohortReader(
            programme: #require(contents.catalogue.programme(slug("ai-foundations"))),
            reference: contents.reference, at: TestInstallation.instant, letters: .installed,
            sheets: rehearsal())
        let findings = reader.read(try CohortText.file("name", Self.long)).findings
        #expect(findings.map(\.kind) == [.nameTooWide])
        #expect(findings.first?.row == 1 && findings.first?.severity == .error)
        #expect(reader.read(try CohortText.file("name", "Ada Obi")).findings.isEmpty)
    }

    @Test("No sheet is offered of a certificate whose name does not fit")
    func offered() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", Self.long)
            let service = DocumentService(
                store: test.store, installation: test.installation, designs: try SheetDesigns())
            let files = LearnerFiles(
                installation: test.installation, badges: test.badges,
                sheets: .drawn(by: service))
            for _ in 0..<2 {
                #expect(try await files.offered(issued[0]).contains(.pdf))
                let others = try await files.offered(issued[1])
                #expect(others == [.badgePNG, .badgeSVG, .json, .qrSVG])
            }
        }
    }
}

extension Catalogue {
    /// The same with another name of an organisation.
    fileprivate func renamed(_ slug: Slug, _ name: LocalizedText) -> Catalogue {
        Catalogue(
            coalition: coalition,
            organisations: organisations.map { known in
                known.slug != slug
                    ? known
                    : Organisation(
                        slug: slug, name: name, country: known.country, url: known.url,
                        role: known.role, mayIssue: known.mayIssue, identity: known.identity,
                        appearance: known.appearance)
            }, programmes: programmes, series: series)
    }
}
