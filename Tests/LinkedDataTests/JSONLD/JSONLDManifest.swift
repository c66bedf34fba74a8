import LinkedData
import Testing

/// A case of the W3C's JSON-LD test suite, from `vectors/json-ld-api/tests`.
struct JSONLDCase: Sendable, CustomTestStringConvertible {
    /// Where the suite's documents say they are.
    static let site = "https://w3c.github.io/json-ld-api/tests/"
    private static let directory = "vectors/json-ld-api/tests"

    enum Expectation: Sendable {
        /// The path of the expected result.
        case result(String)
        /// The standard's error code.
        case error(String)
        /// Any result.
        case success
    }

    let id: String
    let name: String
    let input: String
    let expectation: Expectation
    let options: JSONLDOptions

    var testDescription: String { "\(id) \(name)" }

    /// The cases of a manifest that are in this library's scope.
    static func all(_ manifest: String) -> [JSONLDCase] {
        guard SharedVectors.isPresent,
            let entries = try? SharedVectors.json("\(directory)/\(manifest)")["sequence"]?
                .arrayValue
        else { return [] }
        return entries.compactMap { JSONLDCase($0) }
    }

    private init?(_ entry: JSON) {
        guard let id = entry["@id"]?.stringValue, let name = entry["name"]?.stringValue,
            let input = entry["input"]?.stringValue
        else { return nil }
        let option = entry["option"]
        if Self.isOutOfScope(option) { return nil }
        self.id = String(id.dropFirst())
        self.name = name
        self.input = input
        if let code = entry["expectErrorCode"]?.stringValue {
            expectation = .error(code)
        } else if let path = entry["expect"]?.stringValue {
            expectation = .result(path)
        } else {
            expectation = .success
        }
        var context: JSON?
        if let path = option?["expandContext"]?.stringValue {
            context = try? Self.document(path)
        }
        options = JSONLDOptions(
            base: option?["base"]?.stringValue ?? Self.site + input, expandContext: context,
            rdfDirection: option?["rdfDirection"]?.stringValue
                .flatMap(RDFDirection.init(rawValue:)))
    }

    /// True for cases of JSON-LD 1.0 alone, for those that ask a 1.1 processor to behave as one of
    /// 1.0, and for generalised RDF: this library has neither mode, and a blank node is never a
    /// predicate.
    private static func isOutOfScope(_ option: JSON?) -> Bool {
        option?["specVersion"] == "json-ld-1.0"
            || option?["specVersion"] != nil && option?["processingMode"] == "json-ld-1.0"
            || option?["produceGeneralizedRdf"] == true
    }

    /// A document of the suite, by its path there.
    static func document(_ path: String) throws -> JSON {
        try SharedVectors.json("\(directory)/\(path)")
    }

    /// The text of a file of the suite.
    static func bytes(_ path: String) throws -> [UInt8] {
        try SharedVectors.bytes("\(directory)/\(path)")
    }

    /// Finds the suite's own documents at their addresses.
    struct Loader: JSONLDContextLoader {
        func context(_ url: String) throws(JSONLDError) -> JSON {
            guard url.hasPrefix(site),
                let document = try? document(String(url.dropFirst(site.count)))
            else {
                throw JSONLDError(.loadingRemoteContextFailed, "there is nothing at \(url)")
            }
            return document
        }
    }
}
