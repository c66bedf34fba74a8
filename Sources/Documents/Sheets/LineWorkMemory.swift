import LinkedData

/// Keeps the line work of sheets as PDF: it is the same on every sheet of a design in an
/// organisation's ink, and most of what is to be drawn and compressed of a sheet.
enum LineWorkMemory {
    private struct Key: Hashable, Sendable {
        let lines: [DrawnLines]
        let paper: [Double]

        // Line work that differs nearly always differs in these.
        func hash(into hasher: inout Hasher) {
            hasher.combine(paper)
            for line in lines {
                hasher.combine(line.ink)
                hasher.combine(line.path.steps.count)
            }
        }
    }

    /// Some 60 kB each.
    private static let grounds = BoundedMemory<Key, PDFGround>(capacity: 64)

    /// The line work of a page.
    ///
    /// - Throws: ``DrawingError``, ``PDFError``.
    static func ground(of page: DrawnPage) throws -> PDFGround {
        let key = Key(
            lines: page.lines,
            paper: [
                page.paper.width, page.paper.height, page.view.x, page.view.y, page.view.width,
                page.view.height,
            ])
        return try grounds.recall(key) {
            let lines = DrawnPage(
                lines: page.lines, picture: [], pictures: [], texts: [], paper: page.paper,
                view: page.view)
            let metadata = DocumentMetadata(title: "", author: "", subject: "", created: "")
            return try PDFGround(try PageDrawing.pdf(lines, metadata))
        }
    }
}
