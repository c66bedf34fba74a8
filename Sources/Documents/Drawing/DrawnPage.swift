internal import CertAuthority

/// A page ready to be drawn: line work, a picture above it, other pictures and text above that.
public struct DrawnPage: Sendable {
    /// Line work in the order in which it is drawn, in the units of picture and text.
    var lines: [DrawnLines]
    /// The picture, an SVG document without anything from outside of it; empty for none.
    public let picture: [UInt8]
    /// Pictures of others, such as logos, each drawn by itself.
    let pictures: [DrawnPicture]
    /// The lines of text, in the order in which they are read.
    public let texts: [PlacedText]
    /// The size of the paper, in points (1/72 inch).
    public let paper: (width: Double, height: Double)
    /// The part of the plane that the paper shows, in the units of picture and text.
    public let view: (x: Double, y: Double, width: Double, height: Double)
}

/// Curves in one ink, drawn without a picture to parse: they are the same on every page of a design.
struct DrawnLines: Hashable, Sendable {
    let path: CurvePath
    let ink: InkColour
    /// The width of the line; nil for an area that is filled.
    let width: Double?
    /// What is drawn of it; nil for all.
    let clip: TextFitting.Box?
}

/// A picture of somebody else at its place.
struct DrawnPicture: Hashable, Sendable {
    let picture: Picture
    /// As large as fits, in the middle.
    let box: TextFitting.Box
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
