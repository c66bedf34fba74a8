import CertAuthority
import Office
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Letters that can be printed")
struct LetterCoverageTests {
    /// Latin letters are there, Chinese ones up to U+9FFF, and no Khmer.
    private static let some = LetterCoverage { entry in
        switch entry.name {
        case "Chinese": { $0 <= 0x9FFF }
        case "Khmer": nil
        default: { _ in true }
        }
    }

    @Test("Missing letters are named once with their codes, and with the package that has them")
    func missing() {
        #expect(Self.some.missing(in: "Zoë 陈 \u{200D}").isEmpty)
        #expect(Self.some.missing(in: "𠮷𠮷ក") == ["𠮷", "ក"])
        #expect(LetterCoverage.reason(["𠮷"]).hasSuffix("has 𠮷 (U+20BB7)"))
        #expect(Self.some.remedy(["𠮷"]) == "install the Debian package fonts-hanazono")
        #expect(Self.some.remedy(["ក"]) == "install the Debian package fonts-noto-core")
        #expect(Self.some.remedy(["🂡"]).contains("without them"))
        #expect(!Self.some.isEmpty && LetterCoverage { _ in nil }.isEmpty)
    }

    @Test("The installed fonts have every letter of the hard names")
    func installed() {
        #expect(!LetterCoverage.installed.isEmpty, "\(LetterCoverage.bareRemedy)")
        for name in SheetTrials.names {
            #expect(LetterCoverage.installed.missing(in: name.text).isEmpty, "\(name.purpose)")
        }
    }

    @Test("A name that cannot be printed is refused in the plan; without sheets it is not")
    func plan() throws {
        var fields = CohortText.fields(1)
        fields[1] = "𠮷田 太郎"
        let text = [CohortText.header, CohortText.line(fields)].joined(separator: "\n") + "\n"
        func read(_ letters: LetterCoverage?) throws -> [CohortFinding] {
            try CohortText.reader(letters: letters).read(Array(text.utf8)).findings
        }
        let finding = try #require(try read(Self.some).first)
        #expect(finding.kind == .missingGlyph && finding.row == 1 && finding.column == "name")
        #expect(finding.reason.contains("U+20BB7") && finding.remedy.contains("fonts-hanazono"))
        #expect(try read(nil).isEmpty)
        #expect(try read(LetterCoverage { _ in nil }).map(\.kind) == [.noFonts])
    }

    @Test("A title or a name of an organisation that cannot be printed is a fault of the catalogue")
    func titles() throws {
        let contents = try SeedFiles.load()
        let organisation = try #require(contents.catalogue.organisation(slug("itu")))
        let offer = try #require(contents.catalogue.offer(slug("ai-foundations")))
        #expect(SheetTitles.faults(offer, organisation).isEmpty)
        let latin = LetterCoverage { $0.name.hasPrefix("Latin") ? { _ in true } : nil }
        let faults = SheetTitles.faults(offer, organisation, coverage: latin)
        #expect(faults.contains { $0.field.contains("name.zh") && $0.remedy.contains("noto-cjk") })
    }
}
