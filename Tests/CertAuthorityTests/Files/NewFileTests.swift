import CertAuthority
import Foundation
import Testing
@testable import TestSupport

@Suite("Files that come to be whole or not at all")
struct NewFileTests {
    @Test("A file has its name only once it is published, and never takes another's")
    func publish() async throws {
        try await withFolder { folder in
            let path = folder + "/file"
            let file = try NewFile(path, mode: 0o600)
            try file.append([1])
            try file.append([2, 3])
            #expect(!FileSystem.exists(path))
            try file.publish()
            #expect(try FileSystem.read(path) == [1, 2, 3])
            #expect(FileSystem.mode(path) == 0o600)
            #expect(throws: FileError.self) { _ = try NewFile(path, mode: 0o600) }
            let late = try NewFile(folder + "/late", mode: 0o600)
            try FileSystem.create(folder + "/late", [9], mode: 0o600)
            #expect(throws: FileError.self) { try late.publish() }
            #expect(try FileSystem.read(folder + "/late") == [9])
            try NewFile(folder + "/none", mode: 0o600).discard()
            #expect(FileSystem.names(in: folder) == ["file", "late"])
        }
    }
}
