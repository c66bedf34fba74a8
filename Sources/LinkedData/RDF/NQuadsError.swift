/// Why some bytes are not an N-Quads document that this library takes.
public struct NQuadsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    public enum Code: String, Sendable {
        /// Not the grammar of N-Quads.
        case syntax
        /// Bytes that are not UTF-8.
        case invalidUTF8
        /// An IRI without a scheme.
        case relativeIRI
        /// More bytes or statements than the limit.
        case tooLarge
    }

    /// What kind of fault it is.
    public let code: Code
    /// What was found, in words.
    public let reason: String
    /// The line, counted from 1.
    public let line: Int
    /// The byte in the line, counted from 1.
    public let column: Int

    /// Describes a fault at a place.
    public init(_ code: Code, _ reason: String, line: Int, column: Int) {
        self.code = code
        self.reason = reason
        self.line = line
        self.column = column
    }

    /// One sentence that names the place.
    public var description: String { "\(reason) (line \(line), byte \(column))" }
}
