public import CertAuthority
public import Credentials
public import Documents
import Verification

/// A folder with a PDF for each certificate, which can be filled in several runs: what is whole in
/// it stays as it is.
public struct DocumentFolder<Store: OfficeRecord>: Sendable {
    /// A certificate and how it is called where something is wrong.
    public struct Item: Sendable {
        /// Its number.
        public let number: CertificateNumber
        /// The learner's name.
        public let name: String
        /// The row of the cohort, where it is one of a cohort.
        public let row: Int?

        /// Names a certificate.
        public init(number: CertificateNumber, name: String, row: Int? = nil) {
            self.number = number
            self.name = name
            self.row = row
        }
    }

    /// A document that could not be made.
    public struct Fault: Sendable {
        /// Whose it is.
        public let item: Item
        /// Why: a `SheetFault`, `PDFError` or ``OfficeRefusal``.
        public let error: any Error
    }

    /// What became of the documents.
    public struct Outcome: Sendable {
        /// How many were written.
        public internal(set) var written = 0
        /// How many were there already.
        public internal(set) var kept = 0
        /// Whether the run was stopped before the last.
        public internal(set) var wasStopped = false
        /// What could not be made.
        public internal(set) var faults: [Fault] = []
    }

    /// The folder's path.
    public let path: String
    private let request: SheetRequest
    private let sheets: InstallationSheets
    private let records: GenuineRecords<Store>
    private let store: Store
    private let signing: DocumentSigning<Store>?
    private let instant: Timestamp

    /// A folder, which need not be there yet.
    ///
    /// - Parameter signedWith: Opens the keys of the organisations, which then sign the documents; nil
    ///   where nothing is signed.
    /// - Throws: What reading the installation's own designs throws.
    public init(
        _ path: String, _ open: OpenInstallation<Store>, _ request: SheetRequest,
        signedWith source: PassphraseSource?, at instant: Timestamp
    ) throws {
        self.path = path
        self.request = request
        sheets = try InstallationSheets(open)
        records = GenuineRecords(open.store, open.installation, at: instant)
        store = open.store
        signing = source.map { DocumentSigning(open, $0, at: instant) }
        self.instant = instant
    }

    /// Writes what is not there yet; certificates that were revoked or erased have no document.
    ///
    /// - Parameters:
    ///   - shouldStop: Asked before each document; what was written stays.
    ///   - progress: Given how many of the items are done.
    /// - Throws: `FileError` where the folder cannot be written; ``KeyError`` and `X509Error` where
    ///   nothing can be signed; `StoreError`.
    public func write(
        _ items: [Item], shouldStop: @Sendable () -> Bool,
        progress: @Sendable (_ done: Int) -> Void
    ) async throws -> Outcome {
        try FileSystem.makeFolder(path, mode: 0o700)
        var outcome = Outcome()
        for (index, item) in items.enumerated() {
            guard !shouldStop() else {
                outcome.wasStopped = true
                break
            }
            guard let certificate = try await store.certificate(item.number),
                certificate.history.erasedAt == nil, certificate.standing.state != .revoked
            else { continue }
            let file = path + "/" + name(certificate)
            if FileSystem.exists(file) {
                outcome.kept += 1
            } else if let fault = try await write(certificate, to: file) {
                outcome.faults.append(Fault(item: item, error: fault))
            } else {
                outcome.written += 1
            }
            progress(index + 1)
        }
        return outcome
    }

    /// Makes one document.
    ///
    /// - Returns: Why it cannot be made, where that is this certificate's matter.
    private func write(
        _ certificate: Certificate, to path: String
    ) async throws -> (any Error)? {
        let genuine: GenuineCertificate
        do {
            genuine = try await records.genuine(certificate)
        } catch let fault as OfficeRefusal {
            return fault
        }
        do {
            let document = try await document(genuine)
            let new = try NewFile(path, mode: 0o600)
            do { try new.append(document) } catch {
                new.discard()
                throw error
            }
            try new.publish()
        } catch let fault as SheetFault {
            return fault
        } catch let fault as PDFError {
            return fault
        }
        return nil
    }

    /// Makes the folder and opens the key that an organisation's documents are signed with, so that
    /// what is wrong with either is told before anything else is done.
    func prepare(_ organisation: Slug) async throws {
        _ = try await signing?.signer(of: organisation)
        try FileSystem.makeFolder(path, mode: 0o700)
    }

    /// Finds what ``prepare(_:)`` would, and changes nothing.
    func look(_ organisation: Slug) async throws {
        try await signing?.look(organisation)
        try FileSystem.lookForFolder(path)
    }

    private func document(_ genuine: GenuineCertificate) async throws -> [UInt8] {
        let plain = try sheets.file(genuine, request)
        guard let signer = try await signing?.signer(of: genuine.certificate.organisation) else {
            return plain
        }
        return try signer.signer.sign(plain, name: signer.name, reason: nil, at: instant)
    }

    /// People read whose it is; the number keeps two of one name apart.
    private func name(_ certificate: Certificate) -> String {
        "\(LearnerFiles.folder(certificate)) - \(certificate.number)"
            + (signing == nil ? "" : " signed") + ".pdf"
    }
}
