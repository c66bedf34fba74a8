import ArgumentParser
import Credentials
import Documents
import Office
import StoreSQLite
import StoreSQL

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
        _ open: OpenInstallation<SQLStore>, _ request: SheetRequest,
        _ passphrase: PassphraseOptions,
        at instant: Timestamp
    ) throws -> DocumentFolder<SQLStore>? {
        try documents.map { path in
            try DocumentFolder(
                path, open, request, signedWith: sign ? passphrase.source : nil, at: instant)
        }
    }
}
