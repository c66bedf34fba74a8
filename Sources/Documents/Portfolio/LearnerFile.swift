public import CertAuthority

/// What a learner can download of a certificate.
public enum LearnerFile: String, Sendable, CaseIterable {
    case sheetPDF = "certificate.pdf"
    case sheetPNG = "certificate.png"
    case sheetSVG = "certificate.svg"
    case badgePNG = "badge.png"
    case badgeSVG = "badge.svg"
    case json = "credential.json"
    case token = "credential.jwt"
    case qrCode = "qr.svg"

    /// The media type.
    public var mediaType: String {
        switch self {
        case .sheetPDF: "application/pdf"
        case .sheetPNG, .badgePNG: "image/png"
        case .sheetSVG, .badgeSVG, .qrCode: "image/svg+xml"
        case .json: Certificate.FileForm.json.mediaType
        case .token: Certificate.FileForm.jwt.mediaType
        }
    }

    /// What it is called on the learner's page.
    public var phrase: Phrase {
        switch self {
        case .sheetPDF: .learnerFileSheetPdf
        case .sheetPNG: .learnerFileSheetPng
        case .sheetSVG: .learnerFileSheetSvg
        case .badgePNG: .learnerFileBadgePng
        case .badgeSVG: .learnerFileBadgeSvg
        case .json: .learnerFileJson
        case .token: .learnerFileToken
        case .qrCode: .learnerFileQr
        }
    }

    /// The form of the certificate as it is printed; nil for what is not drawn so.
    public var sheet: SheetForm? {
        switch self {
        case .sheetPDF: .pdf
        case .sheetPNG: .png
        case .sheetSVG: .svg
        case .badgePNG, .badgeSVG, .json, .token, .qrCode: nil
        }
    }
}
