import ArgumentParser
import CertAuthority
import Office

/// One certificate, all of a batch, or those that a file names.
struct SelectionOptions: ParsableArguments {
    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(help: ArgumentHelp("All certificates of this batch.", valueName: "batch"))
    var batch: String?

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "The certificates in a file: one number or URL per line, or a CSV with a column number.",
            valueName: "file"), completion: .file())
    var file: String?

    func validate() throws {
        guard [number, batch, file].count(where: { $0 != nil }) == 1 else {
            throw ValidationError("Give a number, or --batch and a batch, or --from and a file.")
        }
    }

    /// What is meant.
    ///
    /// - Throws: `FileError` where the file cannot be read.
    func choice() throws -> CertificateChoice {
        if let number { return .number(number) }
        if let batch { return .batch(batch) }
        let path = file ?? ""
        return .file(path: path, content: try FileSystem.read(path))
    }
}

extension BatchRecord {
    /// Tells that some of the batch that was chosen is still to be issued.
    func tellUnfinished() {
        Terminal.complain(
            "batch \(batch.id) still has \(Count(remaining, "certificate")) to issue"
                + "; abandon the rest with \(Remedy.abandonBatch(batch.id).words)")
    }
}
