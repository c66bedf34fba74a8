extension CatalogueReader {
    /// The badge image of a programme or series; may be left out.
    mutating func badgeImage(in fields: SourceReader.Fields) -> Picture? {
        guard let node = fields["badge-image"] else { return nil }
        let images = badgeImages
        let file: SourceFile? = source.value(
            node, path: fields.path("badge-image"), expected: "a badge image that is there",
            remedy: "put a PNG or SVG file into the catalogue's folder badges and write "
                + "badges/NAME.png or badges/NAME.svg"
        ) { images[$0] }
        guard let file, let form = Picture.Form(fileName: file.path) else { return nil }
        let faults = pictures.faults(ofBadgeImage: file.bytes, as: form)
        for fault in faults { source.take(SourceFaults([fault.fault(in: file)])) }
        return faults.isEmpty ? Picture(form, file.bytes) : nil
    }
}

extension Picture.Form {
    /// The form that the ending of a file's name tells; nil for another ending.
    init?(fileName: String) {
        guard let ending = fileName.split(separator: ".").last else { return nil }
        self.init(rawValue: ending.lowercased())
    }
}
