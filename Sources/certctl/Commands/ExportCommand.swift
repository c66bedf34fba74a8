import ArgumentParser
import CertAuthority
import Credentials
import Documents
import Foundation
import Office
import StoreSQLite

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate: signed credential, sheet to print, or QR code.",
        discussion: """
            JSON or JWT is the signed credential byte for byte. PDF, PNG and SVG are the sheet; the PDF
            carries the signed credential, and with --sign the signature of the organisation. A badge
            is the programme's picture with the signed credential baked in. The QR code holds the URL
            at which the certificate is verified.

            EXAMPLES
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format json -o certificate.json
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format pdf -o certificate.pdf
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format pdf --design modern --paper letter -o c.pdf
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format png --language fr --dpi 300 -o c.png
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format pdf --sign -o signed.pdf
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format badge-png -o badge.png
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format qr-png -o qr.png
              certctl export --batch B-XJ2GBTMD1Z --zip certificates.zip
              certctl export --batch B-XJ2GBTMD1Z --documents certificates --sign
            """)

    /// What can be written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json
        case jwt
        case pdf
        case png
        case svg
        case badgePNG = "badge-png"
        case badgeSVG = "badge-svg"
        case qrSVG = "qr-svg"
        case qrPNG = "qr-png"
        case qrText = "qr-text"

        /// The form of the sheet, where it is one.
        var sheet: SheetForm? { SheetForm(rawValue: rawValue) }

        /// The badge, where it is one.
        var badge: LearnerFile? {
            switch self {
            case .badgePNG: .badgePNG
            case .badgeSVG: .badgeSVG
            default: nil
            }
        }

        /// Whether it would garble a terminal.
        var isBinary: Bool { [.qrPNG, .badgePNG, .pdf, .png].contains(self) }
    }

    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(
        help: """
            json or jwt, as signed; pdf, png or svg, the sheet; badge-png or badge-svg; qr-svg, \
            qr-png or qr-text.
            """)
    var format = Format.json

    @Option(name: .shortAndLong, help: "The file to write, or - for standard output.")
    var output = "-"

    @OptionGroup var sheet: SheetOptions
    @OptionGroup var portfolio: PortfolioOptions
    @OptionGroup var documents: DocumentOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard documents.documents == nil || portfolio.zip == nil else {
            throw ValidationError("Give --zip or --documents, not both.")
        }
        guard
            !documents.sign || documents.documents != nil
                || (format == .pdf && portfolio.zip == nil)
        else { throw ValidationError("--sign is for --format pdf and for --documents.") }
    }

    func run() async throws {
        try await common.run {
            guard documents.documents == nil else { return try await fill() }
            let store = try common.readableStore()
            let installation = try await store.installation()
            guard try await !portfolio.write(number, sheet, common) else { return }
            guard let number else { throw CommandFailure(.usage, "give a certificate's number") }
            let certificate = try await store.certificate(typed: number)
            let bytes =
                if let form = format.sheet {
                    try await drawn(certificate, form)
                } else if let badge = format.badge {
                    try await baked(certificate, badge, installation, store)
                } else {
                    try content(certificate, installation)
                }
            guard output == "-" else { return try FileSystem.replace(output, bytes) }
            guard !format.isBinary || isatty(STDOUT_FILENO) == 0 else {
                throw CommandFailure(.usage, "name a file with -o; a picture is not for terminals")
            }
            Terminal.write(bytes)
        }
    }

    private func drawn(_ certificate: Certificate, _ form: SheetForm) async throws -> [UInt8] {
        let open = try await OpenInstallation(common, writable: false)
        if certificate.standing.isTakenBack {
            Terminal.complain(
                "warning: \(certificate.number) is \(certificate.standing.state.rawValue), which its "
                    + "QR code will tell")
        }
        let records = GenuineRecords(open.store, open.installation, at: SystemTime.now)
        let file = try InstallationSheets(open).file(
            try await records.genuine(certificate), sheet.request(form))
        guard documents.sign else { return file }
        return try await open.signed(
            file, by: certificate.organisation, passphrase.source, at: SystemTime.now)
    }

    private func baked(
        _ certificate: Certificate, _ badge: LearnerFile, _ installation: Installation,
        _ store: SQLiteStore
    ) async throws -> [UInt8] {
        let records = GenuineRecords(store, installation, at: SystemTime.now)
        return try await LearnerFiles(
            installation: installation,
            badges: BadgeImages(store: store, installation: installation)
        ).content(badge, of: try await records.genuine(certificate))
    }

    /// Fills a folder with the PDFs of a certificate or a batch.
    private func fill() async throws {
        let open = try await OpenInstallation(common, writable: false)
        let numbers = try await portfolio.numbers(number, open.store, with: "--documents")
        guard
            let folder = try documents.folder(
                open, sheet.request(.pdf), passphrase, at: SystemTime.now)
        else { return }
        let interruption = Interruption()
        var items: [DocumentFolder<SQLiteStore>.Item] = []
        for number in numbers {
            guard let name = try await open.store.certificate(number)?.name else { continue }
            items.append(.init(number: number, name: name))
        }
        let outcome = try await folder.writeShowing(items) { interruption.isRequested }
        if common.json { Terminal.say(outcome.json) }
        outcome.tell(folder.path)
        try outcome.conclude(folder.path)
        guard !outcome.wasStopped else {
            Terminal.complain("stopped; the same command goes on")
            throw ExitCode(interruption.status.rawValue)
        }
    }

    private func content(
        _ certificate: Certificate, _ installation: Installation
    ) throws -> [UInt8] {
        if format == .json || format == .jwt { try certificate.requireCredential() }
        let address = installation.scannedURL(certificate.number)
        switch format {
        case .json, .jwt:
            guard certificate.fileForm.rawValue == format.rawValue else {
                throw CommandFailure(
                    .conflict,
                    "\(certificate.number) was signed as \(certificate.fileForm.rawValue), and what "
                        + "is signed cannot be turned into another form")
            }
            return certificate.credential
        case .qrSVG: return Array(try QRCode(address).svg(title: address).utf8)
        case .qrPNG: return try QRCode(address).png()
        case .pdf, .png, .svg, .badgePNG, .badgeSVG:
            throw CommandFailure(.failed, "a picture is drawn, not read from the record")
        case .qrText: return Array(try QRCode(address).terminalText().utf8)
        }
    }
}

extension Certificate {
    /// - Throws: `CommandFailure` where the credential was erased.
    fileprivate func requireCredential() throws {
        guard let erasedAt = history.erasedAt else { return }
        throw CommandFailure(
            .notFound, "the credential of \(number) was erased on \(erasedAt.dateText)")
    }
}
