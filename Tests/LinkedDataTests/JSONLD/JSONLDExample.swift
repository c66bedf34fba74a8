import LinkedData

/// Small contexts and documents for the tests of this folder.
enum JSONLDExample {
    static let processor = JSONLDProcessor(loader: contexts)

    static let contexts = FixedContexts([
        (
            "https://example.org/terms",
            [
                "@context": [
                    "@version": .number(1.1), "@protected": true, "id": "@id", "type": "@type",
                    "Thing": [
                        "@id": "https://example.org/#Thing",
                        "@context": [
                            "@protected": true, "size": "https://example.org/#size",
                        ],
                    ],
                    "name": "https://example.org/#name",
                    "part": ["@id": "https://example.org/#part", "@type": "@id"],
                    "day": [
                        "@id": "https://example.org/#day", "@type": "https://example.org/#Day",
                    ],
                    "by": ["@id": "https://example.org/#by", "@container": "@index"],
                    "texts": ["@id": "https://example.org/#texts", "@container": "@language"],
                    "graphs": [
                        "@id": "https://example.org/#graphs", "@type": "@id",
                        "@container": "@graph",
                    ],
                    "blank": "_:blank",
                ]
            ]
        ),
        ("https://example.org/self", ["@context": ["https://example.org/self"]]),
        ("https://example.org/left", ["@context": "https://example.org/right"]),
        ("https://example.org/right", ["@context": "https://example.org/left"]),
    ])

    /// The object with these members, in the context of the terms above.
    static func document(_ members: String) throws -> JSON {
        try JSON.parse(#"{"@context": "https://example.org/terms", \#(members)}"#)
    }

    /// The statements of such an object, for signing.
    static func safeQuads(_ members: String) throws -> [RDFQuad] {
        try processor.quads(document(members), options: .signing)
    }

    /// The literals of an object, each as its value and datatype.
    static func literals(_ quads: [RDFQuad]) -> [String] {
        quads.compactMap { quad in
            guard case .literal(let literal) = quad.object else { return nil }
            return "\(literal.value) \(literal.datatype)"
        }
    }
}
