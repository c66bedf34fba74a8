import Credentials
import LinkedData
import Samples

/// Reading JSON-LD ends, whatever the document; what is safe loses nothing; and what a processor
/// remembers changes no answer.
struct JSONLDTarget: FuzzTarget {
    static let name = "jsonld"

    private let processor = JSONLDProcessor(loader: KnownContextLoader())
    private static let direction = JSONLDOptions(rdfDirection: .i18nDatatype)

    func seeds() throws -> [[UInt8]] {
        let badge = SampleIssuer.badge(2).document
        let texts = [
            #"{"@context":{"n":"https://e.org/n","i":{"@id":"https://e.org/i","@type":"@id"}},"n":"x","i":"https://e.org/1"}"#,
            #"{"@context":{"@vocab":"https://e.org/","l":{"@container":"@list"},"m":{"@container":["@graph","@index"]},"g":{"@container":"@language"}},"l":[1,2.5,true],"m":{"a":{"p":"v"}},"g":{"en":"x","@none":"y"}}"#,
            #"{"@context":[{"@version":1.1,"@protected":true,"t":{"@id":"https://e.org/t","@context":{"u":"https://e.org/u"},"@prefix":true}},{"T":{"@id":"https://e.org/T","@context":null}}],"@type":"T","t":{"u":{"@value":"x","@direction":"rtl","@language":"ar"}}}"#,
            #"{"@context":{"@propagate":false,"j":{"@id":"https://e.org/j","@type":"@json"},"r":{"@reverse":"https://e.org/r"},"s":{"@nest":"@nest","@id":"https://e.org/s"}},"j":{"a":[1,null]},"r":{"@id":"_:b"},"@nest":{"s":1},"@included":[{"@id":"https://e.org/2"}]}"#,
            #"[{"@graph":[{"@id":"_:a","https://e.org/p":[{"@set":[{"@list":[]}]}]}],"@id":"https://e.org/g"}]"#,
        ]
        return texts.map { Array($0.utf8) } + [JSON.object(badge).compactBytes()]
    }

    var dictionary: [String] {
        let keywords = [
            "base", "container", "context", "default", "direction", "graph", "id", "import",
            "included", "index", "json", "language", "list", "nest", "none", "prefix", "propagate",
            "protected", "reverse", "set", "type", "value", "version", "vocab",
        ]
        return keywords.map { "\"@\($0)\"" } + KnownContexts.urls.sorted().map { "\"\($0)\"" }
            + ["\"_:b0\"", "\"https://e.org/\"", "1.1", "\"rtl\"", "\"xsd:\"", "null", ":", "{}"]
    }

    func check(_ bytes: [UInt8]) throws {
        guard let document = try? JSON.parse(bytes) else { return }
        let loose = Self.quads(processor, document, options: Self.direction)
        let expanded = Self.expand(processor, document)
        let safe = Self.quads(processor, document, options: .signing)
        if bytes.isChosen(oneIn: 64) {
            let fresh = JSONLDProcessor(loader: KnownContextLoader())
            try promise(
                Self.quads(fresh, document, options: .signing) == safe,
                "a new processor gives other statements")
            try promise(
                Self.expand(fresh, document) == expanded,
                "a new processor expands otherwise")
        }
        guard case .success(let quads) = safe else { return }
        try promise(loose == safe, "safe mode changes the statements")
        let written = try NQuads.canonicalBytes(quads)
        try promise(try NQuads.parse(written) == quads, "the statements read back otherwise")
    }

    private static func quads(
        _ processor: JSONLDProcessor, _ document: JSON, options: JSONLDOptions
    ) -> Result<[RDFQuad], JSONLDError> {
        do throws(JSONLDError) {
            return .success(try processor.quads(document, options: options))
        } catch {
            return .failure(error)
        }
    }

    private static func expand(
        _ processor: JSONLDProcessor, _ document: JSON
    ) -> Result<JSON, JSONLDError> {
        do throws(JSONLDError) {
            return .success(try processor.expand(document))
        } catch {
            return .failure(error)
        }
    }
}
