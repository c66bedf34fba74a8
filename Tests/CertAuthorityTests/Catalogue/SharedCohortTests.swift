import CertAuthority
import Foundation
import Testing
@testable import TestSupport

@Suite("Shared cohorts")
struct SharedCohortTests {
    @Test(
        "Every row fits the programme that it is for",
        .enabled(if: SharedVectors.isPresent("cohorts"), "needs the folder ../shared/cohorts"),
        arguments: [
            ("ai-vibes-webinar.csv", 297, "ai-vibes-webinar"),
            ("foundations-multiscript.csv", 36, "ai-foundations"),
            ("governance-ldc.csv", 60, "ai-governance"),
            ("coalition-20k.csv", 20_000, "ai-foundations"),
        ])
    func fits(file: String, count: Int, programme name: String) throws {
        let contents = try SeedFiles.load()
        let programme = try #require(contents.catalogue.programme(slug(name)))
        let document = CSVDocument(try SharedVectors.bytes("cohorts/\(file)"))
        #expect(document.faults.isEmpty)
        #expect(document.records.count == count)
        let country = try #require(document.index(of: "country"))
        let delivery = try #require(document.index(of: "delivery"))
        let groups = try #require(document.index(of: "groups"))
        for record in document.records {
            if contents.reference.country(record.fields[country]) == nil {
                Issue.record("record \(record.number): \(record.fields[country])")
            }
            let mode = DeliveryMode(rawValue: record.fields[delivery])
            if !(mode.map(programme.delivery.contains) ?? false) {
                Issue.record("record \(record.number): \(record.fields[delivery])")
            }
            for group in record.fields[groups].split(separator: ";") {
                _ = try LearnerGroup(named: String(group))
            }
        }
    }

    @Test(
        "Every name of every script is found, with and without its marks and capitals",
        .enabled(if: SharedVectors.isPresent("cohorts"), "needs the folder ../shared/cohorts"),
        arguments: ["foundations-multiscript.csv", "ai-vibes-webinar.csv", "governance-ldc.csv"])
    func found(file: String) throws {
        let document = CSVDocument(try SharedVectors.bytes("cohorts/\(file)"))
        let column = try #require(document.index(of: "name"))
        for record in document.records {
            let name = record.fields[column]
            let kept = NameSearch.stored(name)
            let bare = String(
                String.UnicodeScalarView(
                    name.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
                        $0.properties.generalCategory != .nonspacingMark
                    }))
            let words = name.split(separator: " ").map(String.init)
            for asked in [name, name.uppercased(), name.lowercased(), bare] + words {
                #expect(
                    NameSearch.matches(stored: kept, asked: NameSearch.asked(asked)),
                    "\(name) by \(asked)")
            }
        }
    }
}
