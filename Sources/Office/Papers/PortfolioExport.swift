public import CertAuthority
public import Documents
import Verification

/// Writes all files of certificates into one ZIP archive, one certificate at a time.
public struct PortfolioExport<Store: OfficeRecord>: Sendable {
    /// Something that is not in the archive.
    public struct Fault: Sendable {
        /// Whose it is.
        public let number: CertificateNumber
        /// The file; nil where nothing of the certificate is in the archive.
        public let file: CertificateFile?
        /// Why: a `SheetFault` or ``OfficeRefusal``.
        public let error: any Error
    }

    private let store: Store
    private let records: GenuineRecords<Store>
    private let files: LearnerFiles

    /// The export of a store's certificates.
    public init(_ store: Store, _ records: GenuineRecords<Store>, _ files: LearnerFiles) {
        self.store = store
        self.records = records
        self.files = files
    }

    /// Writes the archive; it appears under its name when it is whole.
    ///
    /// - Parameter progress: Given how many of the certificates are done.
    /// - Returns: How many certificates are in it; erased ones and those that are not genuine are
    ///   not. The sheets that cannot be drawn and the certificates that are left out, and why.
    /// - Throws: `FileError`; `StoreError`.
    public func write(
        _ numbers: [CertificateNumber], to path: String,
        progress: @Sendable (_ done: Int) -> Void
    ) async throws -> (count: Int, faults: [Fault]) {
        let file = try NewFile(path, mode: 0o600)
        var portfolio = Portfolio(files)
        var count = 0
        var faults: [Fault] = []
        do {
            for (index, number) in numbers.enumerated() {
                if try await append(number, with: &portfolio, to: file, &faults) { count += 1 }
                progress(index + 1)
            }
            try file.append(portfolio.end())
        } catch {
            file.discard()
            throw error
        }
        try file.publish()
        return (count, faults)
    }

    /// Writes the files of one certificate.
    ///
    /// - Returns: True where there are any.
    private func append(
        _ number: CertificateNumber, with portfolio: inout Portfolio, to file: NewFile,
        _ faults: inout [Fault]
    ) async throws -> Bool {
        guard let certificate = try await store.certificate(number) else { return false }
        let offered = try await files.offered(certificate)
        guard !offered.isEmpty else { return false }
        let genuine: GenuineCertificate
        do {
            genuine = try await records.genuine(certificate)
        } catch let refusal as OfficeRefusal {
            faults.append(Fault(number: number, file: nil, error: refusal))
            return false
        }
        for learnerFile in offered {
            do {
                try file.append(try await portfolio.part(learnerFile, of: genuine))
            } catch let fault as SheetFault {
                faults.append(Fault(number: number, file: learnerFile, error: fault))
            }
        }
        return true
    }
}
