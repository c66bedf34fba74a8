import ArgumentParser
import CertAuthority
import Credentials
import Documents
import Foundation
import Office
import StoreSQLite
import StoreSQL

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export a credential (JSON, JWT), sheet (PDF), badge or QR code.",
        discussion: """
            json and jwt are the signed credential, byte for byte. pdf, png and svg are the
            printable sheet; the PDF embeds the signed credential, and with --sign has the
            organisation's signature. A badge is the programme's image with the signed credential
            baked in. The QR code contains the verification URL.

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

    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(
        help: """
            The output format: json or jwt (the signed credential), pdf, png or svg (the sheet), \
            badge-png, badge-svg, qr-svg, qr-png or qr-text.
            """)
    var format = CertificateFile.json

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"),
        completion: .file())
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
        else { throw ValidationError("--sign requires --format pdf or --documents.") }
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
                switch format.kind {
                case .sheet(let form): try await drawn(certificate, form)
                case .badge: try await baked(certificate, installation, store)
                case .credential(let form): try signed(certificate, as: form)
                case .code(let form):
                    try QRCode.file(form, of: installation.scannedURL(certificate.number))
                }
            guard output == "-" else { return try FileSystem.replace(output, bytes) }
            guard !format.isBinary || isatty(STDOUT_FILENO) == 0 else {
                throw CommandFailure(
                    .usage,
                    "name a file with -o; this format is binary and cannot be shown in a terminal")
            }
            Terminal.write(bytes)
        }
    }

    private func drawn(_ certificate: Certificate, _ form: SheetForm) async throws -> [UInt8] {
        let open = try await OpenInstallation(common, writable: false)
        if certificate.standing.isTakenBack {
            Terminal.complain(
                "warning: \(certificate.number) is \(certificate.standing.state.rawValue); its "
                    + "QR code leads to a page that says so")
        }
        let records = GenuineRecords(open.store, open.installation, at: SystemTime.now)
        let file = try InstallationSheets(open).file(
            try await records.genuine(certificate), sheet.request(form))
        guard documents.sign else { return file }
        return try await open.signed(
            file, by: certificate.organisation, passphrase.source, at: SystemTime.now)
    }

    private func baked(
        _ certificate: Certificate, _ installation: Installation, _ store: SQLStore
    ) async throws -> [UInt8] {
        let records = GenuineRecords(store, installation, at: SystemTime.now)
        return try await LearnerFiles(
            installation: installation,
            badges: BadgeImages(store: store, installation: installation)
        ).content(format, of: try await records.genuine(certificate))
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
        var items: [DocumentFolder<SQLStore>.Item] = []
        for number in numbers {
            guard let name = try await open.store.certificate(number)?.name else { continue }
            items.append(.init(number: number, name: name))
        }
        let outcome = try await folder.writeShowing(items) { interruption.isRequested }
        if common.json { Terminal.say(outcome.json) }
        outcome.tell(folder.path)
        try outcome.conclude(folder.path)
        guard !outcome.wasStopped else {
            Terminal.complain("stopped; run the same command again to resume")
            throw ExitCode(interruption.status.rawValue)
        }
    }

    private func signed(
        _ certificate: Certificate, as form: Certificate.FileForm
    ) throws -> [UInt8] {
        try certificate.requireCredential()
        guard certificate.fileForm == form else {
            throw CommandFailure(
                .conflict,
                "\(certificate.number) was signed as \(certificate.fileForm.rawValue); a signed "
                    + "credential cannot be converted to another format")
        }
        return certificate.credential
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
