public import CertAuthority
import Credentials

/// An invoice, a receipt or a credit note on one page of A4, in one language.
public struct ReceiptSheet: Sendable {
    private let page: DrawnPage
    private let metadata: DocumentMetadata

    /// Lays a receipt out.
    ///
    /// - Parameters:
    ///   - recipient: The lines of whom it is for; empty where nobody is named. They are printed and
    ///     not kept.
    ///   - coverage: The letters that there are.
    /// - Throws: ``SheetFault``: a text that does not fit, or a letter that no font has.
    public init(
        _ receipt: Receipt, recipient: [String] = [], wording: Wording,
        coverage: LetterCoverage = .installed
    ) throws(SheetFault) {
        let words = ReceiptWords(receipt, recipient: recipient, wording)
        for text in words.all {
            let missing = coverage.missing(in: text)
            guard missing.isEmpty else {
                throw SheetFault(
                    .missingLetter,
                    "\"\(SourceFault.printable(text))\": \(LetterCoverage.reason(missing)); "
                        + coverage.remedy(missing))
            }
        }
        let shaper: TextShaper
        do throws(DrawingError) { shaper = try TextShaper() } catch {
            throw SheetFault(.drawing, error.description)
        }
        var layout = ReceiptLayout(wording.language, shaper)
        page = try layout.page(words)
        metadata = DocumentMetadata(
            title: "\(words.title) \(receipt.number)", author: receipt.content.seller.legalName,
            subject: receipt.order.description, created: receipt.issued.description)
    }

    /// The page as a PDF: text that can be selected, fonts within it; equal receipts give equal bytes.
    ///
    /// - Throws: ``SheetFault`` with the code `drawing`.
    public func pdf() throws(SheetFault) -> [UInt8] {
        do throws(DrawingError) { return try PageDrawing.pdf(page, metadata) } catch {
            throw SheetFault(.drawing, error.description)
        }
    }
}
