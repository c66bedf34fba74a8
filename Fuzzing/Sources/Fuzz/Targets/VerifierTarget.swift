import Credentials
import LinkedData
import Samples

/// No document is valid but those that were signed, in whatever JSON they are written.
///
/// An input that begins with `S` is the status list of a badge that is revoked, one with `D` the
/// document of the issuer's keys, one with `P` a presentation; any other is the credential.
struct VerifierTarget: FuzzTarget {
    static let name = "verifier"

    private let issuer: SampleIssuer
    private let resources: SampleResources
    private let verifier: Verifier<SampleResources>
    private let executor = InlineExecutor()
    private let signed: [[UInt8]]
    private let revoked: [UInt8]
    private let originals: Originals

    private static let usual = SampleIssuer.Security.proof(.eddsaRDFC2022, .ed25519)

    init() throws {
        let issuer = try SampleIssuer()
        self.issuer = issuer
        signed = try SampleIssuer.Security.all.enumerated().compactMap { number, security in
            do {
                return try issuer.sign(SampleIssuer.badge(number), by: security)
            } catch let error as ProofError where error.code == .generation {
                // A suite that is only read.
                return nil
            }
        }
        revoked = try issuer.sign(
            SampleIssuer.badge(SampleIssuer.revokedNumber), by: Self.usual)
        resources = SampleResources(
            document: issuer.controllerDocument,
            statusList: try issuer.statusListCredential(by: Self.usual))
        verifier = Verifier(resources: resources)
        originals = try Originals(signed)
    }

    func seeds() throws -> [[UInt8]] {
        let credentials =
            try signed
            + signed.prefix(2).map { Array(try JSON.parse($0).prettyText().utf8) }
            + HostileDocument.all(issuer).map(\.bytes).filter { $0.count < 8_192 }
        let presentation: JSON = [
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"], "holder": .string(SampleIssuer.id),
            "verifiableCredential": [try JSON.parse(signed[0])],
        ]
        let tokens = signed.filter { $0.first == UInt8(ascii: "e") }.map {
            EnvelopedCredential.wrap(String(decoding: $0, as: UTF8.self)).compactBytes()
        }
        return credentials + tokens + [
            Array("S".utf8) + resources.statusList,
            Array("D".utf8) + keyDocument().compactBytes(),
            Array("P".utf8) + presentation.compactBytes(),
        ]
    }

    let dictionary = [
        "\"@context\":", "\"proof\":[", "\"proofValue\":\"z", "\"cryptosuite\":\"eddsa-jcs-2022\"",
        "\"cryptosuite\":\"eddsa-rdfc-2022\"", "\"type\":\"DataIntegrityProof\"",
        "\"previousProof\":", "\"expires\":\"2030-01-01T00:00:00Z\"", "\"@id\":", "\"@graph\":",
        "\"credentialStatus\":[]", "\"statusPurpose\":\"suspension\"", "\"statusSize\":2",
        "\"type\":\"Ed25519Signature2020\"", "\"did:key:z6Mk", "\"@vocab\":", "null", "{}", "[]",
        "\"https://www.w3.org/2018/credentials/v1\"", "\"_:b0\"", "\"@protected\":false",
    ]

    func check(_ bytes: [UInt8]) throws {
        switch bytes.first {
        case UInt8(ascii: "S"): try checkStatusList(Array(bytes.dropFirst()))
        case UInt8(ascii: "D"): try checkKeyDocument(Array(bytes.dropFirst()))
        case UInt8(ascii: "P"): try checkPresentation(Array(bytes.dropFirst()))
        default: try checkCredential(bytes)
        }
    }

    private func checkCredential(_ bytes: [UInt8]) throws {
        let report = try report(bytes, by: verifier)
        if bytes.isChosen(oneIn: 64) {
            try promise(
                try self.report(bytes, by: Verifier(resources: resources)) == report,
                "a new verifier says something else")
        }
        // Published vectors among the inputs have issuers of their own.
        guard report.verdict == .valid, Self.issuer(report) == SampleIssuer.id else { return }
        try promise(try originals.include(bytes), "a document is valid that was not signed")
    }

    private static func issuer(_ report: VerificationReport) -> String? {
        report.credential?["issuer"].flatMap { $0.stringValue ?? $0["id"]?.stringValue }
    }

    /// Whatever the list says, a badge that its issuer's only signed list revokes is not valid.
    private func checkStatusList(_ bytes: [UInt8]) throws {
        let verifier = Verifier(
            resources: SampleResources(document: resources.document, statusList: bytes))
        try promise(
            try report(revoked, by: verifier).verdict != .valid, "a forged list reinstates")
    }

    /// A badge is valid only if the document has the key, for issuing.
    private func checkKeyDocument(_ bytes: [UInt8]) throws {
        guard let json = try? JSON.parse(bytes),
            let document = try? ControllerDocument(json, of: SampleIssuer.id)
        else { return }
        let verifier = Verifier(
            resources: SampleResources(document: document, statusList: resources.statusList))
        guard try report(signed[0], by: verifier).verdict == .valid else { return }
        let method = SampleIssuer.method(.ed25519)
        let names = (json["assertionMethod"]?.oneOrMore ?? []).compactMap { entry in
            entry.stringValue ?? entry["id"]?.stringValue
        }
        try promise(
            names.contains { $0.isExactly(method) || $0.isExactly("#ed25519") },
            "a key counts that is not for issuing")
    }

    private func checkPresentation(_ bytes: [UInt8]) throws {
        let presented = executor.run { [verifier] in
            await verifier.verifyPresentation(
                bytes, request: PresentationRequest(challenge: "c", domain: "d"),
                at: SampleIssuer.instant)
        }
        guard let presented else { throw BrokenPromise("the verifier waits for something") }
        // Nobody signed a presentation here.
        try promise(presented.verdict != .valid, "a presentation is valid that nobody signed")
    }

    private func report(
        _ bytes: [UInt8], by verifier: Verifier<SampleResources>
    ) throws -> VerificationReport {
        let report = executor.run { await verifier.verify(bytes, at: SampleIssuer.instant) }
        guard let report else { throw BrokenPromise("the verifier waits for something") }
        return report
    }

    private func keyDocument() -> JSON {
        let methods = issuer.keys.map { key -> JSON in
            [
                "id": .string(SampleIssuer.method(key.algorithm)), "type": "JsonWebKey",
                "controller": .string(SampleIssuer.id), "publicKeyJwk": key.publicKey.jwk,
            ]
        }
        return [
            "id": .string(SampleIssuer.id), "verificationMethod": .array(methods),
            "assertionMethod": .array(methods.compactMap { $0["id"] }),
        ]
    }
}
