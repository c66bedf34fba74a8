/// N-Quads, the line format for RDF datasets (RDF 1.1 N-Quads).
public enum NQuads {
    /// What an N-Quads document may cost.
    public struct Limits: Sendable {
        /// The size of the document in bytes.
        public var bytes: Int
        /// How many statements it may have.
        public var statements: Int

        /// Sets both bounds.
        public init(bytes: Int = 4 << 20, statements: Int = 50_000) {
            self.bytes = bytes
            self.statements = statements
        }

        /// 4 MiB and 50 000 statements.
        public static let standard = Limits()
    }

    /// Reads a document: every statement in order, repetitions kept.
    ///
    /// IRIs must be absolute. The additions of RDF 1.2 (triple terms, base directions, `VERSION`)
    /// are refused: no suite that signs RDF graphs defines their canonical form.
    ///
    /// - Throws: ``NQuadsError`` with the line and column of the first fault.
    public static func parse(
        _ bytes: [UInt8], limits: Limits = .standard
    ) throws(NQuadsError) -> [RDFQuad] {
        guard bytes.count <= limits.bytes else {
            throw NQuadsError(
                .tooLarge, "the document has \(bytes.count) bytes, the limit is \(limits.bytes)",
                line: 1, column: 1)
        }
        var parser = NQuadsParser(bytes: bytes, statementLimit: limits.statements)
        return try parser.document()
    }

    /// Writes statements one a line in the canonical form that RDFC-1.0 §5 refers to, in their own
    /// order and with their own blank node labels.
    ///
    /// - Throws: ``RDFTermError`` for a term that would not read back as itself.
    public static func canonicalBytes(_ quads: [RDFQuad]) throws(RDFTermError) -> [UInt8] {
        var writer = NQuadsWriter()
        for quad in quads { try writer.statement(quad) }
        return writer.bytes
    }
}
