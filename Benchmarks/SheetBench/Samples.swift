import CertAuthority
import Credentials
import Documents
import Foundation
import Office
import StoreSQLite
import StoreSQL
import Verification

/// The certificates of an installation, and what their documents are made with.
struct Samples {
    let certificates: [GenuineCertificate]
    let designs: SheetDesigns
    let signer: PDFSigner
    let now: Timestamp
    /// Makes badges.
    let files: LearnerFiles
    private let catalogue: Catalogue
    private let installation: Installation

    /// Reads an installation.
    ///
    /// - Throws: ``MissingSample``; what reading the store throws.
    init(_ home: InstallationHome, numbers: [String]) async throws {
        let store = try SQLStore(path: home.storePath, access: .readOnly)
        installation = try await store.installation()
        guard let files = CatalogueFiles(stored: try await store.catalogue()) else {
            throw MissingSample(description: "the installation has no catalogue")
        }
        catalogue = try CatalogueLoader.parse(files, pictures: .applied).catalogue
        designs = try SheetDesigns()
        self.files = LearnerFiles(
            installation: installation,
            badges: BadgeImages(store: store, installation: installation))
        now = Timestamp(seconds: Int64(Date().timeIntervalSince1970))
        let verification = CertificateVerification(store: store, installation: installation)
        certificates = try await Self.genuine(numbers, verification, now)
        guard let organisation = certificates.first?.certificate.organisation,
            let certificate = try await store.currentDocumentCertificate(of: organisation),
            let passphrase = ProcessInfo.processInfo.environment["CERTAUTHORITY_PASSPHRASE"]
        else { throw MissingSample(description: "nothing to sign documents with") }
        signer = try home.keys.signer(certificate, passphrase: Array(passphrase.utf8), at: now)
    }

    /// The genuine certificates of these numbers.
    private static func genuine(
        _ numbers: [String], _ verification: CertificateVerification<SQLStore>, _ now: Timestamp
    ) async throws -> [GenuineCertificate] {
        var certificates: [GenuineCertificate] = []
        for text in numbers {
            let number = try CertificateNumber(text)
            let verified = try await verification.verify(number, at: now)
            guard let genuine = verified?.genuine else {
                throw MissingSample(description: "there is no genuine certificate \(text)")
            }
            certificates.append(genuine)
        }
        return certificates
    }

    /// A certificate's sheet.
    func file(_ certificate: GenuineCertificate, _ request: SheetRequest) throws -> [UInt8] {
        try CertificateSheet.file(
            certificate, request, designs: designs, catalogue: catalogue,
            installation: installation)
    }
}

/// Why nothing can be measured.
struct MissingSample: Error, CustomStringConvertible {
    let description: String
}
