import CertAuthority

/// Writes all files of certificates into one ZIP archive, one certificate at a time.
struct PortfolioExport {
    let store: any StoreReader
    let files: LearnerFiles

    /// Writes the archive; it appears under its name when it is whole.
    ///
    /// - Returns: How many certificates are in it; erased ones are not.
    func write(_ numbers: [CertificateNumber], to path: String) async throws -> Int {
        let file = try NewFile(path, mode: 0o600)
        var portfolio = Portfolio(files)
        var progress = Progress(total: numbers.count, noun: "certificates")
        var count = 0
        do {
            for (index, number) in numbers.enumerated() {
                if let certificate = try await store.certificate(number) {
                    let part = try await portfolio.part(certificate)
                    try file.append(part)
                    count += part.isEmpty ? 0 : 1
                }
                progress.show(index + 1)
            }
            try file.append(portfolio.end())
        } catch {
            file.discard()
            throw error
        }
        try file.publish()
        return count
    }
}
