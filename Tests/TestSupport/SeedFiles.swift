import CertAuthority
import Documents
import Foundation
import Testing

/// The repository's own seeds, and small files made from them.
enum SeedFiles {
    /// The folder `seeds` of this repository.
    static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return (parts.dropLast(3) + ["seeds"]).joined(separator: "/")
    }()

    static func load() throws -> CatalogueContents {
        try CatalogueLoader.load(folder: folder, pictures: .drawn)
    }

    static func files() throws -> CatalogueFiles { try CatalogueLoader.read(folder: folder) }

    /// The bytes of one file in it.
    static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    /// The file with every occurrence of one text replaced; fails where there is none.
    static func edit(_ file: SourceFile, _ old: String, _ new: String) throws -> SourceFile {
        let parts = String(decoding: file.bytes, as: UTF8.self).split(
            separator: old, omittingEmptySubsequences: false)
        try #require(parts.count > 1, "\(old) does not occur in \(file.path)")
        return SourceFile(path: file.path, text: parts.joined(separator: new))
    }

    /// The file with text after its end.
    static func appending(_ text: String, to file: SourceFile) -> SourceFile {
        SourceFile(path: file.path, bytes: file.bytes + Array(text.utf8))
    }

    /// The number of the line that holds a text first.
    static func line(of text: String, in file: SourceFile) throws -> Int {
        let whole = String(decoding: file.bytes, as: UTF8.self)
        let range = try #require(whole.firstRange(of: text), "\(text) does not occur")
        return whole[..<range.lowerBound].utf8.count { $0 == UInt8(ascii: "\n") } + 1
    }

    /// The faults that loading these files gives; none is a fault of the test.
    static func faults(_ files: CatalogueFiles) throws -> [SourceFault] {
        do {
            _ = try CatalogueLoader.parse(files, pictures: .drawn)
        } catch {
            return error.faults
        }
        Issue.record("the files load without a fault")
        return []
    }
}
