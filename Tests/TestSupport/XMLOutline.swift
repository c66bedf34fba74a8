import Foundation
import FoundationXML
import Testing

/// The elements of an XML document in order, as a strict parser reads them.
final class XMLOutline: NSObject, XMLParserDelegate {
    private(set) var elements: [String] = []
    private(set) var attributes: [[String: String]] = []

    /// Reads a document; fails where it is not well-formed.
    init(_ text: String) throws {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        try #require(parser.parse(), "not well-formed: \(text.prefix(200))")
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes members: [String: String]
    ) {
        elements.append(name)
        attributes.append(members)
    }
}
