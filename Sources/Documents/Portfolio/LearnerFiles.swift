public import CertAuthority
internal import Credentials
package import LinkedData
public import Verification

/// Makes the files that a learner can download of a certificate; all but the printed sheet are put
/// together here, without rendering.
public struct LearnerFiles: Sendable {
    /// Where printed sheets come from.
    public struct Sheets: Sendable {
        /// Whether there is a sheet of a certificate, which its organisation decides.
        let areMade: @Sendable (Certificate) async throws -> Bool
        /// Draws it.
        let draw: @Sendable (GenuineCertificate, SheetForm) async throws -> [UInt8]

        /// Sheets by two functions.
        ///
        /// - Parameters:
        ///   - areMade: Whether a certificate's organisation makes sheets.
        ///   - draw: A certificate's sheet in a form.
        public init(
            areMade: @escaping @Sendable (Certificate) async throws -> Bool = { _ in true },
            draw: @escaping @Sendable (GenuineCertificate, SheetForm) async throws -> [UInt8]
        ) {
            self.areMade = areMade
            self.draw = draw
        }
    }

    private let installation: Installation
    private let badges: BadgeImages
    private let sheets: Sheets?

    /// - Parameters:
    ///   - badges: Makes the badges.
    ///   - sheets: Draws printed sheets; nil where there is nothing to draw them with, and then none
    ///     is offered.
    public init(installation: Installation, badges: BadgeImages, sheets: Sheets? = nil) {
        self.installation = installation
        self.badges = badges
        self.sheets = sheets
    }

    /// What there is of a certificate, in the order in which it is offered. There is no sheet to
    /// print of one that was revoked.
    ///
    /// - Throws: What asking for the catalogue throws.
    public func offered(_ certificate: Certificate) async throws -> [CertificateFile] {
        guard certificate.history.erasedAt == nil else { return [] }
        let hasSheets =
            if let sheets, certificate.standing.state != .revoked {
                try await sheets.areMade(certificate)
            } else {
                false
            }
        return CertificateFile.downloads.filter { file in
            switch file.kind {
            case .credential(let form): certificate.fileForm == form
            case .sheet: hasSheets
            case .badge, .code: true
            }
        }
    }

    /// The bytes of a file.
    ///
    /// - Throws: ``BakingError``, ``BadgeError``, ``StoreError`` or what the drawing of sheets throws.
    public func content(
        _ file: CertificateFile, of genuine: GenuineCertificate
    ) async throws -> [UInt8] {
        let certificate = genuine.certificate
        switch file.kind {
        case .credential: return certificate.credential
        case .badge(.png): return try await badges.png(of: certificate)
        case .badge(.svg): return try await badges.svg(of: certificate)
        case .code(let form):
            return try QRCode.file(form, of: installation.scannedURL(certificate.number))
        case .sheet(let form):
            guard let sheets else {
                throw BadgeError("there is nothing to draw a sheet with")
            }
            return try await sheets.draw(genuine, form)
        }
    }

    /// What the signed document says, or nil where it cannot be read.
    public static func facts(_ certificate: Certificate) -> CertificateFacts? {
        document(certificate).map { CertificateFacts($0) }
    }

    /// The signed document without what a token adds, or nil where it cannot be read.
    package static func document(_ certificate: Certificate) -> JSONObject? {
        let bytes = certificate.credential
        let json =
            certificate.fileForm == .json
            ? try? JSON.parse(bytes)
            : (try? JSONWebSignature.parse(bytes)).flatMap { try? JSON.parse($0.payload) }
        return (json?["vc"] ?? json)?.objectValue
    }

    /// The title that was signed.
    public static func title(_ certificate: Certificate) -> String {
        facts(certificate)?.programme ?? certificate.programme.text
    }

    /// What a file is called when it is kept: `Zoë Müller - AI Foundations - badge.png`.
    public static func name(_ file: CertificateFile, of certificate: Certificate) -> String {
        "\(folder(certificate)) - \(file.name)"
    }

    /// What all files of a certificate are called together.
    public static func folder(_ certificate: Certificate) -> String {
        ReadableName.of(certificate.name) + " - " + ReadableName.of(title(certificate))
    }
}

/// Everything of some certificates as one ZIP archive, a folder each, piece by piece.
public struct Portfolio {
    private let files: LearnerFiles
    private var archive = ZipWriter()

    /// An empty portfolio.
    public init(_ files: LearnerFiles) { self.files = files }

    /// One file of a certificate, as a part of the archive that is to be written at once.
    ///
    /// - Throws: as ``LearnerFiles/content(_:of:)``.
    public mutating func part(
        _ file: CertificateFile, of genuine: GenuineCertificate
    ) async throws -> [UInt8] {
        let certificate = genuine.certificate
        // The number keeps two learners of one name apart.
        let folder = "\(LearnerFiles.folder(certificate)) - \(certificate.number)"
        return try archive.entry(
            "\(folder)/\(file.name)", try await files.content(file, of: genuine))
    }

    /// The end of the archive.
    public func end() -> [UInt8] { archive.end() }
}
