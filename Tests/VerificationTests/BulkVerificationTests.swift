import CertAuthority
import Credentials
import LinkedData
import Testing
import Verification
@testable import TestSupport

@Suite("Verification of many at once")
struct BulkVerificationTests {
    private static let nothing = CredentialExtraction(
        png: { _ in ExtractedCredential([]) }, svg: { _ in ExtractedCredential([]) },
        pdf: { _ in ExtractedCredential([]) })

    private struct Pieces: AsyncSequence {
        let bytes: [UInt8]
        let size: Int

        struct AsyncIterator: AsyncIteratorProtocol {
            var rest: ArraySlice<UInt8>
            let size: Int

            mutating func next() async -> [UInt8]? {
                guard !rest.isEmpty else { return nil }
                defer { rest = rest.dropFirst(size) }
                return Array(rest.prefix(size))
            }
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(rest: bytes[...], size: size) }
    }

    private func answers(
        _ test: TestInstallation, _ text: String, as format: BulkReader.Format = .ndjson,
        failing: Set<FailingStore.Read> = []
    ) async throws -> [BulkAnswer] {
        let store = FailingStore(store: test.store, failing: failing)
        let bulk = BulkVerification(
            verification: CertificateVerification(
                store: store, installation: test.installation), extraction: Self.nothing)
        var answers: [BulkAnswer] = []
        try await bulk.answer(
            Pieces(bytes: Array(text.utf8), size: 100), as: format, at: TestInstallation.instant
        ) { answers.append($0) }
        return answers
    }

    @Test("Numbers, addresses and documents are answered in their order, faults by line")
    func mixed() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "Bo Ek")
            let (first, second) = (issued[0], issued[1])
            try await test.change(second.number, to: .revoked, reason: "issued by mistake")
            let credential = String(decoding: first.credential, as: UTF8.self)
            let changed = credential.replacing("Ada", with: "Eve")
            let unknown = try CertificateNumber.random()
            let lines = [
                first.number.description, "\"\(second.number)\"",
                "\"https://verify.example.org/v/\(first.number)\"", credential, changed,
                "{\"number\":\"\(second.number)\"}", "{\"credential\":\(credential)}",
                "\(unknown)", "0000-1", "{\"name\":1}", "https://elsewhere.example/v/1", "\"open",
            ]
            let answers = try await answers(test, lines.joined(separator: "\n"))
            #expect(answers.map(\.index) == Array(lines.indices))
            #expect(
                answers.map { $0.verdict?.rawValue } == [
                    "valid", "not-currently-valid", "valid", "valid", "not-genuine",
                    "not-currently-valid", "valid", nil, nil, nil, nil, nil,
                ])
            let documents = answers.map {
                $0.document(test.installation, at: TestInstallation.instant)
            }
            #expect(
                documents.compactMap { $0["error"]?["type"]?.stringValue }
                    == [
                        "unknown-number", "mistyped-number", "not-a-credential", "foreign-address",
                        "malformed",
                    ].map { "urn:certauthority:problem:" + $0 })
            #expect(documents[0]["certificate"]?["name"] == "Ada Obi")
            #expect(documents[0]["checks"] == [])
            #expect(documents[1]["checks"]?.arrayValue?.count == 1)
            #expect(documents[3]["issuerKnown"] == true)
            #expect(documents[4]["certificate"] == nil)
        }
    }

    @Test("Order holds however long each line takes")
    func order() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let credential = String(decoding: certificate.credential, as: UTF8.self)
            let lines = (0..<200).map { $0 % 3 == 0 ? credential : "0000-\($0)" }
            let answers = try await answers(test, lines.joined(separator: "\n"))
            #expect(answers.map(\.index) == Array(0..<200))
            for answer in answers {
                #expect(answer.verdict == (answer.index % 3 == 0 ? .valid : nil))
            }
        }
    }

    @Test("As CSV, no field of an answer begins a formula")
    func csv() async throws {
        try await TestInstallation.with { test in
            let issued = try await test.issue("Ada Obi", "=Bo Ek")
            let credential = String(decoding: issued[0].credential, as: UTF8.self)
                .replacing("\"", with: "\"\"")
            let text =
                "number,credential\r\n\(issued[1].number),\r\n,\"\(credential)\"\r\nX,\r\n"
            let answers = try await answers(test, text, as: .csv)
            let table = CSVDocument(
                BulkAnswer.csvHeader
                    + answers.flatMap {
                        $0.csv(test.installation, at: TestInstallation.instant)
                    })
            #expect(table.faults.isEmpty)
            let verdict = try #require(table.index(of: "verdict"))
            let name = try #require(table.index(of: "name"))
            #expect(table.records.map { $0.fields[verdict] } == ["valid", "valid", ""])
            #expect(table.records.map { $0.fields[name] } == ["'=Bo Ek", "Ada Obi", ""])
        }
    }

    @Test("While the store cannot be read, nothing is told of any line that needs it")
    func failingStore() async throws {
        try await TestInstallation.with { test in
            let certificate = try #require(try await test.issue("Ada Obi").first)
            let credential = String(decoding: certificate.credential, as: UTF8.self)
            let answers = try await answers(
                test, "\(certificate.number)\n\(credential)\n", failing: [.certificate])
            #expect(answers.map(\.verdict) == [.cannotTell, .cannotTell])
            #expect(answers.allSatisfy { $0.detail.contains("cannot be read now") })
        }
    }

    /// Lines that fail after the first so many.
    private struct Broken: AsyncSequence, AsyncIteratorProtocol {
        struct Fault: Error {}
        var left = 2

        mutating func next() throws -> [UInt8]? {
            guard left > 0 else { throw Fault() }
            left -= 1
            return Array("0\n0".utf8)
        }

        func makeAsyncIterator() -> Broken { self }
    }

    @Test("A request that breaks off is answered so far, and ends as told or with its error")
    func brokenOff() async throws {
        try await TestInstallation.with { test in
            let bulk = BulkVerification(
                verification: test.verification, extraction: Self.nothing)
            var codes: [SubmissionError.Code] = []
            func take(_ answer: BulkAnswer) {
                if case .refused(let error) = answer.outcome { codes.append(error.code) }
            }
            try await bulk.answer(
                Broken(), as: .ndjson, at: TestInstallation.instant,
                breakingOff: { $0 is Broken.Fault ? SubmissionError(.brokenOff, "over") : nil },
                emit: take)
            #expect(codes == [.mistypedNumber, .mistypedNumber, .brokenOff])
            await #expect(throws: Broken.Fault.self) {
                try await bulk.answer(
                    Broken(), as: .ndjson, at: TestInstallation.instant, emit: take)
            }
        }
    }

    @Test("Where nobody takes the answers any more, the run ends")
    func interrupted() async throws {
        struct Gone: Error {}
        try await TestInstallation.with { test in
            let bulk = BulkVerification(
                verification: test.verification, extraction: Self.nothing)
            var taken = 0
            await #expect(throws: Gone.self) {
                try await bulk.answer(
                    Pieces(bytes: Array(String(repeating: "0\n", count: 500).utf8), size: 1_000),
                    as: .ndjson, at: TestInstallation.instant
                ) { _ in
                    taken += 1
                    if taken == 3 { throw Gone() }
                }
            }
            #expect(taken == 3)
        }
    }
}
