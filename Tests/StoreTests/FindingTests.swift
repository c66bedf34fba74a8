@testable import StoreSQL
import CertAuthority
import Credentials
import GRDB
import Testing
@testable import StoreSQLite
@testable import TestSupport

@Suite("Finding certificates")
struct FindingTests {
    private static func names(_ test: TestInstallation, _ text: String, limit: Int = 50)
        async throws -> [String]
    {
        try await test.store.find(RegisterSearch(text), limit: limit).entries.map(\.summary.name)
    }

    @Test("By name, whole words first; by number and part of it")
    func names() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Mariana Silva", "Maria Sousa", "王小明", "Zoë Mar")
            #expect(try await Self.names(test, "maria") == ["Maria Sousa", "Mariana Silva"])
            #expect(try await Self.names(test, "mar s") == ["Mariana Silva", "Maria Sousa"])
            #expect(try await Self.names(test, "小明") == ["王小明"])
            #expect(try await Self.names(test, "maria zoe") == [])
            let number = issued[2].number.description
            #expect(try await Self.names(test, number) == ["王小明"])
            // Every part of nine or more, with its hyphens and without.
            for start in 0..<12 {
                for length in 9...(20 - start) where start + length <= number.count {
                    let part = String(number.dropFirst(start).prefix(length))
                    guard part.first != "-", part.last != "-" else { continue }
                    for typed in [part, part.filter { $0 != "-" }] {
                        #expect(try await Self.names(test, typed).contains("王小明"), "\(typed)")
                    }
                }
            }
            let first = try await test.store.find(RegisterSearch("mar"), limit: 1)
            #expect(first.entries.count == 1 && first.mayBeMore)
        }
    }

    @Test("A filter, a page, a count; an erased learner is not found by name")
    func filters() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek", "Cy Fu")
            _ = try await test.store.erase(
                [issued[0].number], reason: "asked", TestInstallation.authorship)
            #expect(try await Self.names(test, "ada") == [])
            var filter = RegisterFilter()
            filter.condition = .erased
            #expect(try await test.store.count(filter) == 1)
            filter.condition = .good
            let rest = try await test.store.register(filter, after: issued[1].number, limit: 5)
            #expect(rest.map(\.summary.name) == ["Cy Fu"])
            filter.organisation = try slug("nobody")
            #expect(try await test.store.count(filter) == 0)
            let unknown = try CertificateNumber.random()
            await #expect(throws: StoreError.self) {
                try await test.store.register(RegisterFilter(), after: unknown, limit: nil)
            }
        }
    }

    @Test("A correction is found by its new name, and the old certificate by the old one")
    func corrections() async throws {
        try await TestInstallation.with { test in
            let filled = FilledStore(test: test)
            let learner = try await filled.learner("Xanthippe")
            let found = try await test.store.find(RegisterSearch("xanth"), limit: 5)
            #expect(found.entries.map(\.summary.number) == [learner.number])
            let entry = try #require(found.entries.first)
            let address = try #require(entry.learner?.email)
            for text in [address, address.uppercased(), String(address.prefix(12)), "REF-Xan"] {
                #expect(
                    try await test.store.find(RegisterSearch(text), limit: 5).entries == [entry],
                    "\(text)")
            }
        }
    }

    @Test("What an interrupted run left without its words is found, and gets them with the next")
    func interrupted() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "王小明", "Cy Fu")
            let whole = try await Self.words(test)
            // Ada Obi and Cy Fu have two words, 王小明 one from each letter on; three groups each.
            #expect(whole.count == 16)
            try test.tamper(
                """
                UPDATE name_word_end SET sequence = 1;
                DELETE FROM name_word WHERE certificate > 1;
                DELETE FROM number_group WHERE certificate > 1
                """)
            #expect(try await Self.words(test).count < whole.count)
            #expect(try await Self.names(test, "小明") == ["王小明"])
            #expect(try await Self.names(test, "ada") == ["Ada Obi"])
            let number = issued[2].number.description
            #expect(try await Self.names(test, String(number.dropFirst(6).prefix(9))) == ["Cy Fu"])
            _ = try await test.issue("Di Ko")
            let mended = try await Self.words(test)
            #expect(mended.isSuperset(of: whole) && mended.count == 21)
        }
    }

    /// The index, a text for each row.
    private static func words(_ test: TestInstallation) async throws -> Set<String> {
        try await test.store.read { db in
            try String.fetchSet(
                db,
                sql: """
                    SELECT word || ' ' || certificate FROM name_word
                    UNION SELECT part || ' ' || certificate FROM number_group
                    """)
        }
    }
}
