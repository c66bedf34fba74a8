import Credentials
import Foundation
import LinkedData
import Testing

/// What a certificate may come in, by what may have become of it: every one has one answer, by
/// every way in. ``EveryWayInTests`` has what is odd besides.
@Suite("One certificate, one answer, in every form")
struct EveryFormTests {
    private enum State: String, CaseIterable {
        case ours, altered, offRecord, superseded, erased, revoked, stranger

        var right: String {
            switch self {
            case .ours, .erased, .stranger: "valid"
            case .altered: "not-genuine"
            case .offRecord: "cannot-tell"
            case .superseded, .revoked: "not-currently-valid"
            }
        }

        /// Without the record, from keys and lists alone: that a document is on no record is not
        /// seen there.
        var offline: String { self == .offRecord ? "valid" : right }

        /// What is answered to the number: of an erased certificate nothing is left to confirm, and
        /// an altered document says nothing of the one that was issued.
        var byNumber: Answer? {
            switch self {
            case .ours, .superseded, .revoked: .verdict(right)
            case .erased: .verdict("cannot-tell")
            case .offRecord: Answer.none
            case .altered, .stranger: nil
            }
        }
    }

    /// A certificate in all its forms.
    private struct Forms {
        var files: [String: [UInt8]] = [:]
        /// Of the JSON credential and of the token, where they have one of ours.
        var numbers: [String] = []
        /// A picture without a credential.
        var picture: [UInt8] = []
    }

    private static let day = "2025-06-27"
    private static let otherDay = "2025-06-26"

