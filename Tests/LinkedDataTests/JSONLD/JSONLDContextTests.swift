import LinkedData
import Synchronization
import Testing

@Suite("JSON-LD contexts")
struct JSONLDContextTests {
    private func code(_ document: String) throws -> JSONLDError.Code? {
        let document = try JSON.parse(document)
        return #expect(throws: JSONLDError.self) {
            try JSONLDExample.processor.expand(document)
        }?.code
    }

    @Test(
        "A protected term keeps its meaning",
        arguments: [
            #"{"name": "https://example.org/#other"}"#, #"{"name": null}"#,
            #"{"@vocab": "https://example.org/#", "name": {"@type": "@id"}}"#,
            #"{"type": "https://example.org/#type"}"#,
        ])
    func protected(_ context: String) throws {
        #expect(
            try code(#"{"@context": ["https://example.org/terms", \#(context)], "name": "a"}"#)
                == .protectedTermRedefinition)
    }

    @Test("A protected term survives an entry that is passed over, and an equal definition")
    func protectedAgain() throws {
        for context in [#"{"name": "@reserved"}"#, #"{"name": "https://example.org/#name"}"#] {
            let document = try JSON.parse(
                #"{"@context": ["https://example.org/terms", \#(context)], "name": "a"}"#)
            #expect(try JSONLDExample.processor.quads(document, options: .signing).count == 1)
        }
    }

    @Test("Protected terms cannot be wiped out")
    func nullification() throws {
        #expect(
            try code(#"{"@context": ["https://example.org/terms", null], "name": "a"}"#)
                == .invalidContextNullification)
        #expect(
            try code(
                #"{"@context": "https://example.org/terms", "part": {"@context": null, "a": 1}}"#)
                == .invalidContextNullification)
    }

    @Test("Contexts that include each other are refused", arguments: ["self", "left", "right"])
    func loops(_ name: String) throws {
        #expect(
            try code(#"{"@context": "https://example.org/\#(name)", "name": "a"}"#)
                == .recursiveContextInclusion)
    }

    @Test("An unknown context is named, with its place")
    func unknown() throws {
        let document = try JSON.parse(
            #"{"@context": ["https://example.org/terms", "https://example.org/none"]}"#)
        let error = #expect(throws: JSONLDError.self) {
            try JSONLDExample.processor.quads(document, options: .signing)
        }
        #expect(error?.code == .loadingRemoteContextFailed)
        #expect(error?.pointer == "/@context/1")
        #expect(error?.reason.contains("https://example.org/none") == true)
    }

    @Test("A context at a relative address needs a base")
    func relativeContext() throws {
        #expect(try code(#"{"@context": "terms", "name": "a"}"#) == .loadingDocumentFailed)
        let quads = try JSONLDExample.processor.quads(
            try JSON.parse(#"{"@context": "terms", "name": "a"}"#),
            options: JSONLDOptions(base: "https://example.org/document"))
        #expect(quads.count == 1)
    }

    @Test("A type's context covers its node and not the nodes below")
    func typeScope() throws {
        #expect(throws: Never.self) {
            try JSONLDExample.safeQuads(#""type": "Thing", "size": 1"#)
        }
        let error = #expect(throws: JSONLDError.self) {
            try JSONLDExample.safeQuads(#""type": "Thing", "part": {"size": 1}"#)
        }
        #expect(error?.pointer == "/part/size")
    }

    @Test("A loader is asked once for each address, however many documents name it")
    func memory() throws {
        let loader = CountingLoader()
        let processor = JSONLDProcessor(loader: loader)
        for _ in 0..<3 {
            _ = try processor.quads(JSONLDExample.document(#""name": "a""#), options: .signing)
            _ = try processor.expand(
                JSONLDExample.document(#""type": "Thing", "size": 1"#),
                options: JSONLDOptions(base: "https://example.org/"))
        }
        #expect(loader.count.withLock { $0 } == 1)
    }

    @Test("What one document brings along, the next one does not see")
    func isolation() throws {
        let processor = JSONLDProcessor(loader: JSONLDExample.contexts)
        let own = try JSON.parse(
            """
            {"@context": ["https://example.org/terms", {"extra": "https://example.org/#extra"}],
             "type": "Thing", "size": 1, "extra": 2}
            """)
        #expect(try processor.quads(own, options: .signing).count == 3)
        let error = #expect(throws: JSONLDError.self) {
            try processor.quads(
                JSONLDExample.document(#""type": "Thing", "extra": 2"#), options: .signing)
        }
        #expect(error?.code == .dataLoss)
    }

    @Test("Threads that share a processor get the same statements")
    func concurrency() async throws {
        let processor = JSONLDProcessor(loader: JSONLDExample.contexts)
        let document = try JSONLDExample.document(#""type": "Thing", "size": 1, "name": "a""#)
        let expected = try JSONLDExample.processor.quads(document, options: .signing)
        try await withThrowingTaskGroup(of: [RDFQuad].self) { group in
            for _ in 0..<16 {
                group.addTask { try processor.quads(document, options: .signing) }
            }
            for try await quads in group { #expect(quads == expected) }
        }
    }

    private final class CountingLoader: JSONLDContextLoader {
        let count = Mutex(0)

        func context(_ url: String) throws(JSONLDError) -> JSON {
            count.withLock { $0 += 1 }
            return try JSONLDExample.contexts.context(url)
        }
    }
}
