import ArgumentParser
import Credentials
import Documents

/// A folder of documents beside what a command does.
struct DocumentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write each certificate's PDF to this folder; existing files are kept.",
            valueName: "folder"), completion: .directory)
    var documents: String?

    @Flag(help: "Sign the PDFs with the organisation's document key.")
    var sign = false

    /// The folder, where one is wanted.
    func folder(
        _ open: OpenInstallation, _ request: SheetRequest, _ passphrase: PassphraseOptions,
        at instant: Timestamp
    ) throws -> DocumentFolder? {
        try documents.map { path in
            DocumentFolder(
                path: path, request: request, desk: try SheetDesk(open),
                records: RecordDesk(open.store, open.installation, at: instant), store: open.store,
                signing: sign ? DocumentSigning(open, passphrase, at: instant) : nil,
                now: instant)
        }
    }
}
