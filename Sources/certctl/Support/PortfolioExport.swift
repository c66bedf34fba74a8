import CertAuthority
import Documents
import Verification

/// Writes all files of certificates into one ZIP archive, one certificate at a time.
struct PortfolioExport {
    let store: any PublicRecord
    let records: RecordDesk
    let files: LearnerFiles

    /// Writes the archive; it appears under its name when it is whole.
    ///
    /// - Returns: How many certificates are in it; erased ones and those that are not genuine are
    ///   not. The sheets that cannot be drawn and the certificates that are left out, and why.
    func write(
        _ numbers: [CertificateNumber], to path: String
    ) async throws -> (count: Int, faults: [String]) {
        let file = try NewFile(path, mode: 0o600)
        var portfolio = Portfolio(files)
        var progress = Progress(total: numbers.count, noun: "certificates")
        var count = 0
        var faults: [String] = []
        do {
            for (index, number) in numbers.enumerated() {
                if try await append(number, with: &portfolio, to: file, &faults) { count += 1 }
                progress.show(index + 1)
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
        _ faults: inout [String]
    ) async throws -> Bool {
        guard let certificate = try await store.certificate(number) else { return false }
        let offered = try await files.offered(certificate)
        guard !offered.isEmpty else { return false }
        let genuine: GenuineCertificate
        do {
            genuine = try await records.genuine(certificate)
        } catch let fault as RecordFault {
            faults.append("\(fault)")
            return false
        }
        for learnerFile in offered {
            do {
                try file.append(try await portfolio.part(learnerFile, of: genuine))
            } catch let fault as SheetFault {
                faults.append("\(number), \(learnerFile.name): \(fault)")
            }
        }
        return true
    }
}
