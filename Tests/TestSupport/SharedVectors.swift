import Foundation
import Testing

/// Published data that lie beside the repository and are never copied into it.
///
/// The folder is `../shared` seen from the repository's root, or what the environment variable
/// `CERTAUTHORITY_SHARED` names.
enum SharedVectors {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CERTAUTHORITY_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        // This file is Tests/TestSupport/SharedVectors.swift.
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appending(path: "shared")
    }()

    static func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }
}
