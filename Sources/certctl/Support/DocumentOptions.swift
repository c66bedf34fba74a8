import ArgumentParser
import Credentials
import Documents
import Office
import StoreSQLite

/// A folder of documents beside what a command does.
struct DocumentOptions: ParsableArguments {
    @Option(help: "Write each certificate's PDF into this folder; what is there stays.")
    var documents: String?

    @Flag(help: "Sign the PDFs with the organisation's document key.")
    var sign = false

    /// The folder, where one is wanted.
    func folder(
        _ open: OpenInstallation<SQLiteStore>, _ request: SheetRequest,
        _ passphrase: PassphraseOptions,
        at instant: Timestamp
    ) throws -> DocumentFolder<SQLiteStore>? {
        try documents.map { path in
            try DocumentFolder(
                path, open, request, signedWith: sign ? passphrase.source : nil, at: instant)
        }
    }
}
