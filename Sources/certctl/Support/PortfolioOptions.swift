import ArgumentParser
import CertAuthority
import Documents
import LinkedData
import Office
import Synchronization

/// Everything of a certificate, or of a batch, as one archive.
struct PortfolioOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "All certificates of this batch, with --zip or --documents.", valueName: "batch"))
    var batch: String?

    @Option(
        help: ArgumentHelp(
            "Write all files of the certificate or batch to this new ZIP archive.",
            valueName: "file"), completion: .file())
    var zip: String?

    /// Writes the archive where one is asked for.
    ///
    /// - Returns: False where none is.
    func write(
        _ number: String?, _ sheet: SheetOptions, _ common: CommonOptions
    ) async throws -> Bool {
        guard let zip else {
            guard batch == nil else {
                throw CommandFailure(
                    .usage, "name the archive of a batch with --zip, or a folder with --documents")
            }
            return false
        }
        let open = try await OpenInstallation(common, writable: false)
        let store = open.store
        let numbers = try await numbers(number, store, with: "--zip")
        let files = LearnerFiles(
            installation: open.installation,
            badges: BadgeImages(store: store, installation: open.installation),
            sheets: try InstallationSheets(open).sheets(sheet.request(.pdf)))
        let records = GenuineRecords(store, open.installation, at: SystemTime.now)
        let progress = Mutex(Progress(total: numbers.count, noun: "certificates"))
        let (count, left) = try await PortfolioExport(store, records, files).write(
            numbers, to: zip
        ) { done in progress.withLock { $0.show(done) } }
        let faults = left.map { fault in
            (fault.file.map { "\(fault.number), \($0.name): " } ?? "") + fault.error.told
        }
        if common.json {
            Terminal.say([
                "certificates": .number(Double(count)), "output": .string(zip),
                "faults": .array(faults.map { .string($0) }),
            ])
        } else {
            Terminal.complain(
                "\(Count(count, "certificate is", "certificates are")) in \(zip)")
        }
        for fault in faults { Terminal.complain(fault) }
        guard faults.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(Count(faults.count, "file")) cannot be created; all others are in \(zip)")
        }
        return true
    }

    /// The certificates that are meant: one, or those of the batch.
    func numbers(
        _ number: String?, _ store: some OfficeRecord, with option: String
    ) async throws -> [CertificateNumber] {
        switch (number, batch) {
        case (let number?, nil): return [try await store.certificate(typed: number).number]
        case (nil, let batch?):
            guard try await store.batch(batch) != nil else {
                throw CommandFailure(.notFound, "there is no batch \(batch)")
            }
            return try await store.standings(.batch(batch)).map(\.number)
        default: throw CommandFailure(.usage, "give a number or --batch with \(option)")
        }
    }
}
