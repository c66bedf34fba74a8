import CertAuthority
import Documents
import Testing
@testable import TestSupport

@Suite("Faults of whole files")
struct CatalogueFaultTests {
    private static func faults(_ programmes: String) throws -> [SourceFault] {
        var files = try SeedFiles.files()
        files.programmes = SourceFile(path: "programmes.yaml", text: programmes)
        return try SeedFiles.faults(files).filter { $0.file == "programmes.yaml" }
    }

    @Test("All faults of all files are told at once, by file and line")
    func everything() throws {
        var files = try SeedFiles.files()
        files.organisations = try SeedFiles.edit(
            files.organisations, "role: coordinator", "role: x")
        files.programmes = try SeedFiles.edit(files.programmes, "hours: 80", "hours: many")
        files.programmes = try SeedFiles.edit(files.programmes, "hours: 12", "hours: few")
        files.fees = try SeedFiles.edit(files.fees, "half-even", "sometimes")
        files.countries = try SeedFiles.edit(files.countries, "KE,KEN,", "KE,kn,")
        let faults = try SeedFiles.faults(files)
        #expect(
            faults.map(\.field) == [
                "rounding", "organisations[0].role", "programmes[0].hours", "programmes[9].hours",
                "alpha3",
            ])
        let lines = faults.compactMap(\.line)
        #expect(lines.count == faults.count && lines[2] < lines[3])
    }

    @Test("Prerequisites in a circle are told once, with the way around")
    func circle() throws {
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(
            files.programmes, "hours: 12\n", "hours: 12\n    prerequisites: [machine-learning]\n")
        let faults = try SeedFiles.faults(files)
        #expect(faults.count == 1)
        #expect(faults.first?.value == "ai-foundations → machine-learning → ai-foundations")
        let own = try SeedFiles.edit(
            files.programmes, "prerequisites: [machine-learning]\n",
            "prerequisites: [ai-foundations]\n")
        files.programmes = own
        let selfFaults = try SeedFiles.faults(files)
        #expect(selfFaults.first?.reason == "prerequisites in a circle; nobody could ever start")
        #expect(selfFaults.first?.line == (try SeedFiles.line(of: "[ai-foundations]", in: own)))
    }

    @Test("Two ways to the same prerequisite are no circle")
    func diamond() throws {
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(
            files.programmes, "prerequisites: [ai-governance]",
            "prerequisites: [ai-governance, machine-learning]")
        let programme = try CatalogueLoader.parse(files, pictures: .drawn).catalogue.programme(
            slug("advanced-ai-governance"))
        #expect(programme?.prerequisites.map(\.text) == ["ai-governance", "machine-learning"])
    }

    @Test("A long chain of prerequisites is followed to its end and its circle found")
    func longChain() throws {
        let count = 4_000
        let programmes = (0..<count).map {
            "- {slug: p\($0), prerequisites: [p\(($0 + 1) % count)]}"
        }
        let faults = try Self.faults("programmes:\n" + programmes.joined(separator: "\n"))
        let circles = faults.filter { $0.reason.hasPrefix("prerequisites in a circle") }
        #expect(circles.map(\.line) == [count + 1])
    }

    @Test("A file full of aliases is refused in time that grows with its size only")
    func manyAliases() throws {
        let text = "a: &a x\n" + String(repeating: "- *a\n", count: 20_000)
        #expect(try Self.faults(text).count == 20_000)
    }

    @Test("A key that stands twice is found")
    func duplicateKey() throws {
        let faults = try Self.faults("programmes:\n  - slug: a\n    hours: 1\n    hours: 2\n")
        #expect(faults.map(\.field) == ["hours"])
        #expect(faults.first?.line == 3)
    }

    @Test("Aliases cannot unfold, not even as keys")
    func aliases() throws {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...40 {
            bomb += "a\(level): &a\(level) {? [*a\(level - 1), *a\(level - 1)] : y}\n"
        }
        let faults = try Self.faults(bomb)
        #expect(faults.count == 80)
        #expect(faults.first?.line == 2)
        #expect(faults.first?.reason == "YAML anchors and aliases are not taken")
        #expect(faults.first?.value == "*a0")
    }

    @Test("Ampersands and asterisks in texts are no aliases")
    func harmlessSigns() throws {
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(
            files.programmes, "en: Machine Learning Essentials",
            "en: Machine Learning & *Essentials*, Q&A, 2*A")
        let programme = try CatalogueLoader.parse(files, pictures: .drawn).catalogue.programme(
            slug("machine-learning"))
        #expect(programme?.title.english == "Machine Learning & *Essentials*, Q&A, 2*A")
    }

    @Test(
        "What is not YAML is told with its line",
        arguments: [
            ("programmes:\n  - slug: [a\n", 3), ("programmes:\n\t- slug: a\n", 2),
            ("programmes: []\n---\nprogrammes: []\n", 2), ("programmes:\n  ? [a]\n  : b\n", 2),
            ("programmes:\n  - slug: a\u{7}\n", 2), ("programmes:\n- *unknown\n", 2),
        ])
    func notYAML(text: String, line: Int) throws {
        let faults = try Self.faults(text)
        #expect(faults.map(\.line) == [line], "\(faults)")
    }

    @Test("Bytes that are not UTF-8 are told with line and offset")
    func notUTF8() throws {
        var files = try SeedFiles.files()
        files.programmes = SourceFile(
            path: "programmes.yaml", bytes: Array("programmes:\n- ".utf8) + [0xE9, 0x0A])
        let faults = try SeedFiles.faults(files)
        #expect(faults.contains { $0.line == 2 && $0.reason == "byte 14 is not UTF-8" })
    }

    @Test("Empty files, deep files and other shapes are faults, not crashes")
    func shapes() throws {
        let deep =
            "programmes: " + String(repeating: "[", count: 900)
            + String(repeating: "]", count: 900)
        let huge = "programmes: [] #" + String(repeating: "x", count: 1 << 20)
        let endless = String(repeating: "[", count: 100_000)
        for text in [
            "", "~", "[]", "text", "programmes: text", "programmes: [1, [], ~]", deep, huge,
            endless,
        ] {
            #expect(try !Self.faults(text).isEmpty)
        }
    }

    @Test("Cutting the file anywhere never fails otherwise than with faults")
    func truncation() throws {
        let files = try SeedFiles.files()
        for length in stride(from: 0, to: files.programmes.bytes.count, by: 211) {
            var cut = files
            cut.programmes = SourceFile(
                path: "programmes.yaml", bytes: Array(files.programmes.bytes[..<length]))
            #expect(throws: SourceFaults.self) { try CatalogueLoader.parse(cut, pictures: .drawn) }
        }
    }

    @Test("A fault shows what it found without control characters and not endlessly")
    func printable() {
        let fault = SourceFault(
            file: "a.yaml", line: 3, field: "x",
            value: "\u{1B}[31m\u{202E}" + String(repeating: "y", count: 99),
            reason: "bad", remedy: "mend it")
        #expect(
            fault.description.hasPrefix(
                #"a.yaml:3: x: bad (found "\u{1B}[31m\u{202E}yyy"#))
        #expect(fault.description.utf8.count < 140)
    }
}

