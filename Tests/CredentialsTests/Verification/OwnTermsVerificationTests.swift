import LinkedData
import Testing

@testable import Credentials

@Suite("Credentials with terms of their issuer's own")
struct OwnTermsVerificationTests {
    private static let now = TestIssuer.now
    private static let number = "https://hive.example/terms#studentNumber"

    private static func report(
        _ context: JSON, _ member: String = "studentNumber", _ value: JSON = "S-1001",
        suite: Cryptosuite = .eddsaRDFC2022, contexts: ContextLibrary = .known,
        isAuthoritative: Bool = false
    ) async throws -> VerificationReport {
        let issuer = try TestIssuer(contexts: contexts)
        var document = issuer.badge().document
        document["@context"] = .array((document["@context"]?.oneOrMore ?? []) + [context])
        var subject = try #require(document["credentialSubject"]?.objectValue)
        subject[member] = value
        document["credentialSubject"] = .object(subject)
        var resources = try issuer.resources()
        resources.isAuthoritative = isAuthoritative
        return await Verifier(resources: resources, contexts: contexts)
            .verify(try issuer.sign(document, suite: suite).sent, at: now)
    }

    @Test(
        "Words that hide nothing are taken, and named",
        arguments: [
            ["studentNumber": .string(number)],
            ["hive": "https://hive.example/terms#", "studentNumber": "hive:studentNumber"],
            ["studentNumber": ["@id": .string(number), "@type": "urn:x:number"]],
            ["@version": .number(1.1), "@protected": true, "studentNumber": .string(number)],
        ] as [JSON])
    func taken(context: JSON) async throws {
        for suite in [Cryptosuite.eddsaRDFC2022, .eddsaJCS2022] {
            let report = try await Self.report(context, suite: suite)
            #expect(report.verdict == .valid)
            let remark = try #require(report.check(.ownTerms))
            #expect(remark.result == .notMade && remark.bearing == .information)
            #expect(remark.detail.contains(": studentNumber."))
        }
    }

    @Test("A literal of JSON may hold what it likes, and what is not used is not named")
    func literals() async throws {
        let context: JSON = [
            "studentNumber": ["@id": .string(Self.number), "@type": "@json"],
            "schema": "https://schema.org/",
        ]
        let report = try await Self.report(
            context, "studentNumber", ["https://a.example/b": ["@x": 1]])
        #expect(report.verdict == .valid)
        #expect(report.check(.ownTerms)?.detail.contains("schema") == false)
        let unused = try await Self.report(
            ["schema": "https://schema.org/"], "role", "beekeeper")
        #expect(unused.verdict == .valid)
        #expect(unused.check(.ownTerms) == nil)
    }

    @Test("A value that a term of the document shortens is not read otherwise than it stands")
    func abbreviation() async throws {
        let context: JSON = ["hive": "https://hive.example/"]
        let report = try await Self.report(context, "source", "hive:keeper")
        #expect(report.check(.proof)?.result == .passed)
        #expect(report.check(.contexts)?.detail.contains("hive:keeper") == true)
        #expect(report.verdict == .cannotTell)
    }

    @Test("An issuer whose own word is at hand defines no terms")
    func authoritative() async throws {
        let report = try await Self.report(
            ["studentNumber": .string(Self.number)], isAuthoritative: true)
        #expect(report.verdict == .notGenuine)
    }

    @Test("Undefined terms are taken under the W3C's context for them, and named")
    func undefinedTerms() async throws {
        let url = JSON.string(KnownContexts.undefinedTerms)
        let report = try await Self.report(url, "hiveCount", .number(3))
        #expect(report.verdict == .valid)
        #expect(report.check(.ownTerms)?.detail.contains(": hiveCount.") == true)
        // Terms that are known elsewhere are none of the issuer's own.
        let known = try await Self.report(url, "role", "beekeeper")
        #expect(known.verdict == .valid)
        #expect(known.check(.ownTerms) == nil)
        // What nobody signed stays uncovered without it.
        await #expect(throws: ProofError.self) {
            try await Self.report("https://w3id.org/security/jwk/v1", "hiveCount", .number(3))
        }
    }

    @Test("A supplied context gives its terms a meaning, and no document redefines them")
    func supplied() async throws {
        let url = "https://hive.example/context/v1"
        let library = try ContextLibrary(supplied: [
            (url, ["@context": ["studentNumber": .string(Self.number)]])
        ])
        let report = try await Self.report(.string(url), contexts: library)
        #expect(report.verdict == .valid)
        #expect(report.check(.ownTerms) == nil)
        let redefined = try await Self.report(
            ["studentNumber": "urn:other:number"], contexts: library)
        #expect(redefined.verdict == .cannotTell)
    }

    @Test("What carried contexts define is not supplied, nor twice, nor with what is not there")
    func refusedSupplies() {
        let extra: JSON = ["@context": ["extra": "urn:a:extra"]]
        let cases: [([(url: String, document: JSON)], String)] = [
            ([("https://www.w3.org/ns/credentials/v2", extra)], "carried already"),
            ([("https://a.example/", extra), ("https://a.example/", extra)], "twice"),
            ([("https://a.example/", ["@context": ["name": "urn:a:b"]])], "\"name\""),
            ([("https://a.example/", ["@context": ["https://b.example/"]])], "b.example"),
            ([("https://a.example/", ["extra": "urn:a:extra"])], "@context"),
        ]
        for (supplied, reason) in cases {
            let error = #expect(throws: SuppliedContextFault.self) {
                try ContextLibrary(supplied: supplied)
            }
            #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
        }
    }
}
