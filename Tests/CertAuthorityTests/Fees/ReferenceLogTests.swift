import CertAuthority
import Documents
import Testing
@testable import TestSupport

@Suite("Reference tables as logs")
struct ReferenceLogTests {
    private static let header = "country,list,group,from,until,until_status,source\n"
    private static let confirmed =
        "BD,un-ldc,ldc,,2026-11-24,confirmed,\"Resolution 81/1, paragraph \"\"3\"\"\"\n"

    private static func stored() throws -> StoredCatalogue {
        StoredCatalogue(version: 1, files: try SeedFiles.files().contents)
    }

    private static func adding(
        _ text: String, name: String = "new.csv", on day: String = "2026-11-21"
    ) throws -> CataloguePreparation {
        var files = try SeedFiles.files()
        files.countryGroups = SourceFile(path: name, text: header + text)
        return try CataloguePreparation(
            files, over: stored(), history: [], on: try date(day), pictures: .drawn)
    }

    @Test("A confirmed end stands for the scheduled one from now on, and the old line stays")
    func confirming() throws {
        let before = try SeedFiles.files().countryGroups.bytes
        let prepared = try Self.adding(Self.confirmed)
        #expect(prepared.files.countryGroups.bytes.starts(with: before))
        #expect(
            prepared.files.countryGroups.bytes.dropFirst(before.count)
                .elementsEqual(Self.confirmed.utf8))
        #expect(prepared.added.count == 1)
        #expect(prepared.kept == 615)
        let records = prepared.contents.reference.memberships(
            of: "BD", in: try slug("un-ldc"))
        #expect(records.map(\.endStatus) == [.confirmed])
        #expect(records.first?.source == "Resolution 81/1, paragraph \"3\"")
        // Given again, with its columns in another order, it adds nothing.
        let again = SourceFile(
            path: "again.csv",
            text: "source,country,list,group,from,until,until_status\n"
                + "\"Resolution 81/1, paragraph \"\"3\"\"\",BD,un-ldc,ldc,,2026-11-24,confirmed\n")
        let second = try ReferenceLog.adding(again, to: prepared.files.countryGroups)
        #expect(second.added.isEmpty)
        #expect(second.file.bytes == prepared.files.countryGroups.bytes)
    }

    @Test("A folder that lacks what was added since, or rewrote it, takes nothing away")
    func folder() throws {
        let prepared = try Self.adding(Self.confirmed)
        let stored = StoredCatalogue(version: 2, files: prepared.files.contents)
        let same = try CataloguePreparation(
            SeedFiles.files(), over: stored, history: [], on: try date("2026-11-21"),
            pictures: .drawn)
        #expect(same.files.contents == stored.files)
        #expect(same.kept == 1)
        var files = try SeedFiles.files()
        files.countryGroups = try SeedFiles.edit(
            files.countryGroups, "RW,un-ldc,ldc,,,confirmed,\"UN list",
            "RW,un-ldc,ldc,,2030-01-01,deferred,\"UN list")
        let edited = try CataloguePreparation(
            files, over: stored, history: [], on: try date("2026-11-21"),
            pictures: .drawn)
        #expect(edited.added.count == 1)
        #expect(edited.files.countryGroups.bytes.starts(with: prepared.files.countryGroups.bytes))
        #expect(
            edited.contents.reference.memberships(of: "RW", in: try slug("un-ldc"))
                .map(\.endStatus) == [.deferred])
    }

    @Test("A country that moves up in July keeps its price for the year of grace")
    func july() throws {
        let before = try SeedFiles.load()
        let prepared = try Self.adding(
            "KE,world-bank-income,lower-middle,2023-07-01,2027-07-01,confirmed,FY2028\n"
                + "KE,world-bank-income,upper-middle,2027-07-01,,confirmed,FY2028\n")
        let changes = FeeDifference(
            from: before, to: prepared.contents,
            days: CataloguePreparation.days(from: try date("2026-11-21"))
        ).changes
        #expect(changes.allSatisfy { $0.region.countries == ["KE"] })
        #expect(changes.allSatisfy { $0.region.from.description == "2028-07-01" })
        #expect(changes.contains { $0.description.hasPrefix("USD 30.00 -> USD 60.00: ") })
    }

    @Test("A record can be withdrawn; it then counts for nothing")
    func withdrawing() throws {
        let prepared = try Self.adding("RW,un-ldc,ldc,,,withdrawn,a test\n")
        #expect(
            prepared.contents.reference.memberships(of: "RW", in: try slug("un-ldc")).isEmpty)
        #expect(
            prepared.contents.reference.memberships(of: "RW", in: try slug("world-bank-income"))
                .count == 1)
    }

    @Test(
        "Faults are told by their place in what was given, and nothing is prepared",
        arguments: [
            ("\nXX,un-ldc,ldc,,,confirmed,a\n", 3, "country", "no such country"),
            (
                "KE,un-ldc,ldc,,,confirmed,\"a\nb\"\nKE,un-ldc,ldc,,,sometime,c\n", 4,
                "until_status",
                "unknown status"
            ),
            (
                "VN,world-bank-income,high,2027-07-01,,confirmed,b\n", 2, "from",
                "the dates overlap those in line"
            ),
            ("KE,un-ldc,ldc\n", 2, "", "3 fields where the header has 7"),
        ])
    func faults(text: String, line: Int, field: String, reason: String) throws {
        let error = #expect(throws: SourceFaults.self) { try Self.adding(text) }
        let fault = try #require(error?.faults.first { $0.file == "new.csv" })
        #expect(fault.line == line)
        #expect(fault.field == field)
        #expect(fault.reason.contains(reason), "\(fault)")
    }

    @Test("A file of other columns is no table that can be added to")
    func otherColumns() throws {
        let error = #expect(throws: SourceFaults.self) {
            try ReferenceLog.table(of: SourceFile(path: "x.csv", text: "a,b\n1,2\n"))
        }
        #expect(error?.faults.first?.reason.contains("not the columns") == true)
        let lists = SourceFile(path: "x.csv", text: "list,as_of,review,source\n")
        #expect(try ReferenceLog.table(of: lists) == .lists)
    }

    @Test("The status says what is in force and planned, and warns from the day on, not before")
    func status() throws {
        let reference = try SeedFiles.load().reference
        func warnings(_ day: String) throws -> [String] {
            ReferenceStatus(reference, on: try date(day)).warnings.map(\.description)
        }
        #expect(try warnings("2026-11-23").isEmpty)
        let passed = try warnings("2026-11-24")
        #expect(passed.count == 3)
        for country in ["BD", "LA", "NP"] {
            #expect(passed.contains { $0.hasPrefix("\(country) was to leave un-ldc/ldc") })
        }
        #expect(!(try warnings("2027-06-30")).contains { $0.contains("2027-07-01 has passed") })
        #expect(try warnings("2027-07-01").contains { $0.contains("2027-07-01 has passed") })
        let status = ReferenceStatus(reference, on: try date("2026-11-21"))
        #expect(
            status.lists.map(\.list.text) == [
                "un-ldc", "un-lldc", "un-m49", "un-sids", "world-bank-income",
            ])
        #expect(
            status.lists.map(\.vintage?.asOf.description) == [
                "2024-12-13", "2026-05-15", "2026-05-15", "2026-05-15", "2026-07-01",
            ])
        #expect(status.lists[0].members.values.reduce(0, +) == 44)
        #expect(status.lists[0].pending.map(\.country) == ["BD", "LA", "NP", "SB", "KH", "SN"])
        // An older day has an older vintage in force, and the later ones are to come.
        let older = try #require(
            ReferenceStatus(reference, on: try date("2025-06-30")).lists.last)
        #expect(older.vintage?.asOf.description == "2024-07-01")
        #expect(older.upcoming.count == 2)
        #expect(older.warnings.isEmpty)
    }

    @Test("Without a table of vintages the status says that it cannot tell")
    func withoutVintages() throws {
        var files = try SeedFiles.files()
        files.lists = nil
        let status = ReferenceStatus(
            try CatalogueLoader.parse(files, pictures: .drawn).reference, on: try date("2026-11-21")
        )
        #expect(status.warnings.count == 5)
        #expect(status.warnings.allSatisfy { $0.description.hasPrefix("the publication date of") })
    }

    @Test("A schedule of another content needs a version of its own; the same file does not")
    func versions() throws {
        let files = try SeedFiles.files()
        let stored = try Self.stored()
        let day = try date("2026-11-21")
        let history = [CatalogueFileVersion(version: 1, at: nil, content: files.fees.bytes)]
        _ = try CataloguePreparation(
            files, over: stored, history: history, on: day, pictures: .drawn)
        var changed = files
        changed.fees = try SeedFiles.edit(files.fees, "hold: P60D", "hold: P90D")
        let error = #expect(throws: SourceFaults.self) {
            try CataloguePreparation(
                changed, over: stored, history: history, on: day, pictures: .drawn)
        }
        #expect(error?.faults.map(\.field) == ["version"])
        changed.fees = try SeedFiles.edit(changed.fees, "2026-12-01", "2027-01-01")
        _ = try CataloguePreparation(
            changed, over: stored, history: history, on: day, pictures: .drawn)
    }

    @Test("A catalogue with a hole is not prepared")
    func hole() throws {
        var files = try SeedFiles.files()
        files.fees = try SeedFiles.edit(
            files.fees, "unlisted: [world-bank-income]", "countries: [CK]")
        let error = #expect(throws: SourceFaults.self) {
            try CataloguePreparation(
                files, over: StoredCatalogue(version: 0, files: [:]), history: [],
                on: try date("2026-11-21"), pictures: .drawn)
        }
        #expect(error?.faults.allSatisfy { $0.reason.hasPrefix("hole: ") } == true)
    }
}
