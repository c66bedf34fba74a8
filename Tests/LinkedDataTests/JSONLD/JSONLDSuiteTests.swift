import LinkedData
import Testing

@Suite("JSON-LD 1.1 test suite", .needsSharedVectors)
struct JSONLDSuiteTests {
    private let processor = JSONLDProcessor(loader: JSONLDCase.Loader())

    @Test(
        "Expansion gives what the W3C expects", arguments: JSONLDCase.all("expand-manifest.jsonld"))
    func expansion(_ example: JSONLDCase) throws {
        let document = try JSONLDCase.document(example.input)
        switch example.expectation {
        case .error(let code):
            let error = #expect(throws: JSONLDError.self) {
                try processor.expand(document, options: example.options)
            }
            #expect(error?.code.rawValue == code)
        case .success:
            _ = try processor.expand(document, options: example.options)
        case .result(let path):
            let expected = try JSONLDCase.document(path)
            let actual = try processor.expand(document, options: example.options)
            #expect(
                ExpandedComparison.matches(actual, expected),
                "\(actual.prettyText())\ninstead of\n\(expected.prettyText())")
        }
    }

    @Test(
        "Statements are those the W3C expects", arguments: JSONLDCase.all("toRdf-manifest.jsonld"))
    func statements(_ example: JSONLDCase) throws {
        let document = try JSONLDCase.document(example.input)
        switch example.expectation {
        case .error(let code):
            let error = #expect(throws: JSONLDError.self) {
                try processor.quads(document, options: example.options)
            }
            #expect(error?.code.rawValue == code)
        case .success:
            _ = try processor.quads(document, options: example.options)
        case .result(let path):
            let expected = try NQuads.parse(JSONLDCase.bytes(path))
            let actual = try processor.quads(document, options: example.options)
            #expect(Set(actual).count == actual.count)
            #expect(try canonicalText(actual) == canonicalText(expected))
        }
    }

    @Test("The manifests are read whole")
    func counts() {
        #expect(JSONLDCase.all("expand-manifest.jsonld").count == 368)
        #expect(JSONLDCase.all("toRdf-manifest.jsonld").count == 448)
    }

    private func canonicalText(_ quads: [RDFQuad]) throws -> String {
        let canonical = try RDFCanonicalization.canonicalize(quads, digest: .sha256)
        return String(decoding: canonical.nquads, as: UTF8.self)
    }
}

/// JSON-LD object comparison as the suite's README describes it: arrays are unordered but for
/// those of `@list`.
enum ExpandedComparison {
    static func matches(_ left: JSON, _ right: JSON, isOrdered: Bool = false) -> Bool {
        switch (left, right) {
        case (.object(let a), .object(let b)):
            return a.count == b.count
                && a.members.allSatisfy { member in
                    guard let other = b[member.name] else { return false }
                    if member.name == "@value" { return member.value == other }
                    return matches(member.value, other, isOrdered: member.name == "@list")
                }
        case (.array(let a), .array(let b)):
            guard a.count == b.count else { return false }
            if isOrdered { return zip(a, b).allSatisfy { matches($0, $1) } }
            var rest = b
            return a.allSatisfy { element in
                guard let place = rest.firstIndex(where: { matches(element, $0) }) else {
                    return false
                }
                rest.remove(at: place)
                return true
            }
        default: return left == right
        }
    }
}
