/// A sheet as one SVG document, but for its line work.
struct SheetDocument: Sendable {
    let markup: [UInt8]
    /// Where the line work belongs: below all else.
    let ground: Int

    /// The whole: line work first, as it is drawn.
    func svg(_ lines: [DrawnLines]) -> [UInt8] {
        let ground = lines.enumerated().map { $1.markup(clipName: "line-work-\($0)") }
        var document = markup
        document.insert(contentsOf: ground.joined().utf8, at: self.ground)
        return document
    }
}
