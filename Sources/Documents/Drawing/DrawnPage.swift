/// A page ready to be drawn: a picture, and text above it.
public struct DrawnPage: Sendable {
    /// The picture, an SVG document without anything from outside of it.
    public let picture: [UInt8]
    /// The lines of text, in the order in which they are read.
    public let texts: [PlacedText]
    /// The size of the paper, in points (1/72 inch).
    public let paper: (width: Double, height: Double)
    /// The part of the plane that the paper shows, in the units of picture and text.
    public let view: (x: Double, y: Double, width: Double, height: Double)
}

/// What a PDF says of itself (PDF 32000-1 §14.3.3 "Document information dictionary").
public struct DocumentMetadata: Hashable, Sendable {
    /// The document's title.
    public let title: String
    /// Who made its content.
    public let author: String
    /// What it is about.
    public let subject: String
    /// When it came to be, as ISO 8601 in UTC; also when it was last changed, so that the bytes of
    /// a document depend on nothing else.
    public let created: String

    /// Describes a document.
    public init(title: String, author: String, subject: String, created: String) {
        self.title = title
        self.author = author
        self.subject = subject
        self.created = created
    }
}
