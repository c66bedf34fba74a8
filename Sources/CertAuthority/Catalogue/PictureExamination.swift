/// Examines the pictures that a catalogue refers to before it is put in force.
///
/// Reading a catalogue draws nothing itself: who puts one in force hands in what can draw, and who
/// reads the one in force takes ``AppliedPictures``.
public protocol PictureExamination: Sendable {
    /// Everything that is wrong with an organisation's logo or the image of a signature; none where it can be used.
    func faults(ofLogo bytes: [UInt8], as form: Picture.Form) -> [PictureFault]

    /// Everything that is wrong with a badge image; none where it can be used.
    func faults(ofBadgeImage bytes: [UInt8], as form: Picture.Form) -> [PictureFault]
}

/// A fault in a picture: what and where.
public struct PictureFault: Hashable, Sendable {
    /// The line, counted from 1; nil for a picture that is no text.
    public let line: Int?
    /// What is wrong.
    public let reason: String
    /// What to do about it.
    public let remedy: String

    /// Describes a fault.
    public init(line: Int?, reason: String, remedy: String) {
        self.line = line
        self.reason = reason
        self.remedy = remedy
    }

    /// The fault as one of a catalogue's file.
    func fault(in file: SourceFile) -> SourceFault {
        SourceFault(file: file.path, line: line, field: "", reason: reason, remedy: remedy)
    }
}

/// The pictures of a catalogue that was put in force: they were examined then, and stand under
/// their digests in what was signed since.
public struct AppliedPictures: PictureExamination {
    /// Finds nothing.
    public func faults(ofLogo bytes: [UInt8], as form: Picture.Form) -> [PictureFault] { [] }

    /// Finds nothing.
    public func faults(ofBadgeImage bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        []
    }
}

extension PictureExamination where Self == AppliedPictures {
    /// For what a store holds, and for nothing else.
    public static var applied: AppliedPictures { AppliedPictures() }
}

/// Examines the pictures that are not in force yet, each as what it is used for.
struct UnappliedPictures: PictureExamination {
    private let examination: any PictureExamination
    private let logos: Set<Picture>
    private let badgeImages: Set<Picture>

    init(examination: any PictureExamination, over stored: StoredCatalogue) {
        self.examination = examination
        // Only what is made use of was examined.
        let catalogue = CatalogueFiles(stored: stored)
            .flatMap { try? CatalogueLoader.parse($0, pictures: .applied) }?.catalogue
        logos = Set((catalogue?.logos ?? []) + (catalogue?.signatures ?? []))
        badgeImages = Set(
            (catalogue?.programmes ?? []).compactMap(\.badgeImage)
                + (catalogue?.series ?? []).compactMap(\.badgeImage))
    }

    func faults(ofLogo bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        logos.contains(Picture(form, bytes)) ? [] : examination.faults(ofLogo: bytes, as: form)
    }

    func faults(ofBadgeImage bytes: [UInt8], as form: Picture.Form) -> [PictureFault] {
        badgeImages.contains(Picture(form, bytes))
            ? [] : examination.faults(ofBadgeImage: bytes, as: form)
    }
}
