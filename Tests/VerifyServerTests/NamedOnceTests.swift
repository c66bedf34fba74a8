import Credentials
import Documents
import Foundation
import LinkedData
import Testing
@testable import VerifyServer

/// What is named once in the code has to be told everywhere else; where the compiler does not ask
/// for it, these do.
@Suite("What is named once is told everywhere")
struct NamedOnceTests {
    /// A file of this repository.
    private func text(_ path: String) throws -> String {
        // This file is Tests/VerifyServerTests/NamedOnceTests.swift.
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<3 { root.deleteLastPathComponent() }
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    @Test("Every check stands in the documentation", arguments: Check.Name.allCases)
    func checks(name: Check.Name) throws {
        #expect(try text("docs/verification.md").contains("`\(name.rawValue)`"))
    }

    @Test(
        "Every file with an address is described for programs", arguments: CertificateFile.allCases)
    func files(file: CertificateFile) throws {
        guard let address = file.address else { return }
        let description = try JSON.parse(PackageResources.openapi_json)
        let path =
            if case .credential = file.kind { "/credentials/{number}" } else {
                "/credentials/{number}\(address)"
            }
        let operation = description["paths"]?[path]?["get"]
        let types = operation?["responses"]?["200"]?["content"]?.objectValue?.names ?? []
        let type = file.mediaType.prefix { $0 != ";" }
        #expect(types.contains { $0.hasPrefix(type) }, "\(path): \(types)")
    }

    @Test("No two files of a certificate have a name or an address in common")
    func apart() {
        let files = CertificateFile.allCases
        #expect(Set(files.map(\.name)).count == files.count)
        let addresses = files.compactMap(\.address)
        #expect(Set(addresses).count == addresses.count)
        for file in CertificateFile.downloads {
            #expect(CertificateFile(downloadName: file.name) == file)
        }
        #expect(CertificateFile(downloadName: CertificateFile.qrPNG.name) == nil)
    }
}
