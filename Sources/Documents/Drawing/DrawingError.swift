/// Why something could not be drawn.
public struct DrawingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong and, where it can be said, what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
