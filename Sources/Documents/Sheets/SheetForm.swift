/// The files that a sheet is drawn as.
public enum SheetForm: String, CaseIterable, Sendable, Hashable {
    /// To print: vectors, fonts within.
    case pdf
    /// To show: pixels.
    case png
    /// To work on: the filled template, fonts by name.
    case svg

    /// The media type.
    public var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .png: "image/png"
        case .svg: "image/svg+xml"
        }
    }
}
