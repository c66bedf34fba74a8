import LinkedData

/// Statements that can be read can be written, and read back as they were.
struct NQuadsTarget: FuzzTarget {
    static let name = "nquads"

    func seeds() throws -> [[UInt8]] {
        [
            #"<https://e.org/s> <https://e.org/p> "a\tb\u00e9\U0001F600"@en-GB <https://e.org/g> ."#,
            "_:b0 <urn:p> _:b.1-x _:g . # note\n\n_:b0 <urn:p> \"\\\"\\\\\"^^<urn:t> .\r\n",
            "<urn:\\u00e9> <urn:p> \"𝄞\" .",
        ].map { Array($0.utf8) }
    }

    let dictionary = [
        "_:", "<urn:", "^^<", "\\u0000", "\\U0010FFFF", "@en", " .\n", "\"", "\\\"", "#", "\u{7F}",
        "<<(", "--ltr",
    ]

    func check(_ bytes: [UInt8]) throws {
        let quads: [RDFQuad]
        do throws(NQuadsError) {
            quads = try NQuads.parse(bytes)
        } catch {
            return try promise(error.line >= 1 && error.column >= 1, "the error has no place")
        }
        let written = try NQuads.canonicalBytes(quads)
        let again = try NQuads.parse(written, limits: .init(bytes: .max))
        try promise(again == quads, "the statements read back otherwise")
        try promise(try NQuads.canonicalBytes(again) == written, "they are written otherwise")
    }
}
