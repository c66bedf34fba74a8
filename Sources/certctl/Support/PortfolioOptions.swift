import ArgumentParser
import CertAuthority
import LinkedData

/// Everything of a certificate, or of a batch, as one archive.
struct PortfolioOptions: ParsableArguments {
    @Option(help: "All certificates of this batch, with --zip.")
    var batch: String?

    @Option(help: "Write all files of the certificate, or of the batch, into this new archive.")
    var zip: String?

    /// Writes the archive where one is asked for.
    ///
    /// - Returns: False where none is.
    func write(
        _ number: String?, _ store: some StoreReader, _ files: LearnerFiles, json: Bool
    ) async throws -> Bool {
        guard let zip else {
            guard batch == nil else {
                throw CommandFailure(.usage, "name the archive of a batch with --zip")
            }
            return false
        }
        guard (number == nil) != (batch == nil) else {
            throw CommandFailure(.usage, "give a number or --batch with --zip")
        }
        var numbers: [CertificateNumber] = []
        if let number {
            numbers = [try await store.certificate(typed: number).number]
        } else if let batch {
            guard try await store.batch(batch) != nil else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            numbers = try await store.standings(.batch(batch)).map(\.number)
        }
        let count = try await PortfolioExport(store: store, files: files).write(numbers, to: zip)
        if json {
            Terminal.say(["certificates": .number(Double(count)), "output": .string(zip)])
        } else {
            Terminal.complain(
                "\(count) \(count == 1 ? "certificate is" : "certificates are") in \(zip)")
        }
        return true
    }
}
