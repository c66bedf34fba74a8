import CertAuthority
import Foundation
import Testing
@testable import TestSupport

@Suite("Files")
struct FileSystemTests {
    private func code(_ body: () throws(FileError) -> Void) -> FileError.Code? {
        do throws(FileError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test("What is written reads back, with the rights asked for")
    func roundTrip() async throws {
        try await withFolder { folder in
            let path = folder + "/file"
            try FileSystem.create(path, [1, 2, 3], mode: 0o600)
            #expect(try FileSystem.read(path) == [1, 2, 3])
            #expect(FileSystem.mode(path) == 0o600)
            #expect(
                code { () throws(FileError) in try FileSystem.create(path, [4], mode: 0o600) }
                    == .exists)
            #expect(try FileSystem.read(path) == [1, 2, 3])
            try FileSystem.replace(path, [4])
            #expect(try FileSystem.read(path) == [4])
            #expect(FileSystem.mode(path) == 0o644)
            #expect(FileSystem.names(in: folder) == ["file"])
        }
    }

    @Test("A missing file, a folder, a file that is too large and a bad place are told apart")
    func faults() async throws {
        try await withFolder { folder in
            let path = folder + "/file"
            #expect(code { () throws(FileError) in _ = try FileSystem.read(path) } == .missing)
            #expect(code { () throws(FileError) in _ = try FileSystem.read(folder) } == .failed)
            try FileSystem.create(path, [1, 2, 3], mode: 0o600)
            #expect(
                code { () throws(FileError) in _ = try FileSystem.read(path, limit: 2) }
                    == .tooLarge)
            #expect(try FileSystem.read(path, limit: 3) == [1, 2, 3])
            let below = path + "/below"
            #expect(
                code { () throws(FileError) in try FileSystem.create(below, [], mode: 0o600) }
                    == .denied)
            #expect(
                code { () throws(FileError) in try FileSystem.makeFolder(below, mode: 0o700) }
                    == .denied)
            #expect(FileSystem.names(in: below).isEmpty)
            #expect(FileSystem.mode(below) == nil)
        }
    }

    @Test("A file that appears whole never takes another's place, and leaves no part behind")
    func createWhole() async throws {
        try await withFolder { folder in
            let path = folder + "/file"
            try FileSystem.createWhole(path, [1, 2], mode: 0o600)
            #expect(try FileSystem.read(path) == [1, 2])
            #expect(FileSystem.mode(path) == 0o600)
            #expect(
                code { () throws(FileError) in
                    try FileSystem.createWhole(path, [3], mode: 0o600)
                } == .exists)
            #expect(
                code { () throws(FileError) in
                    try FileSystem.createWhole(path + "/below", [3], mode: 0o600)
                } == .denied)
            #expect(try FileSystem.read(path) == [1, 2])
            #expect(FileSystem.names(in: folder) == ["file"])
        }
    }

    @Test("A file that cannot be replaced leaves no part behind")
    func replaceFails() async throws {
        try await withFolder { folder in
            let target = folder + "/target"
            try FileSystem.makeFolder(target + "/full", mode: 0o755)
            #expect(code { () throws(FileError) in try FileSystem.replace(target, [1]) } == .denied)
            #expect(FileSystem.names(in: folder) == ["target"])
        }
    }

    @Test("A home keeps keys for the owner alone, and gives the store to be read by its group")
    func home() async throws {
        try await withFolder { folder in
            let home = InstallationHome(path: folder + "/home/")
            try home.make()
            #expect(home.path == folder + "/home")
            #expect(home.storePath == folder + "/home/store/certauthority.sqlite")
            #expect(FileSystem.mode(home.keysFolder) == 0o700)
            // With setgid, so that what is made in it later belongs to that group too.
            #expect(FileSystem.mode(home.storeFolder) == 0o2750)
            try home.make()
        }
    }
}
