import CertAuthority
import Credentials
import Foundation
import Testing
@testable import Documents
@testable import TestSupport

@Suite("Specimens of certificates")
struct SheetSpecimenTests {
    private static let installation = Installation(
        name: "Test Coalition", baseURL: "https://verify.example.org",
        created: TestInstallation.instant)

    private static func specimen(
        _ programme: String, _ language: Language = .english
    ) throws -> SheetSpecimen {
        SheetSpecimen(of: try slug(programme), language: language, day: try date("2026-01-01"))
    }

    @Test("It is nobody's, signed by nobody, under no number, and says so across itself")
    func saysSo() throws {
        let contents = try SeedFiles.load()
        for offer in ["ai-foundations", "ai-vibes"] {
            for language in Language.allCases {
                let specimen = try Self.specimen(offer, language)
                let sheet = try #require(
                    try specimen.sheet(contents.catalogue, Self.installation, SheetDesigns()))
                let word = SheetWords.of(language).specimen
                let texts = sheet.page.texts.map(\.text)
                #expect(texts.contains(word) && texts.contains("0000-0000-0000-0000-0"))
                // "Digitally signed by" without whom.
                let signed = try #require(
                    SheetWords.of(language).signed(by: "\u{0}").split(separator: "\u{0}")
                        .max { $0.count < $1.count }
                ).trimmingCharacters(in: .whitespaces)
                #expect(!texts.contains { $0.contains(signed) }, "\(language.code): \(signed)")
                let picture = String(decoding: sheet.page.picture, as: UTF8.self)
                #expect(!picture.contains("rotate(-30"))
                let marked = String(
                    decoding: specimen.marked(sheet.page).picture, as: UTF8.self)
                #expect(marked.contains("rotate(-30") && marked.contains(">\(word)</text></svg>"))
            }
        }
    }

    @Test("The word is drawn: the picture is another than that of the sheet alone")
    func isDrawn() throws {
        let contents = try SeedFiles.load()
        let specimen = try Self.specimen("ai-foundations")
        let designs = try SheetDesigns()
        let picture = try specimen.png(contents.catalogue, Self.installation, designs)
        let sheet = try specimen.sheet(contents.catalogue, Self.installation, designs)
        let bare = try sheet?.png(dpi: 96)
        #expect(picture != nil && bare != nil && picture != bare)
    }

    @Test("There is none of a programme that is not there")
    func absent() throws {
        let contents = try SeedFiles.load()
        #expect(
            try Self.specimen("nothing").png(
                contents.catalogue, Self.installation, SheetDesigns()) == nil)
    }
}
