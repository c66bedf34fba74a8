import LinkedData
import Testing

@Suite("Known contexts, in use", .needsSharedVectors)
struct KnownContextExpansionTests {
    /// Contexts that only published examples need, and that this library does not carry.
    static let examplesOnly: [(url: String, file: String)] = [
        ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2.jsonld"),
        ("https://w3id.org/citizenship/v4rc1", "citizenship-v4rc1.jsonld"),
    ]

    static func document(_ file: String) throws -> JSON {
        try SharedVectors.json("contexts/\(file)")
    }

    /// A processor with our definitions.
    static func ours() throws -> JSONLDProcessor {
        let others = try examplesOnly.map { (url: $0.url, document: try document($0.file)) }
        return JSONLDProcessor(loader: KnownContextLoader(adding: others))
    }

    /// A processor with nothing but published documents.
    static func theirs() throws -> JSONLDProcessor {
        let newest = KnownContextsTests.published.filter { $0.edition == 0 && $0.digest == nil }
        let known = try newest.map { (url: $0.url, document: try document($0.file)) }
        let others = try examplesOnly.map { (url: $0.url, document: try document($0.file)) }
        return JSONLDProcessor(loader: FixedContexts(known + others))
    }

    /// What became of a document: its expanded form, or why it has none.
    enum Outcome: Equatable {
        case expanded(JSON)
        case refused(JSONLDError)

        init(_ document: JSON, _ processor: JSONLDProcessor, isSafe: Bool) {
            do {
                self = .expanded(
                    try processor.expand(document, options: JSONLDOptions(isSafe: isSafe)))
            } catch {
                self = .refused(error)
            }
        }
    }

    @Test(
        "Documents expand with our definitions as with the published ones",
        arguments: [
            ("vectors/ob3-examples", 2), ("vectors/vc-di-eddsa", 14), ("vectors/vc-di-ecdsa", 20),
            ("vectors/vc-data-model-2.0-test-suite", 100),
        ])
    func expansion(folder: String, atLeast count: Int) throws {
        let ours = try Self.ours()
        let theirs = try Self.theirs()
        var expanded = 0
        for file in try SharedVectors.files(below: folder, ending: ".json") {
            let document = try SharedVectors.json(file)
            guard document["@context"] != nil else { continue }
            for isSafe in [false, true] {
                let outcome = Outcome(document, ours, isSafe: isSafe)
                #expect(outcome == Outcome(document, theirs, isSafe: isSafe), "\(file)")
                if !isSafe, case .expanded = outcome { expanded += 1 }
            }
        }
        #expect(expanded >= count)
    }

    @Test("An older edition can be set in the place of the one that is known")
    func olderEdition() throws {
        let url = "\(KnownContextsTests.openBadges)/context-3.0.3.json"
        let older = try #require(KnownContexts.alternatives(for: url).first)
        let badge: JSON = [
            "@context": ["https://www.w3.org/ns/credentials/v2", .string(url)],
            "endorsementJwt": "e30.e30.",
        ]
        let safe = JSONLDOptions(isSafe: true)
        let newest = JSONLDProcessor(loader: KnownContextLoader())
        #expect(try newest.quads(badge, options: safe).count == 1)
        let processor = JSONLDProcessor(
            loader: KnownContextLoader(adding: [(url: url, document: older.document)]))
        #expect(throws: JSONLDError.self) { try processor.quads(badge, options: safe) }
    }

    @Test("An unknown context is named in the refusal")
    func unknown() throws {
        let document: JSON = ["@context": "https://example.org/context", "name": "a"]
        let error = try #require(throws: JSONLDError.self) {
            try JSONLDProcessor(loader: KnownContextLoader()).expand(document)
        }
        #expect(error.code == .loadingRemoteContextFailed)
        #expect(error.description.contains("https://example.org/context"))
    }
}
