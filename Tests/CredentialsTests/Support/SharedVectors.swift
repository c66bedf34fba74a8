import Foundation
import LinkedData
import Testing

/// The published test vectors, which lie beside the repository and are never copied into it.
///
/// The folder is `../shared/vectors` seen from the repository's root, or what the environment
/// variable `CERTAUTHORITY_SHARED` names in place of `../shared`.
enum SharedVectors {
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["CERTAUTHORITY_SHARED"] {
            return URL(fileURLWithPath: path, isDirectory: true).appending(path: "vectors")
        }
        // This file is Tests/CredentialsTests/Support/SharedVectors.swift.
        var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.deletingLastPathComponent().appending(path: "shared/vectors")
    }()

    static func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: path)))
    }

    static func json(_ path: String) throws -> JSON {
        try JSON.parse(bytes(path), limits: JSONLimits(bytes: 64 << 20))
    }
}

/// Bytes of hexadecimal text, two digits a byte.
func hexadecimal(_ text: String) throws -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }
    try #require(digits.count.isMultiple(of: 2))
    var bytes: [UInt8] = []
    var rest = Substring(digits)
    while !rest.isEmpty {
        bytes.append(try #require(UInt8(rest.prefix(2), radix: 16)))
        rest = rest.dropFirst(2)
    }
    return bytes
}
