public import CertAuthority
public import Documents
public import Verification

/// Draws sheets with what an installation has; its catalogue and designs are read once.
public struct InstallationSheets: Sendable {
    private let installation: Installation
    private let catalogue: Catalogue
    private let designs: SheetDesigns

    /// The sheets of an installation.
    ///
    /// - Throws: What reading the installation's own designs throws.
    public init(_ open: OpenInstallation<some OfficeRecord>) throws {
        installation = open.installation
        catalogue = open.contents.catalogue
        designs = try SheetDesigns.with(folder: open.home.templatesFolder)
    }

    /// A certificate's sheet.
    ///
    /// - Throws: As `CertificateSheet.file`.
    public func file(_ genuine: GenuineCertificate, _ request: SheetRequest) throws -> [UInt8] {
        try CertificateSheet.file(
            genuine, request, designs: designs, catalogue: catalogue,
            installation: installation)
    }

    /// The sheets of a learner's files.
    public func sheets(_ request: SheetRequest) -> LearnerFiles.Sheets {
        LearnerFiles.Sheets { certificate in
            CertificateSheet.isMade(of: certificate, in: catalogue)
        } draw: { genuine, form in
            var request = request
            request.form = form
            return try file(genuine, request)
        }
    }
}
