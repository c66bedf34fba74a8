/// Pictures of a few pixels, such as that in a browser's tab.
public enum SmallPicture {
    /// Draws an SVG document as PNG, transparent where nothing is drawn.
    ///
    /// - Parameters:
    ///   - drawing: The document.
    ///   - side: Pixels each way, within which it is as large as it can be.
    /// - Throws: ``DrawingError``.
    public static func png(_ drawing: [UInt8], side: Int) throws(DrawingError) -> [UInt8] {
        try PageDrawing.png(picture: drawing, side: side)
    }
}
