import CertAuthority

/// A certificate sheet, laid out and ready to be drawn; equal sheets give equal bytes.
public struct Sheet: Sendable {
    let page: DrawnPage
    private let document: SheetDocument
    /// What the PDF says of itself.
    public let metadata: DocumentMetadata

    /// Lays out what a certificate says in a design.
    ///
    /// - Parameter colour: The ink where the organisation has no colour of its own.
    /// - Throws: ``SheetFault``: a text that does not fit, a letter that no font has, a template
    ///   that cannot be used.
    public init(
        _ content: SheetContent, design template: SheetTemplate, paper: SheetPaper = .a4,
        coverage: LetterCoverage = .installed
    ) throws(SheetFault) {
        let values = SheetValues(content)
        try Self.requireLetters(values, coverage)
        let shaper: TextShaper
        do throws(DrawingError) { shaper = try TextShaper() } catch {
            throw SheetFault(.drawing, error.description)
        }
        let layout = SheetLayout(
            template, paper: paper, isMirrored: values.isRightToLeft,
            content: content, shaper: shaper)
        (page, document) = try layout.page(template.filled(values.dictionary))
        metadata = DocumentMetadata(
            title: "\(content.title.english): \(content.name)",
            author: content.organisation.english, subject: content.number,
            created: content.issuedAt)
    }

    /// The sheet as one SVG document, whose fonts are named and not within it.
    public var svg: [UInt8] { document.svg(page.lines) }

    /// The sheet as a PDF: vectors, text that can be selected, fonts within it.
    ///
    /// - Throws: ``SheetFault`` with the code `drawing`.
    public func pdf() throws(SheetFault) -> [UInt8] {
        do throws(DrawingError) { return try PageDrawing.pdf(page, metadata) } catch {
            throw SheetFault(.drawing, error.description)
        }
    }

    /// The sheet as a PDF without its line work, and the line work, which many sheets have in
    /// common and which is drawn once for them.
    ///
    /// - Throws: ``SheetFault`` with the code `drawing`; ``PDFError``.
    func layers() throws -> (above: [UInt8], ground: PDFGround?) {
        guard !page.lines.isEmpty else { return (try pdf(), nil) }
        var above = page
        above.lines = []
        do {
            return (try PageDrawing.pdf(above, metadata), try LineWorkMemory.ground(of: page))
        } catch let error as DrawingError {
            throw SheetFault(.drawing, error.description)
        }
    }

    /// The sheet as a PNG.
    ///
    /// - Parameter dpi: Pixels an inch, 36 to 600.
    /// - Throws: ``SheetFault`` with the code `drawing`.
    public func png(dpi: Int = 150) throws(SheetFault) -> [UInt8] {
        guard (36...600).contains(dpi) else {
            throw SheetFault(.drawing, "a picture has from 36 to 600 pixels an inch")
        }
        do throws(DrawingError) { return try PageDrawing.png(page, dpi: dpi) } catch {
            throw SheetFault(.drawing, error.description)
        }
    }

    private static func requireLetters(
        _ values: SheetValues, _ coverage: LetterCoverage
    ) throws(SheetFault) {
        guard !coverage.isEmpty else {
            throw SheetFault(
                .missingLetter,
                "the fonts of the certificate sheets are not installed; "
                    + LetterCoverage.bareRemedy)
        }
        for text in values.texts {
            let missing = coverage.missing(in: text)
            guard missing.isEmpty else {
                throw SheetFault(
                    .missingLetter,
                    "\"\(SourceFault.printable(text))\": \(LetterCoverage.reason(missing)); "
                        + coverage.remedy(missing))
            }
        }
    }
}
