import LinkedData
import Testing

@testable import Credentials

/// The published vectors of vc-di-eddsa and vc-di-ecdsa, every intermediate value of them.
@Suite(
    "Published vectors of the cryptosuites",
    .enabled(
        if: SuiteVector.all.allSatisfy(\.isPresent) && PublishedContexts.isPresent,
        "needs the published vectors beside the repository"))
struct SuiteVectorTests {
    @Test(
        "The proof's configuration is the signed proof without its value",
        arguments: SuiteVector.all)
    func configuration(vector: SuiteVector) throws {
        let proof = try vector.proof()
        var options = proof.options
        if vector.suite.form == .statements {
            options["@context"] = try vector.document()["@context"]
        }
        #expect(JSON.object(options) == (try vector.json("proofConfig")))
    }

    @Test("Proof and document have the published canonical forms", arguments: SuiteVector.all)
    func canonicalForms(vector: SuiteVector) throws {
        let edition = try PublishedContexts.library().standard
        let digest = ProofDigest(try vector.key().algorithm)
        let configuration = try #require(try vector.json("proofConfig").objectValue)
        let document = try vector.document()
        switch vector.suite.form {
        case .statements:
            #expect(try edition.canonicalBytes(document, digest) == vector.bytes("canonDoc"))
            #expect(try edition.canonicalBytes(configuration, digest) == vector.bytes("proofCanon"))
        case .json:
            #expect(JSON.object(document).canonicalBytes() == (try vector.bytes("canonDoc")))
            #expect(JSON.object(configuration).canonicalBytes() == (try vector.bytes("proofCanon")))
        }
    }

    @Test(
        "The hashes are the published ones, the proof's before the document's",
        arguments: SuiteVector.all)
    func hashes(vector: SuiteVector) throws {
        let digest = ProofDigest(try vector.key().algorithm)
        let hashes = [try vector.hexadecimal("proofHash"), try vector.hexadecimal("docHash")]
        #expect(digest.hash(try vector.bytes("proofCanon")) == hashes[0])
        #expect(digest.hash(try vector.bytes("canonDoc")) == hashes[1])
        #expect(try vector.hexadecimal("combinedHash") == hashes[0] + hashes[1])
        #expect(try vector.message() == hashes[0] + hashes[1])
    }

    @Test("The signature is the published one and verifies", arguments: SuiteVector.all)
    func signature(vector: SuiteVector) throws {
        let proof = try vector.proof()
        #expect(proof.signature == (try vector.hexadecimal("sigHex")))
        #expect(try Multibase.base58btc(proof.signature) == (try vector.text("sigBTC58")))
        #expect(
            try proof.isValid(
                for: vector.document(), under: vector.key(), contexts: PublishedContexts.library()))
    }

    @Test("Ed25519 gives the published signature again", arguments: SuiteVector.ofEd25519)
    func signing(vector: SuiteVector) throws {
        let secret = try SharedVectors.json("vc-di-eddsa/TestVectors/keyPair.json")
        let key = try PrivateKey(
            multikeySecret: try #require(secret["privateKeyMultibase"]?.stringValue))
        #expect(try key.sign(vector.message()) == (try vector.proof().signature))
        guard vector.suite != .ed25519Signature2020 else { return }
        let proof = try vector.proof()
        let signed = try DataIntegrityProof.sign(
            vector.document(), with: key, cryptosuite: vector.suite,
            verificationMethod: proof.verificationMethod, created: try #require(proof.created),
            contexts: PublishedContexts.library())
        #expect(JSON.object(signed) == (try vector.json("signed")))
    }

    @Test(
        "A changed document, a changed option and another key are refused",
        arguments: SuiteVector.all)
    func changes(vector: SuiteVector) throws {
        let contexts = try PublishedContexts.library()
        let proof = try vector.proof()
        let document = try vector.document()
        let key = try vector.key()
        var changed = document
        changed["name"] = "Alumni Credentjal"
        #expect(try !proof.isValid(for: changed, under: key, contexts: contexts))
        var members = try #require(try vector.json("signed")["proof"]?.objectValue)
        members["created"] = "2023-02-24T23:36:39Z"
        let later = try DataIntegrityProof(.object(members))
        #expect(try !later.isValid(for: document, under: key, contexts: contexts))
        let other = try PrivateKey.generate(key.algorithm).publicKey
        #expect(try !proof.isValid(for: document, under: other, contexts: contexts))
    }
}

/// One folder of published values.
struct SuiteVector: Sendable, CustomTestStringConvertible {
    let suite: Cryptosuite
    let folder: String
    let suffix: String

    var testDescription: String { folder }

    static let ofEd25519 = [
        SuiteVector(.eddsaJCS2022, "vc-di-eddsa", "eddsa-jcs-2022", "JCS"),
        SuiteVector(.eddsaRDFC2022, "vc-di-eddsa", "eddsa-rdfc-2022", "DataInt"),
        SuiteVector(.eddsaRDFC2022, "vc-di-eddsa", "eddsa-rdfc-2022/employ", "DataInt"),
        SuiteVector(.ed25519Signature2020, "vc-di-eddsa", "Ed25519Signature2020", "EdSig"),
    ]

    static let all =
        ofEd25519 + [
            SuiteVector(.ecdsaJCS2019, "vc-di-ecdsa", "ecdsa-jcs-2019-p256", "JCSECDSAP256"),
            SuiteVector(.ecdsaJCS2019, "vc-di-ecdsa", "ecdsa-jcs-2019-p384", "JCSECDSAP384"),
            SuiteVector(.ecdsaRDFC2019, "vc-di-ecdsa", "ecdsa-rdfc-2019-p256", "ECDSAP256"),
            SuiteVector(.ecdsaRDFC2019, "vc-di-ecdsa", "ecdsa-rdfc-2019-p256/employ", "ECDSAP256"),
            SuiteVector(.ecdsaRDFC2019, "vc-di-ecdsa", "ecdsa-rdfc-2019-p384", "ECDSAP384"),
            SuiteVector(.ecdsaRDFC2019, "vc-di-ecdsa", "ecdsa-rdfc-2019-p384/employ", "ECDSAP384"),
        ]

    private init(_ suite: Cryptosuite, _ repository: String, _ folder: String, _ suffix: String) {
        self.suite = suite
        self.folder = "\(repository)/TestVectors/\(folder)"
        self.suffix = suffix
    }

    var isPresent: Bool { SharedVectors.isPresent(path("signed", "json")) }

    private func path(_ name: String, _ type: String) -> String {
        "\(folder)/\(name)\(suffix).\(type)"
    }

    func json(_ name: String) throws -> JSON { try SharedVectors.json(path(name, "json")) }

    func bytes(_ name: String) throws -> [UInt8] { try SharedVectors.bytes(path(name, "txt")) }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func hexadecimal(_ name: String) throws -> [UInt8] {
        try CredentialsTests.hexadecimal(try text(name))
    }

    func document() throws -> JSONObject {
        try #require(try json("signed").objectValue).removing("proof")
    }

    func proof() throws -> DataIntegrityProof {
        try DataIntegrityProof(try #require(try json("signed")["proof"]))
    }

    /// The key that the proof's `did:key` holds.
    func key() throws -> PublicKey {
        let method = try proof().verificationMethod
        return try DIDKey(VerificationMethod.controllerIdentifier(method)).publicKey
    }

    func message() throws -> [UInt8] {
        var secured = SecuredDocument(try document(), contexts: try PublishedContexts.library())
        return try secured.message(
            for: suite, options: try proof().options, digest: ProofDigest(try key().algorithm),
            in: secured.contexts.standard)
    }
}
