/// A term that no RDF graph can hold, found while writing it.
///
/// Writing such a term could forge a statement: an IRI with `> .` in it would end its own line.
public struct RDFTermError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with which term.
    public let reason: String

    /// Describes a term at fault.
    public init(_ reason: String) { self.reason = reason }

    /// The reason.
    public var description: String { reason }
}
