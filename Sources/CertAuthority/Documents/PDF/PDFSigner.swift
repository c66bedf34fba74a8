public import Credentials

/// Signs PDFs as PAdES B-B (ETSI EN 319 142-1 §6): a detached CMS signature over the whole file but
/// itself, so that PDF readers show who signed and that nothing changed since.
///
/// With an RSA key the same document gives the same bytes; ECDSA signatures are random.
public struct PDFSigner: Sendable {
    private let key: PrivateKey
    private let chain: X509Chain

    /// A signer.
    ///
    /// - Parameters:
    ///   - key: Of the kinds RSA, P-256 or P-384.
    ///   - chain: Its certificate, and those above it.
    public init(key: PrivateKey, chain: X509Chain) {
        self.key = key
        self.chain = chain
    }

    /// The PDF with a signature, added as an incremental update: the bytes before stay as they are.
    ///
    /// - Parameters:
    ///   - pdf: As ``PDFAssembly`` makes it.
    ///   - name: Who signs, as readers show it.
    ///   - reason: Why, as readers show it; nil for none.
    ///   - instant: When, which the certificates have to be valid at.
    /// - Throws: ``X509Error`` where the key or a certificate cannot be used at that time;
    ///   ``PDFError`` where the PDF cannot be read, is signed already or has a form
    ///   (`unsupported`).
    public func sign(
        _ pdf: [UInt8], name: String, reason: String?, at instant: Timestamp
    ) throws -> [UInt8] {
        try chain.check(key: key.publicKey, at: instant)
        var update = try PDFSignatureUpdate(pdf)
        // The chain, the attributes and the signature; what is left over is filled with zeros.
        let room = chain.certificates.reduce(2048) { $0 + $1.der.count }
        let (file, contents) = try update.prepared(
            dictionary: signature(name, reason, instant), room: room)
        var writer = file
        let digest = CMSSignature.digest(
            Array(writer.bytes[..<contents.lowerBound] + writer.bytes[contents.upperBound...]),
            for: key.algorithm)
        let signature = try CMSSignature.detached(digest: digest, key: key, chain: chain)
        guard signature.count <= room else {
            throw PDFError(.tooLarge, "the signature does not fit into the PDF")
        }
        writer.replace(
            at: contents.lowerBound + 1, with: PDFWriter.hexadecimal(signature))
        return writer.bytes
    }

    private func signature(_ name: String, _ reason: String?, _ instant: Timestamp) -> PDFDictionary
    {
        var dictionary: PDFDictionary = [
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"),
            "SubFilter": .name("ETSI.CAdES.detached"), "Name": PDFText.string(name),
            "M": PDFText.date(instant),
        ]
        dictionary["Reason"] = reason.map(PDFText.string)
        return dictionary
    }
}

/// The incremental update that holds a signature (ISO 32000-2 §12.7.5.5 and §12.8).
struct PDFSignatureUpdate {
    private var reader: PDFReader
    private let root: PDFReference
    private var catalogue: PDFDictionary
    private let page: PDFReference
    private var pageDictionary: PDFDictionary

    /// Finds where the signature goes in a PDF.
    ///
    /// - Throws: ``PDFError``.
    init(_ pdf: [UInt8]) throws(PDFError) {
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
    mutating func prepared(
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
