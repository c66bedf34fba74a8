/// Names of certificates' issuers and subjects (RFC 5280 §4.1.2.4).
enum X509Name {
    /// The most characters of an attribute (RFC 5280 appendix A.1, `ub-common-name`).
    private static let longest = 64

    /// A Name of an organisation and a common name; what is longer than 64 characters is cut.
    static func der(organization: String, commonName: String) -> [UInt8] {
        DER.sequence(
            attribute(X509Identifier.organizationName, organization),
            attribute(X509Identifier.commonName, commonName))
    }

    private static func attribute(_ identifier: [UInt8], _ text: String) -> [UInt8] {
        var cut = String.UnicodeScalarView()
        cut.append(contentsOf: text.unicodeScalars.prefix(longest))
        return DER.set([
            DER.sequence(
                DER.element(DER.objectIdentifier, identifier),
                DER.element(DER.utf8String, Array(String(cut).utf8)))
        ])
    }

    /// The common name of a Name in DER, else its organisation; "(no name)" where it has neither.
    static func text(_ name: [UInt8]) -> String {
        var found: [[UInt8]: String] = [:]
        var outer = DERReader(name)
        guard var sets = outer.sequence() else { return "(no name)" }
        while !sets.isAtEnd, let set = sets.element(DER.set) {
            var attributes = DERReader(set)
            while !attributes.isAtEnd, var attribute = attributes.sequence(),
                let identifier = attribute.element(DER.objectIdentifier),
                let tag = attribute.nextTag, let value = attribute.element(tag)
            {
                found[Array(identifier)] = printable(String(decoding: value, as: UTF8.self))
            }
        }
        return found[X509Identifier.commonName] ?? found[X509Identifier.organizationName]
            ?? "(no name)"
    }

    /// Without control characters, which would play tricks on a terminal.
    private static func printable(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(256) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
