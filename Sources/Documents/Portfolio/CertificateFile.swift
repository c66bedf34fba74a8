public import CertAuthority
public import Credentials

/// The files that are made of a certificate: the one list by which they are exported, served,
/// offered to learners and put into archives.
///
/// The raw value is the name by which an export asks for it. A new file is a case with its line in
/// ``row``; ``LearnerFiles/content(_:of:)`` makes it where its kind is new as well.
public enum CertificateFile: String, Sendable, CaseIterable {
    case pdf
    case png
    case svg
    case badgePNG = "badge-png"
    case badgeSVG = "badge-svg"
    case json
    case jwt
    case qrSVG = "qr-svg"
    case qrPNG = "qr-png"
    case qrText = "qr-text"

    /// What a file is, by how it is made.
    public enum Kind: Sendable, Equatable {
        /// The sheet to print, drawn.
        case sheet(SheetForm)
        /// The programme's picture with the signed credential baked in.
        case badge(BakedImage)
        /// What was signed, byte for byte; a certificate has one of the two.
        case credential(Certificate.FileForm)
        /// The QR code of the address at which it is verified.
        case code(QRCode.Form)
    }

    private struct Row {
        let kind: Kind
        let name: String
        var address: String?
        var phrase: Phrase?

        init(_ kind: Kind, _ name: String, at address: String? = nil, _ phrase: Phrase? = nil) {
            self.kind = kind
            self.name = name
            self.address = address
            self.phrase = phrase
        }
    }

    private var row: Row {
        switch self {
        case .pdf: Row(.sheet(.pdf), "certificate.pdf", at: ".pdf", .learnerFileSheetPdf)
        case .png: Row(.sheet(.png), "certificate.png", at: ".png", .learnerFileSheetPng)
        case .svg: Row(.sheet(.svg), "certificate.svg", at: ".svg", .learnerFileSheetSvg)
        case .badgePNG: Row(.badge(.png), "badge.png", .learnerFileBadgePng)
        case .badgeSVG: Row(.badge(.svg), "badge.svg", .learnerFileBadgeSvg)
        case .json: Row(.credential(.json), "credential.json", at: ".json", .learnerFileJson)
        case .jwt: Row(.credential(.jwt), "credential.jwt", at: ".jwt", .learnerFileToken)
        case .qrSVG: Row(.code(.svg), "qr.svg", at: "/qr.svg", .learnerFileQr)
        case .qrPNG: Row(.code(.png), "qr.png", at: "/qr.png")
        case .qrText: Row(.code(.text), "qr.txt")
        }
    }

    /// How it is made.
    public var kind: Kind { row.kind }

    /// The end of its address at the public server, after `/credentials/` and the number, such as
    /// `.pdf` or `/qr.svg`; nil where it is not served by number.
    public var address: String? { row.address }

    /// What it is called among the files of one certificate, such as `badge.png`.
    public var name: String { row.name }

    /// What it is called on the learner's page; nil where it is not among the downloads.
    public var phrase: Phrase? { row.phrase }

    /// What learners can download, in the order in which it is offered.
    public static let downloads = allCases.filter { $0.phrase != nil }

    /// The download of that name.
    public init?(downloadName name: String) {
        guard let file = Self.downloads.first(where: { $0.name == name }) else { return nil }
        self = file
    }

    /// The media type.
    public var mediaType: String {
        switch kind {
        case .sheet(let form): form.mediaType
        case .badge(.png), .code(.png): "image/png"
        case .badge(.svg), .code(.svg): "image/svg+xml"
        case .credential(let form): form.mediaType
        case .code(.text): "text/plain; charset=utf-8"
        }
    }

    /// What it takes to make a file.
    public enum Effort: Sendable {
        /// Reading what is kept.
        case reading
        /// Drawing a picture.
        case picture
        /// Drawing and writing a document with fonts.
        case document
    }

    /// What it takes to make it.
    public var effort: Effort {
        switch kind {
        case .credential: .reading
        case .sheet(.pdf): .document
        case .sheet, .badge, .code: .picture
        }
    }

    /// Whether it would garble a terminal.
    public var isBinary: Bool {
        switch kind {
        case .sheet(.pdf), .sheet(.png), .badge, .code(.png): true
        case .sheet(.svg), .credential, .code(.svg), .code(.text): false
        }
    }
}
