import CertAuthority
import Foundation
import LinkedData
import Testing

@Suite("Pages in the reader's language")
struct ReadersLanguageTests {
    /// A text of the catalogue, English and in another language.
    private struct Pair {
        let english: String
        let own: String
    }

    /// Every text of the shipped catalogue that is there in a language in other words.
    private static func pairs(_ language: Language) throws -> [Pair] {
        let catalogue = try CatalogueLoader.load(
            folder: Repository.file("seeds"), pictures: .applied
        ).catalogue
        var pairs: [Pair] = []
        func collect(_ json: JSON) {
            if let english = json["en"]?.stringValue {
                if let own = json[language.code]?.stringValue, own != english {
                    pairs.append(Pair(english: english, own: own))
                }
                return
            }
            for part in json.arrayValue ?? [] { collect(part) }
            if let object = json.objectValue {
                for name in object.names { if let part = object[name] { collect(part) } }
            }
        }
        collect(catalogue.json)
        return pairs
    }

    /// What is read or spoken of a page: its text, and the words for pictures and fields; without
    /// addresses, styles and drawings.
    private static func words(_ page: String) -> String {
        page.replacing(#/<style>.*?</style>|<svg.*?</svg>/#.dotMatchesNewlines(), with: "")
            .replacing(#/ (?:href|src|action|class|id|lang|hreflang)="[^"]*"/#, with: "")
            .replacing("&#39;", with: "'").replacing("&quot;", with: "\"")
            .replacing("&amp;", with: "&")
    }

    private static func has(_ text: String, in words: String) -> Bool {
        words.ranges(of: text).contains { range in
            let before =
                range.lowerBound == words.startIndex
                ? nil : words[words.index(before: range.lowerBound)]
            let after = range.upperBound == words.endIndex ? nil : words[range.upperBound]
            return before?.isLetter != true && after?.isLetter != true
        }
    }

    /// A certificate of a series, with those of its steps.
    private func series(_ coalition: Coalition) async throws -> String {
        func cohort(_ day: String, _ delivery: String) throws -> String {
            try coalition.write(
                "\(delivery).csv",
                "learner_ref,name,email,locale,country,completed_on,delivery,groups\n"
                    + "V-1,Amina Dida,amina@learners.example,en,KE,\(day),\(delivery),\n")
        }
        try await coalition.issue(cohort("2026-03-02", "webinar"), "ai-vibes-webinar")
        try await coalition.issue(cohort("2026-04-10", "workshop"), "ai-vibes-workshop")
        try await coalition.issue(cohort("2026-05-20", "self-paced"), "ai-vibes-toolkit")
        try await coalition.certctl("issue", "--series", "ai-vibes", "--json")
        let list = try await coalition.certctl("list", "--programme", "ai-vibes", "--json").json()
        return try #require(list["certificates"]?.arrayValue?.first?["number"]?.stringValue)
    }

    @Test("No page has an English text that the catalogue has in the reader's language")
    func translated() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            let (number, revoked, suspended, wrong) = (
                numbers[0], numbers[1], numbers[2], numbers[3]
            )
            try await coalition.certctl("revoke", revoked, "--reason", "X", "--yes")
            try await coalition.certctl("suspend", suspended, "--reason", "X", "--yes")
            try await coalition.certctl(
                "reissue", "--yes", wrong, "--name", "Ada Obi", "--reason", "X")
            let series = try await series(coalition)
            let made = try await coalition.certctl("links", "create", number, "--json").json()
            let link = try #require(made["link"]?.stringValue)
            let learner = String(link.dropFirst("http://localhost:8080".count))
            // Each with texts of the catalogue that stand on it; more pages are added here.
            let paths = [
                "/", "/v/\(number)", "/v/\(series)", "/v/\(revoked)", "/v/\(suspended)",
                "/v/\(wrong)", learner, "/programmes", "/programmes/ai-foundations",
                "/programmes/ai-vibes", "/orgs/itu", "/orgs/ilo", "/verify/many",
            ]
            // Of these the head has the coalition's name.
            let faults = ["/v/0000-0000-0000-0000-0", "/nothing", "/programmes/nothing"]
            try await Server.with(home: coalition.home) { server in
                for path in faults + paths {
                    let english = Self.words(try await server.get("\(path)?lang=en").text)
                    for language in Language.allCases where language != .english {
                        let answer = try await server.get("\(path)?lang=\(language.code)")
                        #expect(answer.status == (faults.contains(path) ? 404 : 200), "\(path)")
                        let words = Self.words(answer.text)
                        let pairs = try Self.pairs(language)
                        let left = pairs.map(\.english).filter { Self.has($0, in: words) }
                        #expect(left.isEmpty, "\(language.code) \(path): \(left)")
                        // What stands on the English page stands here in other words.
                        let expected = pairs.filter { Self.has($0.english, in: english) }
                        let missing = expected.filter { !words.contains($0.own) }
                        #expect(!expected.isEmpty, "\(path)")
                        #expect(
                            missing.isEmpty, "\(language.code) \(path): \(missing.map(\.english))")
                    }
                }
            }
        }
    }
}
