import ArgumentParser
import CertAuthority
import Office

/// One certificate, all of a batch, or those that a file names.
struct SelectionOptions: ParsableArguments {
    @Argument(help: "The certificate's number.")
    var number: String?

    @Option(help: "All certificates of this batch.")
    var batch: String?

    @Option(
        name: .customLong("from"),
        help: "The certificates of a file: a number or URL a line, or a CSV with a column number.")
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
                + "; give up what is left with \(Remedy.abandonBatch(batch.id).words)")
    }
}

/// Asks before many are changed at once.
struct ConfirmationOptions: ParsableArguments {
    @Flag(help: "Do not ask, however many there are.")
    var yes = false

    /// Says what is going to be done, and makes sure that it is meant where it is about more than
    /// one.
    func confirm(_ count: Int, _ deed: String) throws {
        guard count > 1 else { return }
        Terminal.complain("this \(deed)")
        guard !yes else { return }
        guard Terminal.canBeAsked else {
            throw CommandFailure(
                .usage,
                "it is about \(Count(count, "certificate")); say --yes, or run it at a terminal")
        }
        guard Terminal.ask("Type \(count) to go on: ") == "\(count)" else {
            throw CommandFailure(.failed, "not confirmed; nothing was changed")
        }
    }
}
