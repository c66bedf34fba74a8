import LinkedData
import Testing

@Suite("JSON-LD limits")
struct JSONLDLimitsTests {
    private func code(_ document: JSON, _ limits: JSONLDLimits = .standard) -> JSONLDError.Code? {
        let processor = JSONLDProcessor(loader: JSONLDExample.contexts, limits: limits)
        return #expect(throws: JSONLDError.self) { try processor.quads(document) }?.code
    }

    @Test("Values nest no deeper than the limit")
    func depth() {
        var document: JSON = "bottom"
        for _ in 0..<200 { document = ["https://example.org/#in": document] }
        #expect(code(document) == .limitExceeded)
    }

    @Test("Contexts nest no deeper than the limit")
    func contextDepth() {
        var context: JSON = [:]
        for _ in 0..<200 {
            context = ["in": ["@id": "https://example.org/#in", "@context": context]]
        }
        #expect(code(["@context": context]) == .limitExceeded)
    }

    @Test("Terms depend on one another over no more steps than the limit")
    func dependencies() {
        var context = JSONObject()
        for number in 0..<10_000 {
            context["p\(number)"] = .string("p\(number + 1):x")
        }
        #expect(code(["@context": .object(context)]) == .limitExceeded)
    }

    @Test("Remote contexts are counted, those asked for again too")
    func remoteContexts() {
        let contexts = [JSON](repeating: "https://example.org/terms", count: 9)
        let limits = JSONLDLimits(remoteContexts: 8)
        #expect(code(["@context": .array(contexts), "name": "a"], limits) == .contextOverflow)
    }

    @Test("Work is bounded, the copying of large contexts included")
    func steps() {
        var context = JSONObject()
        for number in 0..<800 { context["t\(number)"] = "https://example.org/#t" }
        let node: JSON = ["@context": ["a": "https://example.org/#a"], "a": 1]
        let document: JSON = [
            "@context": .object(context), "t0": .array([JSON](repeating: node, count: 200)),
        ]
        let limits = JSONLDLimits(steps: 10_000)
        #expect(code(document, limits) == .limitExceeded)
        let values: JSON = ["https://example.org/#a": [1, 2, 3]]
        #expect(code(values, JSONLDLimits(steps: 3)) == .limitExceeded)
    }
}
