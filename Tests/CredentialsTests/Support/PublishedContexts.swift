import Credentials
import Foundation
import LinkedData

/// The contexts that published vectors name and that are not carried. They lie in the shared folder
/// `contexts`.
enum PublishedContexts {
    private static let files = [
        ("https://www.w3.org/ns/credentials/examples/v2", "credentials-examples-v2.jsonld"),
        ("https://w3id.org/citizenship/v4rc1", "citizenship-v4rc1.jsonld"),
    ]

    static var isPresent: Bool {
        files.allSatisfy { SharedVectors.isPresent("../contexts/\($0.1)") }
    }

    /// The known contexts and those of the vectors.
    static func library() throws -> ContextLibrary {
        ContextLibrary(
            adding: try files.map { ($0.0, try SharedVectors.json("../contexts/\($0.1)")) })
    }
}