    @Test("JSON, token, badges, pictures of the sheet, PDF and signed PDF, whatever became of it")
    func everyForm() async throws {
        try await Coalition.with { coalition in
            let samples = try await samples(coalition)
            #expect(samples.count == State.allCases.count)
            let folder = coalition.desk + "/forms"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try await Server.with(home: coalition.home) { server in
                let ways = Ways(coalition: coalition, server: server)
                let documents = try await published(samples, by: server, coalition)
                for (state, forms) in samples {
                    #expect(forms.files.count == 8, "\(state)")
                    for (name, bytes) in forms.files {
                        try Data(bytes).write(
                            to: URL(filePath: "\(folder)/\(state.rawValue)-\(name)"))
                    }
                }
                let inFolder = try await ways.folder(folder)
                for (state, forms) in samples {
                    let right = Answer.verdict(state.right)
                    for (name, bytes) in forms.files {
                        let sample = "\(state.rawValue)-\(name)"
                        #expect(try await ways.page(bytes) == right, "\(sample), page")
                        #expect(inFolder[sample] == right, "\(sample), certctl verify --bulk")
                        let path = "\(folder)/\(sample)"
                        #expect(try await ways.single(path) == right, "\(sample), certctl")
                        let alone = try await ways.single(
                            path, home: coalition.desk + "/none", offline: documents)
                        #expect(alone == .verdict(state.offline), "\(sample), certctl offline")
                        let isText = name.hasSuffix(".json") || name.hasSuffix(".jwt")
                        let bulk = try await ways.bulk(bytes)
                        #expect(
                            bulk == right || !isText && bulk == .notTaken, "\(sample), bulk")
                        switch try await ways.interface(bytes) {
                        case .notTaken: #expect(!isText, "\(sample), VC API")
                        case let answer:
                            #expect(
                                answer == .verdict(state.right == "valid" ? "valid" : "not valid"),
                                "\(sample), VC API")
                        }
                    }
                    guard let byNumber = state.byNumber else { continue }
                    for number in forms.numbers {
                        #expect(
                            try await ways.number(number) == byNumber, "\(state), JSON by number")
                    }
                }
            }
        }
    }

    // MARK: The documents

    private func samples(_ coalition: Coalition) async throws -> [(State, Forms)] {
        try await signDocuments(coalition)
        let json = try await coalition.issue(coalition.write("a.csv", Self.cohort), Self.programme)
        let tokens = try await coalition.issue(
            coalition.write("b.csv", Self.cohort.replacing("F-", with: "G-")), Self.programme,
            "--proof", "vc+jwt")
        var forms: [Forms] = []
        for (number, token) in zip(json, tokens) {
            forms.append(try await exported(number, token, coalition))
        }
        for numbers in [json, tokens] {
            try await coalition.certctl("reissue", "--yes", numbers[1], "--name", "Corrected Name")
            try await coalition.certctl("erase", numbers[2], "--reason", "asked for", "--yes")
            try await coalition.certctl(
                "revoke", "--yes", numbers[3], "--reason", "issued by mistake")
        }
        var offRecord = Forms()
        // Another installation with the same keys and another record.
        try await Coalition.with { other in
            try await signDocuments(other)
            let number = try await other.issue(other.write("c.csv", Self.cohort), Self.programme)[0]
            let token = try await other.issue(
                other.write("d.csv", Self.cohort.replacing("F-", with: "G-")), Self.programme,
                "--proof", "vc+jwt")[0]
            offRecord = try await exported(number, token, other)
        }
        return [
            (.ours, forms[0]), (.altered, try altered(forms[0])), (.offRecord, offRecord),
            (.superseded, forms[1]), (.erased, forms[2]), (.revoked, forms[3]),
            (.stranger, try stranger(forms[0])),
        ]
    }

    private func signDocuments(_ coalition: Coalition) async throws {
        try await coalition.certctl("keys", "root")
        try await coalition.certctl("keys", "certify", "itu")
    }

    private func exported(
        _ json: String, _ token: String, _ coalition: Coalition
    ) async throws -> Forms {
        func export(_ number: String, _ format: String, _ more: String...) async throws -> [UInt8] {
            let outcome = try await coalition.start(
                ["export", number, "--format", format] + more
            ).outcome()
            #expect(outcome.status == 0, "\(outcome.complaints)")
            return Array(outcome.output)
        }
        return Forms(
            files: [
                "c.json": try await export(json, "json"), "c.jwt": try await export(token, "jwt"),
                "c.png": try await export(json, "badge-png"),
                "c.svg": try await export(json, "badge-svg"),
                "sheet.png": try await export(json, "png"),
                "sheet.svg": try await export(json, "svg"),
                "c.pdf": try await export(json, "pdf"),
                "signed.pdf": try await export(json, "pdf", "--sign"),
            ], numbers: [json, token], picture: try await export(json, "qr-png"))
    }

    /// The same with another day of completion, wherever it stands.
    private func altered(_ forms: Forms) throws -> Forms {
        var altered = Forms(files: forms.files)
        let json = try #require(forms.files["c.json"])
        let other = Self.replacing(json, Self.day, Self.otherDay)
        try #require(other != json)
        altered.files["c.json"] = other
        let parts = String(decoding: try #require(forms.files["c.jwt"]), as: UTF8.self)
            .split(separator: ".")
        let payload = Self.replacing(try Base64URL.decode(parts[1]), Self.day, Self.otherDay)
        altered.files["c.jwt"] = Array(
            "\(parts[0]).\(Base64URL.encode(payload)).\(parts[2])".utf8)
        try carry(other, in: &altered, of: forms)
        return altered
    }

    /// A stranger's in the same wrappings.
    private func stranger(_ forms: Forms) throws -> Forms {
        let stranger = try Stranger()
        var foreign = Forms(files: forms.files)
        let json = try stranger.sign(stranger.badge()).bytes
        foreign.files["c.json"] = json
        foreign.files["c.jwt"] = try stranger.token(stranger.badge())
        try carry(json, in: &foreign, of: forms)
        return foreign
    }

    /// Puts another credential into pictures, and in the place of the one in sheets.
    private func carry(_ credential: [UInt8], in forms: inout Forms, of whole: Forms) throws {
        let own = try #require(whole.files["c.json"])
        forms.files["c.png"] = try BakedPNG.bake(credential, into: whole.picture)
        forms.files["c.svg"] = try BakedSVG.bake(
            credential,
            into: Array("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\"/></svg>".utf8)
        )
        let sheet = try #require(whole.files["sheet.png"])
        forms.files["sheet.png"] = try BakedPNG.bake(credential, into: Self.emptied(sheet))
        var drawing = try #require(whole.files["sheet.svg"])
        drawing.replaceSubrange(try #require(drawing.firstRange(of: own)), with: credential)
        forms.files["sheet.svg"] = drawing
        try #require(credential.count <= own.count)
        let padded = credential + Array(repeating: 0x20, count: own.count - credential.count)
        for name in ["c.pdf", "signed.pdf"] {
            var pdf = try #require(whole.files[name])
            let place = try #require(pdf.firstRange(of: own), "\(name) holds its credential")
            pdf.replaceSubrange(place, with: padded)
            forms.files[name] = pdf
        }
    }

    /// A PNG without the chunk behind its header, which is its credential's.
    private static func emptied(_ picture: [UInt8]) -> [UInt8] {
        let header = 33
        let length = picture[header..<header + 4].reduce(0) { $0 << 8 | Int($1) }
        return Array(picture[..<header] + picture[(header + 12 + length)...])
    }

    private static func replacing(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
        Array(String(decoding: bytes, as: UTF8.self).replacing(old, with: new).utf8)
    }

    /// What the installation publishes of its keys and lists, in a folder.
    private func published(
        _ samples: [(State, Forms)], by server: Server, _ coalition: Coalition
    ) async throws -> String {
        let folder = coalition.desk + "/published"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try coalition.write(
            "published/did.json", try await server.get("/orgs/itu/did.json").body)
        var lists: Set<String> = []
        for (state, forms) in samples where state != .stranger {
            let json = try JSON.parse(try #require(forms.files["c.json"]))
            let token = String(decoding: try #require(forms.files["c.jwt"]), as: UTF8.self)
            let payload = try JSON.parse(Base64URL.decode(token.split(separator: ".")[1]))
            for document in [json, payload] {
                let status = document["credentialStatus"]?["statusListCredential"]?.stringValue
                lists.insert(try #require(status?.split(separator: "/").last.map(String.init)))
            }
        }
        for list in lists {
            let answer = try await server.get("/status/\(list)")
            try #require(answer.status == 200, "\(list)")
            _ = try coalition.write("published/list-\(list)", answer.body)
        }
        return folder
    }

    private static let programme = "ai-foundations"

    private static let cohort = """
        learner_ref,name,email,locale,country,completed_on,delivery,groups
        F-1,Chidi Okafor,,en,NG,2025-06-27,webinar,
        F-2,Ada Obi,,en,NG,2025-06-27,webinar,
        F-3,Bo Ek,,en,KE,2025-06-27,webinar,
        F-4,Cleo Dorn,,en,KE,2025-06-27,webinar,

        """
}
