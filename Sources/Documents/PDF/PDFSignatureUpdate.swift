/// The incremental update that holds a signature (ISO 32000-2 §12.7.5.5 and §12.8).
package struct PDFSignatureUpdate {
    private var reader: PDFReader
    private let root: PDFReference
    private var catalogue: PDFDictionary
    private let page: PDFReference
    private var pageDictionary: PDFDictionary

    /// Finds where the signature goes in a PDF.
    ///
    /// - Throws: ``PDFError``.
    package init(_ pdf: [UInt8]) throws(PDFError) {
        let copy = try PDFCopy(pdf)
        reader = try PDFReader(pdf, limits: PDFCopy.limits)
        guard reader.crossReferences.isTable else {
            throw PDFError(
                .unsupported,
                "the PDF has a cross-reference stream; assemble it again before signing")
        }
        (root, catalogue) = try reader.catalogue()
        guard catalogue["AcroForm"] == nil else {
            throw PDFError(.unsupported, "the PDF is signed already, or has a form")
        }
        page = copy.pages[0]
        pageDictionary = try reader.load(page).dictionaryValue ?? [:]
    }

    /// The file with room for the signature.
    ///
    /// - Returns: The file, and where `<…>` of the signature is in it, which is not signed.
    /// - Throws: ``PDFError``.
    package mutating func prepared(
        dictionary: PDFDictionary, room: Int
    ) throws(PDFError) -> (PDFWriter, contents: Range<Int>) {
        let size = max(
            reader.trailer["Size"]?.integerValue ?? 0,
            (reader.crossReferences.entries.keys.max() ?? 0) + 1)
        let field = PDFReference(number: size)
        let signature = PDFReference(number: size + 1)
        var writer = PDFWriter(updating: reader.bytes)
        catalogue["AcroForm"] = .dictionary([
            "Fields": .array([.reference(field)]),
            // Signatures exist; the file may be appended to only.
            "SigFlags": .integer(3),
        ])
        // That PAdES is used in a PDF 1.7 (ETSI EN 319 142-1 §5.6).
        catalogue["Extensions"] = .dictionary([
            "ESIC": .dictionary(["BaseVersion": .name("1.7"), "ExtensionLevel": .integer(1)])
        ])
        writer.add(root, .dictionary(catalogue))
        let annotations = try reader.value(pageDictionary, "Annots").arrayValue ?? []
        pageDictionary["Annots"] = .array(annotations + [.reference(field)])
        writer.add(page, .dictionary(pageDictionary))
        writer.add(
            field,
            .dictionary([
                "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
                "T": PDFText.string("Signature"), "V": .reference(signature),
                "P": .reference(page),
                // Nothing is drawn: what is on the page is the certificate's own.
                "Rect": .array(Array(repeating: .integer(0), count: 4)),
                // Print and locked.
                "F": .integer(132),
            ]))
        let (bytes, contents, ranges) = Self.text(dictionary, room: room)
        let place = writer.add(signature, raw: bytes)
        var trailer: PDFDictionary = [
            "Root": .reference(root), "Prev": .integer(reader.crossReferences.start),
        ]
        for key in ["Info", "ID"] { trailer[key] = reader.trailer[key] }
        writer.finish(trailer, size: size + 2)
        let hole = (place + contents.lowerBound)..<(place + contents.upperBound)
        let numbers = [0, hole.lowerBound, hole.upperBound, writer.bytes.count - hole.upperBound]
        let list = Array("[\(numbers.map(String.init).joined(separator: " "))".utf8)
        let padding = [UInt8](repeating: 0x20, count: max(0, ranges.count - list.count - 1))
        writer.replace(
            at: place + ranges.lowerBound, with: list + padding + [UInt8(ascii: "]")])
        return (writer, hole)
    }

    /// The signature's dictionary with room for its contents and its ranges.
    private static func text(
        _ dictionary: PDFDictionary, room: Int
    ) -> (bytes: [UInt8], contents: Range<Int>, ranges: Range<Int>) {
        var writer = PDFWriter(version: "1.7")
        let start = writer.bytes.count
        writer.append(.dictionary(dictionary))
        var bytes = Array(writer.bytes[start...].dropLast(2))
        bytes += " /ByteRange ".utf8
        // Four numbers of up to ten digits.
        let ranges = bytes.count..<(bytes.count + 48)
        bytes += [UInt8](repeating: 0x20, count: ranges.count)
        bytes += " /Contents ".utf8
        let contents = bytes.count..<(bytes.count + 2 * room + 2)
        bytes.append(UInt8(ascii: "<"))
        bytes += [UInt8](repeating: UInt8(ascii: "0"), count: 2 * room)
        bytes += ">>>".utf8
        return (bytes, contents, ranges)
    }
}
