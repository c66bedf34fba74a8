/// Draws pictures once before they are put in force. Reading a catalogue only parses them: what is in
/// force stays in force, and reading it costs no drawing.
enum PictureExamination {
    /// Every logo and badge image that cannot be drawn, or draws nothing.
    ///
    /// - Parameters:
    ///   - files: The catalogue's files, which were read without a fault.
    ///   - stored: What is in force: pictures that are in it already are not drawn again.
    static func faults(
        _ files: CatalogueFiles, _ catalogue: Catalogue, over stored: StoredCatalogue
    ) -> [SourceFault] {
        let before = CatalogueFiles(stored: stored).flatMap { try? CatalogueLoader.parse($0) }
        let new = pictures(of: catalogue).subtracting(
            before.map { pictures(of: $0.catalogue) } ?? [])
        guard !new.isEmpty else { return [] }
        return (Array(files.logos.values) + Array(files.badgeImages.values))
            .filter { new.contains($0.bytes) }.sorted { $0.path < $1.path }.compactMap(fault)
    }

    /// The bytes of every picture that a catalogue makes use of.
    private static func pictures(of catalogue: Catalogue) -> Set<[UInt8]> {
        let badges =
            catalogue.programmes.compactMap(\.badgeImage)
            + catalogue.series.compactMap(\.badgeImage)
        return Set(catalogue.organisations.compactMap(\.appearance.logo) + badges.map(\.bytes))
    }

    private static func fault(_ file: SourceFile) -> SourceFault? {
        let isPNG = BadgeImage.Form(fileName: file.path) == .png
        do throws(DrawingError) {
            let isMarked =
                isPNG
                ? try PageDrawing.examine(png: file.bytes)
                : try PageDrawing.marks(picture: file.bytes, side: BadgeImage.drawnSide)
            guard !isMarked else { return nil }
            return SourceFault(
                file: file.path, line: nil, field: "",
                reason: "nothing is to be seen: every pixel of it is transparent",
                remedy: isPNG
                    ? "save the image again, with its layers visible"
                    : "look at it in a browser; what it draws must have a colour and lie within its "
                        + "viewBox")
        } catch {
            return SourceFault(
                file: file.path, line: nil, field: "", reason: error.description,
                remedy: "save it as plain SVG, with fewer references (use, pattern, mask)")
        }
    }
}
