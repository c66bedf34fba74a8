import CertAuthority

/// Writes all files of certificates into one ZIP archive, one certificate at a time.
struct PortfolioExport {
    let store: any StoreReader
    let files: LearnerFiles

    /// Writes the archive; it appears under its name when it is whole.
    ///
    /// - Returns: How many certificates are in it; erased ones are not. The sheets that cannot be
    ///   drawn, and why; all else of them is in it.
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
                if let certificate = try await store.certificate(number) {
                    let offered = try await files.offered(certificate)
                    for learnerFile in offered {
                        do {
                            try file.append(try await portfolio.part(learnerFile, of: certificate))
                        } catch let fault as SheetFault {
                            faults.append("\(number), \(learnerFile.rawValue): \(fault)")
                        }
                    }
                    count += offered.isEmpty ? 0 : 1
                }
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
}
