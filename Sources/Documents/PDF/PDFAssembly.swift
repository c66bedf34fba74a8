import Credentials

/// Makes the document that a learner keeps out of a plain PDF.
///
/// The plain file is not added to but written anew from what its pages need. So the result has one
/// revision, fixed dates and an identifier that is the digest of its content; and the damage is
/// gone that cairo 1.16 does to a file with links, whose table names an object that is not there.
package enum PDFAssembly {
    /// The document: the plain PDF's pages, the credential as an associated file (ISO 32000-2
    /// §7.11.4 and §14.13), metadata, and a structure for screen readers.
    ///
    /// The same arguments give the same bytes.
    ///
    /// - Parameters:
    ///   - plain: A PDF that is not encrypted; what else it has besides pages is left out.
    ///   - credential: Embedded byte for byte as `credential.json` or `credential.jwt`.
    ///   - alternativeTexts: What each page says, in words and in order, with what its pictures are
    ///     and where its QR code leads. cairo does not mark what on a page is a paragraph and what
    ///     is a picture, so each page becomes one figure with this text. Empty: no structure.
    ///   - ground: What lies below all else on each page.
    /// - Throws: ``PDFError`` where the plain PDF cannot be read, or where the number of texts is
    ///   not that of the pages (`unsupported`).
    package static func assemble(
        plain: [UInt8], credential: PDFCredential, metadata: PDFMetadata,
        alternativeTexts: [String], ground: PDFGround? = nil
    ) throws(PDFError) -> [UInt8] {
        var copy = try PDFCopy(plain)
        let structure =
            alternativeTexts.isEmpty
            ? nil : try PDFStructure.mark(&copy, alternativeTexts: alternativeTexts)
        if let ground { try ground.lay(in: &copy) }
        let information = copy.add(.dictionary(metadata.information))
        let attachment = attach(credential, metadata, to: &copy)
        let packet = copy.add(
            .stream(
                PDFStream(
                    dictionary: ["Type": .name("Metadata"), "Subtype": .name("XML")],
                    data: metadata.packet[...])))
        var catalogue: PDFDictionary = [
            "Type": .name("Catalog"), "Pages": copy.copied(copy.pagesRoot),
            "Metadata": .reference(packet), "Lang": PDFText.string(metadata.language),
            "ViewerPreferences": .dictionary(["DisplayDocTitle": .boolean(true)]),
            "Names": .dictionary(
                [
                    "EmbeddedFiles": .dictionary(
                        [
                            "Names": .array([
                                .string(Array(fileName(credential).utf8)), .reference(attachment),
                            ])
                        ])
                ]), "AF": .array([.reference(attachment)]),
        ]
        if let structure {
            catalogue["MarkInfo"] = .dictionary(["Marked": .boolean(true)])
            catalogue["StructTreeRoot"] = .reference(structure)
        }
        let root = copy.add(.dictionary(catalogue))
        return try copy.write(root: root, information: information)
    }

    private static func fileName(_ credential: PDFCredential) -> String {
        credential.form == .json ? "credential.json" : "credential.jwt"
    }

    private static func attach(
        _ credential: PDFCredential, _ metadata: PDFMetadata, to copy: inout PDFCopy
    ) -> PDFReference {
        var parameters: PDFDictionary = [
            "Size": .integer(credential.bytes.count), "ModDate": PDFText.date(metadata.instant),
        ]
        if let checksum = Digest.md5(credential.bytes) {
            parameters["CheckSum"] = .string(checksum)
        }
        // Not compressed, so that the proof can be found in the file without any tool.
        let file = copy.add(
            .stream(
                PDFStream(
                    dictionary: [
                        "Type": .name("EmbeddedFile"),
                        "Subtype": .name(credential.form.mediaType),
                        "Params": .dictionary(parameters),
                    ], data: credential.bytes[...])))
        let name = PDFText.string(fileName(credential))
        return copy.add(
            .dictionary([
                "Type": .name("Filespec"), "F": name, "UF": name,
                "Desc": PDFText.string("The signed credential"),
                "AFRelationship": .name("Data"),
                "EF": .dictionary(["F": .reference(file), "UF": .reference(file)]),
            ]))
    }
}
