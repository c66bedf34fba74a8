import ArgumentParser
import CertAuthority
import Credentials
import Foundation

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a certificate: signed credential, sheet to print, or QR code.",
        discussion: """
            JSON or JWT is the signed credential byte for byte. PDF, PNG and SVG are the sheet; the PDF
            carries the signed credential. The QR code holds the URL at which the certificate is
            verified.

            EXAMPLES
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format json -o certificate.json
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format pdf -o certificate.pdf
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format pdf --design modern --paper letter -o c.pdf
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format png --language fr --dpi 300 -o c.png
              certctl export 7K3M-9QXD-2T8F-W4HN-C --format qr-png -o qr.png
              certctl export --batch B-XJ2GBTMD1Z --zip certificates.zip
            """)

    /// What can be written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case json
        case jwt
        case pdf
        case png
        case svg
        case qrSVG = "qr-svg"
        case qrPNG = "qr-png"
        case qrText = "qr-text"

        /// The form of the sheet, where it is one.
        var sheet: SheetForm? { SheetForm(rawValue: rawValue) }

        /// Whether it would garble a terminal.
        var isBinary: Bool { self == .qrPNG || self == .pdf || self == .png }
    }

    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(help: "json or jwt, as signed; pdf, png or svg, the sheet; qr-svg, qr-png or qr-text.")
    var format = Format.json

    @Option(name: .shortAndLong, help: "The file to write, or - for standard output.")
    var output = "-"

    @OptionGroup var sheet: SheetOptions
    @OptionGroup var portfolio: PortfolioOptions
    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let installation = try await store.installation()
            let files = LearnerFiles(installation: installation)
            guard try await !portfolio.write(number, store, files, json: common.json) else {
                return
            }
            guard let number else { throw CommandFailure(.usage, "give a certificate's number") }
            let certificate = try await store.certificate(typed: number)
            let bytes =
                if let form = format.sheet {
                    try await drawn(certificate, form)
                } else {
                    try content(certificate, installation)
                }
            guard output == "-" else { return try FileSystem.replace(output, bytes) }
            guard !format.isBinary || isatty(STDOUT_FILENO) == 0 else {
                throw CommandFailure(.usage, "name a file with -o; a picture is not for terminals")
            }
            FileHandle.standardOutput.write(Data(bytes))
        }
    }

    private func drawn(_ certificate: Certificate, _ form: SheetForm) async throws -> [UInt8] {
        let open = try await OpenInstallation(common, writable: false)
        if certificate.standing.isTakenBack {
            Terminal.complain(
                "warning: \(certificate.number) is \(certificate.standing.state.rawValue), which its "
                    + "QR code will tell")
        }
        return try CertificateSheet.file(
            certificate, sheet.request(form),
            designs: try SheetDesigns.with(folder: open.home.templatesFolder),
            catalogue: open.contents.catalogue, installation: open.installation)
    }

    private func content(
        _ certificate: Certificate, _ installation: Installation
    ) throws -> [UInt8] {
        if let erasedAt = certificate.history.erasedAt, format == .json || format == .jwt {
            throw CommandFailure(
                .notFound,
                "the credential of \(certificate.number) was erased on \(erasedAt.dateText)")
        }
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
        case .pdf, .png, .svg:
            throw CommandFailure(.failed, "a sheet is drawn, not read from the record")
        case .qrText: return Array(try QRCode(address).terminalText().utf8)
        }
    }
}
