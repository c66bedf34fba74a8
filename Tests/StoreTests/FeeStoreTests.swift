import CertAuthority
import Credentials
import Documents
import Foundation
import GRDB
import LinkedData
import Testing
@testable import StoreSQLite
import StoreSQL
@testable import TestSupport

@Suite("Quotes and schedules in the store")
struct FeeStoreTests {
    /// The day of the tests' clock.
    private static let today = "2026-06-01"

    private static func quote(
        _ contents: CatalogueContents, _ country: String = "KE",
        _ groups: Set<LearnerGroup> = [.woman], on day: String = today
    ) throws -> FeeQuote {
        try #require(
            try contents.fees.quote(
                FeeRequest(
                    programme: slug("advanced-generative-ai"), country: country, groups: groups,
                    date: date(day)),
                catalogue: contents.catalogue, reference: contents.reference))
    }

    @discardableResult
    private static func keep(
        _ quote: FeeQuote, in test: TestInstallation, learner: String? = nil,
        contents: CatalogueContents? = nil
    ) async throws -> StoredQuote {
        let kept = StoredQuote(
            quote, id: try QuoteID.random(), learner: learner, at: TestInstallation.instant,
            schedule: (contents ?? test.contents).fees,
            catalogueVersion: try await test.store.catalogue().version)
        try await test.store.record(kept, TestInstallation.authorship)
        return kept
    }

    /// Puts changed fees or groups in force.
    private static func apply(
        _ test: TestInstallation, fees: [(String, String)] = [], groups: String? = nil
    ) async throws -> CatalogueContents {
        let stored = try await test.store.catalogue()
        var files = try #require(CatalogueFiles(stored: stored))
        for (old, new) in fees { files.fees = try SeedFiles.edit(files.fees, old, new) }
        if let groups {
            files.countryGroups = SourceFile(
                path: "new.csv",
                text: "country,list,group,from,until,until_status,source\n" + groups)
        }
        let prepared = try CataloguePreparation(
            files, over: stored, history: try await test.store.history(of: "fees.yaml"),
            on: try date(Self.today), pictures: .drawn)
        try await test.store.replace(
            StoredCatalogue(version: stored.version, files: prepared.files.contents),
            as: fees.isEmpty ? .reference : .tiers, TestInstallation.authorship)
        return prepared.contents
    }

    private static func replay(
        _ id: QuoteID, _ test: TestInstallation
    ) async throws -> [String] {
        let kept = try #require(try await test.store.quote(id))
        let stored = try #require(
            try await test.store.catalogue(version: kept.catalogueVersion))
        let contents = try CatalogueLoader.parse(
            #require(CatalogueFiles(stored: stored)), pictures: .applied)
        let request = try #require(kept.request)
        let anew = try contents.fees.quote(
            request, catalogue: contents.catalogue, reference: contents.reference)
        return kept.differences(from: try #require(anew))
    }

    @Test("A quote comes back as it was kept, and replays after fees and records have changed")
    func replaying() async throws {
        try await TestInstallation.with { test in
            let countries = ["KE", "RW", "VN", "BR", "CH", "CK", "BD"]
            var kept: [StoredQuote] = []
            for country in countries {
                kept.append(
                    try await Self.keep(
                        Self.quote(test.contents, country, [.woman, .tvetTeacher]), in: test))
            }
            let later = try await Self.apply(
                test,
                fees: [
                    ("2026-12-01", "2027"), ("share: 25%", "share: 33.33%"),
                    ("list: USD 120.00", "list: USD 99.00"), ("hold: P60D", "hold: P1D"),
                    ("grace: P1Y\n", ""), ("id: women", "id: ladies"),
                ])
            #expect(try Self.quote(later).amount.description == "USD 16.50")
            _ = try await Self.apply(test, groups: "KE,un-ldc,ldc,2026-01-01,,confirmed,a test\n")
            #expect(try await test.store.catalogue().version == 3)
            for quote in kept {
                #expect(try await test.store.quote(quote.id) == quote)
                #expect(try await Self.replay(quote.id, test).isEmpty)
            }
            // And one that does not replay says what differs.
            let changed = try Self.quote(later)
            #expect(
                kept[0].differences(from: changed).map { $0.prefix { $0 != ":" } } == [
                    "amount", "list price", "held until", "schedule", "relief",
                ])
        }
    }

    @Test("A learner's quote never rises within its hold, whatever becomes of fees and records")
    func holds() async throws {
        try await TestInstallation.with { test in
            let first = try await Self.keep(
                Self.quote(test.contents), in: test, learner: "REF-1")
            let dearer = try await Self.apply(
                test,
                fees: [("2026-12-01", "2027"), ("share: 25%", "share: 40%")])
            for (day, held) in [
                ("2026-05-31", false), ("2026-06-01", true), ("2026-07-30", true),
                ("2026-07-31", false),
            ] {
                let found = try await test.store.quotesHeld(
                    learner: "REF-1", programme: first.programme,
                    organisation: first.organisation, on: date(day))
                #expect(found == (held ? [first] : []), "\(day)")
                let quote = try Self.quote(dearer, on: day)
                #expect(quote.amount.description == "USD 24.00")
                #expect(StoredQuote.held(of: [first], below: quote) == (held ? first : nil))
                #expect(first.isHeld(on: try date(day)) == held)
            }
            // A better one takes its place at once.
            #expect(StoredQuote.held(of: [first], below: try Self.quote(dearer, "RW")) == nil)
            #expect(
                try await test.store.quotesHeld(
                    learner: "REF-2", programme: first.programme,
                    organisation: first.organisation, on: date("2026-06-02")
                ).isEmpty)
        }
    }

    @Test("What shows a learner's group is removed when it is due, not a day before, and for good")
    func pruning() async throws {
        try await TestInstallation.with { test in
            let kept = try await Self.keep(Self.quote(test.contents), in: test, learner: "REF-77")
            // 60 days of hold, two years of retention.
            #expect(kept.eligibility?.keptUntil == (try date("2028-07-31")))
            let store = test.store
            let before = try date("2028-07-30")
            #expect(try await store.pruneQuotes(on: before, TestInstallation.authorship).isEmpty)
            #expect(try await store.quote(kept.id)?.eligibility != nil)
            let day = try date("2028-07-31")
            #expect(try await store.quotesToPrune(on: day) == [kept.id])
            let head = try await store.auditHead()
            #expect(try await store.pruneQuotes(on: day, TestInstallation.authorship) == [kept.id])
            #expect(try await store.auditHead().count == head.count + 1)
            #expect(try await store.pruneQuotes(on: day, TestInstallation.authorship).isEmpty)
            try await store.forget()
            let left = try #require(try await store.quote(kept.id))
            #expect(left.eligibility == nil && left.request == nil)
            #expect(left.amount == kept.amount && left.heldUntil == kept.heldUntil)
            for suffix in ["", "-wal"] {
                let bytes = try Data(contentsOf: URL(filePath: test.home.storePath + suffix))
                #expect(bytes.firstRange(of: Data("REF-77".utf8)) == nil, "\(suffix)")
            }
        }
    }

    @Test("The audit and the quote itself never say whom it was for or which relief counted")
    func silence() async throws {
        try await TestInstallation.with { test in
            let kept = try await Self.keep(Self.quote(test.contents), in: test, learner: "REF-9")
            let words = ["KE", "woman", "women", "REF-9", "lower-middle-income"]
            let audit = try test.fetch(
                String.self, "SELECT details || subject FROM audit WHERE action = 'quote'")
            let row = String(decoding: kept.json.canonicalBytes(), as: UTF8.self)
            for text in [try #require(audit), row] {
                for word in words { #expect(!text.contains("\"\(word)\""), "\(text)") }
            }
        }
    }

    @Test("Erasing a certificate removes whom its learner's quotes for the programme were for")
    func erasing() async throws {
        try await TestInstallation.with { test in
            let programme = "advanced-generative-ai"
            let number = try #require(
                try await test.issue("Ada Obi", programme: programme).first?.number)
            let hers = try await Self.keep(
                Self.quote(test.contents), in: test, learner: "REF-Ada Obi")
            let others = try await Self.keep(
                Self.quote(test.contents), in: test, learner: "REF-Bo Ek")
            let nobodys = try await Self.keep(Self.quote(test.contents), in: test)
            _ = try await test.store.erase([number], reason: "asked", TestInstallation.authorship)
            #expect(try await test.store.quote(hers.id)?.eligibility == nil)
            #expect(try await test.store.quote(others.id) == others)
            #expect(try await test.store.quote(nobodys.id) == nobodys)
        }
    }

    @Test(
        "The audit's check holds quotes and new fees against the record, and finds what is changed")
    func audited() async throws {
        try await TestInstallation.with { test in
            let kept = try await Self.keep(Self.quote(test.contents), in: test)
            _ = try await Self.apply(
                test, fees: [("2026-12-01", "2027"), ("hold: P60D", "hold: P61D")])
            _ = try await test.store.pruneQuotes(
                on: date("2028-07-31"), TestInstallation.authorship)
            #expect(try await test.store.checkAudit().findings.isEmpty)
            try test.tamper(
                "DROP TRIGGER quote_is_append_only_update; UPDATE quote SET amount = amount + 1")
            let findings = try await test.store.checkAudit().findings
            #expect(
                findings.map(\.description).contains {
                    $0.contains("\(kept.id) differs from entry")
                }
            )
        }
    }

    @Test("Without a retention what shows a learner's group is kept as long as the quote holds")
    func withoutRetention() async throws {
        try await TestInstallation.with { test in
            let contents = try await Self.apply(
                test, fees: [("2026-12-01", "2027"), ("retention: P2Y\n", "")])
            let kept = try await Self.keep(
                Self.quote(contents), in: test, contents: contents)
            #expect(kept.eligibility?.keptUntil == kept.heldUntil)
        }
    }

    @Test("A change made from an older version is refused, and so is a quote by one")
    func races() async throws {
        try await TestInstallation.with { test in
            let stored = try await test.store.catalogue()
            let quote = StoredQuote(
                try Self.quote(test.contents), id: try QuoteID.random(), learner: nil,
                at: TestInstallation.instant, schedule: test.contents.fees,
                catalogueVersion: stored.version)
            _ = try await Self.apply(
                test, fees: [("2026-12-01", "2027"), ("hold: P60D", "hold: P61D")])
            let before = try test.dump()
            await #expect(throws: StoreError(.conflict, "")) {
                try await test.store.replace(
                    stored, as: .catalogue, TestInstallation.authorship)
            }
            await #expect(throws: StoreError(.conflict, "")) {
                try await test.store.record(quote, TestInstallation.authorship)
            }
            #expect(try test.dump() == before)
        }
    }

    @Test(
        "Quotes and versions of the catalogue cannot be changed or removed",
        arguments: ["catalogue_version", "catalogue_content", "catalogue_version_file", "quote"])
    func appendOnly(table: String) async throws {
        try await TestInstallation.with { test in
            try await Self.keep(Self.quote(test.contents), in: test)
            let before = try test.dump()
            #expect(throws: DatabaseError.self) {
                try test.tamperWithoutChecks("DELETE FROM \(table)")
            }
            #expect(throws: DatabaseError.self) {
                try test.tamperWithoutChecks(
                    "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)")
            }
            let column = try #require(
                try test.fetch(
                    String.self, "SELECT name FROM pragma_table_info('\(table)') LIMIT 1"))
            #expect(throws: DatabaseError.self) {
                try test.tamperWithoutChecks("UPDATE \(table) SET \(column) = \(column)")
            }
            #expect(try test.dump() == before)
        }
    }

    @Test("A file's history has each content once, with the version that brought it")
    func history() async throws {
        try await TestInstallation.with { test in
            let first = try await test.store.catalogue()
            _ = try await Self.apply(
                test, fees: [("2026-12-01", "2027"), ("hold: P60D", "hold: P61D")])
            let second = try await test.store.catalogue()
            try await test.store.apply(first, TestInstallation.authorship)
            let history = try await test.store.history(of: "fees.yaml")
            #expect(history.map(\.version) == [1, 2])
            #expect(
                history.map { Optional($0.content) }
                    == [first.files["fees.yaml"], second.files["fees.yaml"]])
            #expect(history.first?.at == TestInstallation.instant)
            #expect(try await test.store.catalogue(version: 2) == second)
            #expect(try await test.store.catalogue(version: 3)?.files == first.files)
            #expect(try await test.store.catalogue(version: 4) == nil)
        }
    }

    @Test("A quote in the programme's former currency is honoured while it holds")
    func currency() async throws {
        try await TestInstallation.with { test in
            let first = try await Self.keep(Self.quote(test.contents), in: test)
            let changed = try await Self.apply(
                test, fees: [("2026-12-01", "2027"), ("list: USD 120.00", "list: XOF 60")])
            let quote = try Self.quote(changed)
            #expect(StoredQuote.held(of: [first], below: quote) == first)
            let late = try Self.quote(changed, on: "2026-07-31")
            #expect(StoredQuote.held(of: [first], below: late) == nil)
        }
    }

    @Test("A former schedule that was changed in the store's file is damage, never replayed by")
    func damage() async throws {
        try await TestInstallation.with { test in
            let kept = try await Self.keep(Self.quote(test.contents), in: test)
            try test.tamper(
                """
                DROP TRIGGER catalogue_content_is_append_only_update;
                UPDATE catalogue_content
                    SET content = CAST(replace(CAST(content AS TEXT), '25%', '26%') AS BLOB)
                """)
            await #expect(throws: StoreError(.corrupt, "")) {
                try await test.store.catalogue(version: kept.catalogueVersion)
            }
        }
    }

    @Test(
        "The catalogue of an older store becomes its first version, so that it can be quoted from")
    func migration() async throws {
        try await withFolder { folder in
            let path = folder + "/store.sqlite"
            let queue = try DatabaseQueue(path: path)
            let files = try SeedFiles.files().contents
            try await queue.write { db in
                try db.execute(
                    sql: "PRAGMA application_id = \(StoreMigrations.applicationIdentifier)")
            }
            try StoreMigrations.migrator.migrate(queue, upTo: "2-plans")
            try await queue.write { db in
                try db.execute(
                    sql: """
                        INSERT INTO installation (id, name, base_url, created, catalogue_version)
                        VALUES (1, 'Test Coalition', 'https://verify.example.org', 1780272000, 7)
                        """)
                for (path, content) in files {
                    try db.execute(
                        sql: "INSERT INTO catalogue_file (path, content) VALUES (?, ?)",
                        arguments: [path, Data(content)])
                }
            }
            try queue.close()
            let store = try SQLStore(path: path, access: .readWrite)
            #expect(try await store.catalogue(version: 7)?.files == files)
            #expect(try await store.history(of: "fees.yaml").map(\.at) == [nil])
        }
    }
}
