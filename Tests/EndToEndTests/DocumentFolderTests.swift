import CertAuthority
import Credentials
import Foundation
import LinkedData
import Testing

@Suite("Documents of a batch")
struct DocumentFolderTests {
    private static let cohort = """
        learner_ref,name,email,locale,country,completed_on,delivery,groups
        DOC-1,Zoë Anders,doc1@learners.example,en,CH,2025-06-30,self-paced,
        DOC-2,李美,doc2@learners.example,zh,CN,2025-06-30,self-paced,

        """

    private func pages(_ folder: String) -> [String] {
        FileSystem.names(in: folder)
    }

    @Test("Each certificate's PDF is signed, whole files stay, and missing ones are made again")
    func folder() async throws {
        try await Coalition.with { coalition in
            let cohort = try coalition.write("cohort.csv", Self.cohort)
            let folder = coalition.desk + "/documents"
            let command = [
                "issue", cohort, "--programme", "ai-foundations", "--documents", folder, "--sign",
                "--json",
            ]
            // Nothing is issued where the documents could not be signed.
            let unsigned = try await coalition.start(command).outcome()
            #expect(unsigned.status == 14, "\(unsigned.complaints)")
            #expect(try await coalition.numbers().count == 12)
            try await coalition.certctl("keys", "root")
            try await coalition.certctl("keys", "certify", "itu")
            let first = try await coalition.start(command).outcome()
            #expect(first.status == 0, "\(first.complaints)")
            #expect(try first.json()["documents"]?["written"] == 2)
            let names = pages(folder)
            #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(" signed.pdf") })
            #expect(names.contains { $0.hasPrefix("Zoë Anders - ") })
            let contents = try names.map { try FileSystem.read(folder + "/" + $0) }
            for pdf in contents {
                #expect(String(decoding: pdf, as: UTF8.self).contains("/ETSI.CAdES.detached"))
            }
            try FileManager.default.removeItem(atPath: folder + "/" + names[1])
            let second = try await coalition.start(command).outcome()
            #expect(second.status == 0, "\(second.complaints)")
            let told = try second.json()["documents"]
            #expect(told?["written"] == 1 && told?["kept"] == 1)
            #expect(pages(folder) == names)
            #expect(try FileSystem.read(folder + "/" + names[0]) == contents[0])
        }
    }

    @Test("A badge is exported with the credential in it; a signature is for PDFs")
    func badges() async throws {
        try await Coalition.with { coalition in
            let number = try await coalition.numbers()[0]
            let stored = try await coalition.certctl("export", number).output
            let png = try await coalition.certctl("export", number, "--format", "badge-png").output
            #expect(try BakedPNG.credential(in: png) == stored)
            let svg = try await coalition.certctl("export", number, "--format", "badge-svg").output
            #expect(try BakedSVG.credential(in: svg) == stored)
            try await coalition.certctl("export", number, "--format", "png", "--sign", exits: 64)
            try await coalition.certctl("export", number, "--format", "pdf", "--sign", exits: 14)
        }
    }
}
