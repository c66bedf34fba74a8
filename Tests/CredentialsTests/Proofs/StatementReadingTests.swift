import LinkedData
import Testing

@testable import Credentials

/// What other people's processors sign: language tags in lower case, and directions left out or
/// written otherwise.
@Suite("Readings of texts in statements")
struct StatementReadingTests {
    private static let now = TestIssuer.now
    private static let lowercased = StatementReading(lowercasesLanguages: true)
    private static let dropped = StatementReading(lowercasesLanguages: true, direction: .dropped)

    /// A badge signed by an issuer whose processor reads so.
    private static func signed(
        _ issuer: TestIssuer, name: JSON, by reading: StatementReading,
        suite: Cryptosuite = .eddsaRDFC2022
    ) throws -> JSONObject {
        var document = issuer.badge().document
        document["name"] = name
        var proof = JSONObject()
        proof["type"] = .string(suite.proofType)
        proof["cryptosuite"] = .string(suite.rawValue)
        proof["created"] = .string(now.description)
        proof["verificationMethod"] = .string(issuer.method)
        proof["proofPurpose"] = "assertionMethod"
        var secured = SecuredDocument(document, contexts: .known)
        let message = try secured.message(
            for: suite, options: proof, digest: .sha256, in: ContextLibrary.known.standard,
            reading: reading)
        proof["proofValue"] = .string(try Multibase.base58btc(try issuer.key.sign(message)))
        document["proof"] = .object(proof)
        return document
    }

    private static func verify(
        _ document: JSONObject, _ issuer: TestIssuer, isAuthoritative: Bool = false
    ) async throws -> VerificationReport {
        var resources = try issuer.resources()
        resources.isAuthoritative = isAuthoritative
        return await Verifier(resources: resources).verify(document.sent, at: now)
    }

    private static func text(_ tag: String, direction: String? = nil) -> JSON {
        var value = JSONObject()
        value["@value"] = "Abelhas"
        value["@language"] = .string(tag)
        value["@direction"] = direction.map { .string($0) }
        return .object(value)
    }

    @Test(
        "Each reading writes the statement of its processors",
        arguments: [
            (StatementReading.own, "pt-BR", nil, #""Abelhas"@pt-BR"#),
            (lowercased, "pt-BR", nil, #""Abelhas"@pt-br"#),
            (dropped, "ar-EG", "rtl", #""Abelhas"@ar-eg"#),
            (StatementReading(direction: .dropped), "ar-EG", "rtl", #""Abelhas"@ar-EG"#),
            (.own, "ar-EG", "rtl", #""Abelhas"^^<https://www.w3.org/ns/i18n#ar-eg_rtl>"#),
            (
                StatementReading(direction: .statements), "ar", "rtl",
                #"<http://www.w3.org/1999/02/22-rdf-syntax-ns#direction> "rtl""#
            ),
        ] as [(StatementReading, String, String?, String)])
    func statements(
        reading: StatementReading, tag: String, direction: String?, expected: String
    ) throws {
        var document = try TestIssuer().badge().document
        document["name"] = Self.text(tag, direction: direction)
        let edition = ContextLibrary.known.standard
        let bytes = try ContextEdition.canonicalBytes(
            try edition.statements(document, reading), .sha256)
        #expect(String(decoding: bytes, as: UTF8.self).contains(expected))
    }

    @Test(
        "Tags signed in lower case or as they stand are both the issuer's",
        arguments: [
            "pt-BR", "zh-Hant", "EN-us",
        ])
    func languages(tag: String) async throws {
        let issuer = try TestIssuer()
        for reading in [StatementReading.own, Self.lowercased] {
            let document = try Self.signed(issuer, name: Self.text(tag), by: reading)
            let report = try await Self.verify(document, issuer)
            #expect(report.verdict == .valid)
            #expect(report.check(.direction) == nil)
            var changed = document
            for name in [Self.text("pt-PT"), "Abelhas"] {
                changed["name"] = name
                #expect(try await Self.verify(changed, issuer).verdict == .notGenuine, "\(name)")
            }
            // A direction that was put in later is told as one that nobody signed.
            changed["name"] = Self.text(tag, direction: "rtl")
            #expect(try await Self.verify(changed, issuer).check(.direction) != nil)
        }
    }

    @Test("A direction that the signature leaves out is told, one that it covers is not")
    func directions() async throws {
        let issuer = try TestIssuer()
        let name = Self.text("ar-EG", direction: "rtl")
        let readings: [(StatementReading, Bool)] = [
            (.own, true), (Self.dropped, false), (StatementReading(direction: .dropped), false),
            (StatementReading(direction: .statements), true),
        ]
        for (reading, isCovered) in readings {
            let document = try Self.signed(issuer, name: name, by: reading)
            let report = try await Self.verify(document, issuer)
            #expect(report.verdict == .valid)
            let remark = report.check(.direction)
            #expect((remark == nil) == isCovered)
            #expect(isCovered || remark?.bearing == .information && remark?.result == .notMade)
            var changed = document
            changed["name"] = Self.text("ar", direction: "rtl")
            #expect(try await Self.verify(changed, issuer).verdict == .notGenuine)
            changed["name"] = Self.text("ar-EG", direction: "ltr")
            #expect(
                try await Self.verify(changed, issuer).verdict == (isCovered ? .notGenuine : .valid)
            )
        }
    }

    @Test("An issuer whose own word is at hand signs by our reading alone")
    func authoritative() async throws {
        let issuer = try TestIssuer()
        for (name, reading) in [
            (Self.text("pt-BR"), Self.lowercased),
            (Self.text("ar", direction: "rtl"), Self.dropped),
        ] {
            let document = try Self.signed(issuer, name: name, by: reading)
            let report = try await Self.verify(document, issuer, isAuthoritative: true)
            #expect(report.verdict == .notGenuine)
        }
    }

    @Test("Where nothing could be read otherwise, nothing is read twice")
    func differences() throws {
        let edition = ContextLibrary.known.standard
        var document = try TestIssuer().badge().document
        for (name, count) in [
            ("Bees", 0), (Self.text("pt-br"), 0), (Self.text("pt-BR"), 1),
            (Self.text("ar", direction: "rtl"), 4),
        ] as [(JSON, Int)] {
            document["name"] = name
            let statements = try edition.statements(document)
            #expect(ReadingDifferences(statements).others.count == count)
        }
    }
}
