import Foundation
import LinkedData
import Testing

/// Published test vectors and data, which lie beside the repository and are never copied into it.
///
/// The folder is `../shared` seen from the repository's root, or what the environment variable
/// `CERTAUTHORITY_SHARED` names. Tests that need it carry the trait `.needsSharedVectors`, so
/// that they are reported as skipped, with the reason, where it is absent.
enum SharedVectors {
    /// The folder that holds `vectors`, `contexts` and the rest.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CERTAUTHORITY_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let levelsToRoot = 4
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<levelsToRoot { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appendingPathComponent("shared", isDirectory: true)
    }()

    /// True when the folder of vectors is there.
    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("vectors").path)
    }

    /// The bytes of a file, by its path under the folder, such as `contexts/credentials-v2.jsonld`.
    static func bytes(_ path: String) throws -> [UInt8] {
        try Array(Data(contentsOf: folder.appendingPathComponent(path)))
    }

    /// A file's UTF-8 text.
    static func text(_ path: String) throws -> String {
        try #require(String(validating: bytes(path), as: UTF8.self), "\(path) is not UTF-8")
    }

    /// A file read as JSON.
    static func json(_ path: String) throws -> JSON {
        try JSON.parse(bytes(path))
    }

    /// The paths, sorted, of the files below a folder whose names end so; empty only where the
    /// whole shared folder is absent.
    static func files(below directory: String, ending suffix: String) throws -> [String] {
        guard isPresent else { return [] }
        let names = try FileManager.default.subpathsOfDirectory(
            atPath: folder.appendingPathComponent(directory).path)
        return names.filter { $0.hasSuffix(suffix) }.sorted().map { "\(directory)/\($0)" }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test, visibly, where the published vectors are absent.
    static var needsSharedVectors: Self {
        .enabled(
            if: SharedVectors.isPresent,
            "the published vectors are not at \(SharedVectors.folder.path)")
    }
}
