import CertAuthority
import LinkedData
import Testing
@testable import TestSupport

@Suite("Skills by language")
struct SkillTests {
    private static let name = "Creating digital content"

    @Test("A skill has its names by language, and gives them back")
    func byLanguage() throws {
        let programme = try #require(
            try SeedFiles.load().catalogue.programme(slug("generative-ai")))
        let skill = try #require(programme.skills.first)
        #expect(skill.name.english == Self.name)
        #expect(skill.name.text(in: .french) == "Création de contenu numérique")
        #expect(skill.framework?.text(in: .spanish)?.hasPrefix("Marco de Competencias") == true)
        let written = programme.json["skills"]?.arrayValue?.first
        #expect(written?["name"]?["fr"] == "Création de contenu numérique")
    }

    @Test("A plain text is English, and is written as one")
    func plain() throws {
        var files = try SeedFiles.files()
        files.programmes = SourceFile(
            path: files.programmes.path,
            text: """
                programmes:
                  - slug: short
                    organisation: itu
                    level: foundation
                    track: short
                    title: {en: Short}
                    description: {en: Short.}
                    criteria: {en: Attend.}
                    delivery: [webinar]
                    languages: [en]
                    hours: 1
                    skills:
                      - name: \(Self.name)
                        url: https://skills.example/content
                        framework: A framework
                """)
        files.organisations = SourceFile(
            path: files.organisations.path,
            text: """
                organisations:
                  - slug: itu
                    name: {en: International Telecommunication Union}
                    url: https://www.itu.int
                    role: coordinator
                    may-issue: [short]
                """)
        let catalogue = try Catalogue(
            organisations: files.organisations, programmes: files.programmes, reference: nil,
            pictures: .applied)
        let programme = try #require(catalogue.programme(slug("short")))
        let skill = try #require(programme.skills.first)
        #expect(skill.name.languages == [.english] && skill.name.english == Self.name)
        #expect(skill.framework?.english == "A framework")
        #expect(programme.json["skills"]?.arrayValue?.first?["name"] == .string(Self.name))
    }

    @Test("A name without English is refused, with its place")
    func withoutEnglish() throws {
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(
            files.programmes, "          en: \(Self.name)\n", "")
        let faults = try SeedFiles.faults(files)
        #expect(faults.map(\.reason) == ["no text in English"])
        #expect(faults.first?.field.hasSuffix("skills[0].name.en") == true)
    }
}
