import ArgumentParser
import Credentials
import Verification

/// The contexts by which documents are read, for commands that verify.
struct ContextOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A folder of additional JSON-LD contexts, listed and pinned in its contexts.yaml.",
            valueName: "folder"), completion: .directory)
    var contexts: String?

    /// The carried contexts, and those of the folder where one is named.
    ///
    /// - Throws: `FileError` and `SourceFaults` as ``ContextFolder/library(_:)``.
    func library() throws -> ContextLibrary {
        guard let contexts else { return .known }
        return try ContextFolder.library(contexts)
    }
}
