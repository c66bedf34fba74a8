import CertAuthority
import Documents
import Verification

/// Draws sheets with what an installation has; its catalogue and designs are read once.
struct SheetDesk: Sendable {
    private let installation: Installation
    private let catalogue: Catalogue
    private let designs: SheetDesigns

    /// - Throws: What reading the installation's own designs throws.
    init(_ open: OpenInstallation) throws {
        installation = open.installation
        catalogue = open.contents.catalogue
        designs = try SheetDesigns.with(folder: open.home.templatesFolder)
    }

    /// A certificate's sheet.
    ///
    /// - Throws: As `CertificateSheet.file`.
    func file(_ genuine: GenuineCertificate, _ request: SheetRequest) throws -> [UInt8] {
        try CertificateSheet.file(
            genuine, request, designs: designs, catalogue: catalogue,
            installation: installation)
    }

    /// The sheets of a learner's files.
    func sheets(_ request: SheetRequest) -> LearnerFiles.Sheets {
        LearnerFiles.Sheets { certificate in
            CertificateSheet.isMade(of: certificate, in: catalogue)
        } draw: { genuine, form in
            var request = request
            request.form = form
            return try file(genuine, request)
        }
    }
}
