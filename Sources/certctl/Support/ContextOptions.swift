import ArgumentParser
import Credentials
import Verification

/// The contexts by which documents are read, for commands that verify.
struct ContextOptions: ParsableArguments {
    @Option(help: "A folder of further JSON-LD contexts, listed and pinned in its contexts.yaml.")
    var contexts: String?

    /// The carried contexts, and those of the folder where one is named.
    ///
    /// - Throws: `FileError` and `SourceFaults` as ``ContextFolder/library(_:)``.
    func library() throws -> ContextLibrary {
        guard let contexts else { return .known }
        return try ContextFolder.library(contexts)
    }
}