@Suite("Catalogue differences")
struct CatalogueDifferenceTests {
    @Test("What is added, changed and removed is named by field")
    func changes() throws {
        let old = try SeedFiles.load().catalogue
        var files = try SeedFiles.files()
        files.programmes = try SeedFiles.edit(files.programmes, "hours: 12", "hours: 14")
        files.programmes = try SeedFiles.edit(
            files.programmes, "AI-VIBES 网络研讨会：", "AI-VIBES 研讨会：")
        files.programmes = try SeedFiles.edit(
            files.programmes, "hours: 80\n    validity: P3Y", "hours: 80")
        files.programmes = try SeedFiles.edit(
            files.programmes, "slug: ai-sustainable-development", "slug: ai-development")
        files.organisations = try SeedFiles.edit(
            files.organisations, "ai-sustainable-development", "ai-development")
        let new = try CatalogueLoader.parse(files, pictures: .drawn).catalogue
        #expect(
            CatalogueDifference(from: old, to: new).changes.map(\.description) == [
                "changed organisation itu: may-issue", "changed organisation undp: may-issue",
                "changed programme advanced-machine-learning: validity",
                "added programme ai-development", "changed programme ai-foundations: hours",
                "removed programme ai-sustainable-development",
                "changed programme ai-vibes-webinar: title.zh",
            ])
        let back = CatalogueDifference(from: new, to: old)
        #expect(back.changes.count == 7 && !back.isEmpty)
        let all = CatalogueDifference(from: Catalogue(), to: new)
        #expect(all.changes.count == 1 + 7 + 11 + 1)
        #expect(all.changes.allSatisfy { $0.action == .added })
    }
}
