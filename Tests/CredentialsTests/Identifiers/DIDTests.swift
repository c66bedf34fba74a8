import Credentials
import LinkedData
import Testing

@Suite("DIDs and DID URLs")
struct DIDTests {
    @Test("A DID URL is taken apart at its first slash, question mark and number sign")
    func parts() throws {
        let url = try DIDURL("did:web:example.com:a/path/x?service=files#key-1")
        #expect(url.did == "did:web:example.com:a")
        #expect(url.method == "web")
        #expect(url.methodSpecificID == "example.com:a")
        #expect(url.path == "/path/x")
        #expect(url.query == "service=files")
        #expect(url.fragment == "key-1")
        #expect(!url.isDID)
        let bare = try DIDURL("did:example:123%2F")
        #expect(bare.isDID && bare.did == bare.text && bare.query == nil && bare.fragment == nil)
        #expect(try DIDURL("did:a:b?").query == "")
        #expect(try DIDURL("did:a:b#").fragment == "")
        #expect(try DIDURL("did:a:b#x?y").query == nil)
        #expect(try DIDURL("did:a::b").methodSpecificID == ":b")
    }

    @Test(
        "Text outside the grammar is no DID URL",
        arguments: [
            "", "did", "did:", "did:web", "did:web:", "did::x", "did:Web:x", "did:we-b:x",
            "DID:web:x", "did:web:x:", "did:web:a b", "did:web:a%2", "did:web:a%zz", "did:web:é",
            "did:web:a~b", "did:web:a@b", "did:web:a\u{0}", "did:web:a#b#c", "did:web:a/b\n",
            "did:web:a?<", " did:web:a", "https://example.com",
            "did:web:" + String(repeating: "a", count: DIDURL.limit),
        ])
    func malformed(text: String) {
        #expect(throws: IdentifierError(.malformed, "")) { try DIDURL(text) }
    }

    @Test("A did:key gives its key, its method's id and a document with both")
    func key() throws {
        let text = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
        let did = try DIDKey(text)
        #expect(
            did.verificationMethod == "\(text)#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
        #expect(try DIDKey(did.publicKey) == did)
        let document = try #require(try ControllerDocument(selfContained: text))
        let method = try document.method(did.verificationMethod, for: .assertionMethod)
        #expect(method.publicKey == did.publicKey)
    }

    @Test("A did:key of each kind comes back", arguments: KeyAlgorithm.allCases)
    func keys(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm).publicKey
        #expect(try DIDKey(DIDKey(key).did).publicKey == key)
    }

    @Test(
        "A did:key that holds no key we take is refused",
        arguments: [
            ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2do", .unsupportedKey),
            ("did:key:z0", .malformedKey), ("did:key:u7QE", .malformedKey),
            ("did:key:1.1:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", .malformedKey),
            ("did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", .unsupportedKey),
            ("did:web:example.com", .otherMethod),
            ("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#x", .malformed),
        ] as [(String, IdentifierError.Code)])
    func badKeys(text: String, code: IdentifierError.Code) {
        #expect(throws: IdentifierError(code, "")) { try DIDKey(text) }
    }

    @Test("A did:jwk of each kind comes back", arguments: KeyAlgorithm.allCases)
    func jwks(algorithm: KeyAlgorithm) throws {
        let key = try TestKeys.key(algorithm).publicKey
        #expect(try DIDJWK(DIDJWK(key).did).publicKey == key)
    }

    @Test("A did:jwk gives its key under the fragment 0")
    func jwk() throws {
        let json =
            #"{"crv":"P-256","kty":"EC","x":"acbIQiuMs3i8_uszEjJ2tpTtRM4EU3yz91PH6CdH2V0","#
            + #""y":"_KcyLj9vWMptnmKtm46GqDz8wf74I5LKgrl2GzH3nSE"}"#
        let text = "did:jwk:" + Base64URL.encode(Array(json.utf8))
        let did = try DIDJWK(text)
        #expect(did.publicKey.algorithm == .p256)
        #expect(did.verificationMethod == text + "#0")
        #expect(DIDJWK(did.publicKey) == did)
        let document = try #require(try ControllerDocument(selfContained: text))
        let method = try document.method(text + "#0", for: .authentication)
        #expect(method.publicKey == did.publicKey)
    }

    @Test(
        "A did:jwk that is not strict JSON of a key for signatures is refused",
        arguments: [
            ("{}", .malformedKey), ("[]", .malformedKey), ("{", .malformedKey),
            (#"{"kty":"OKP","kty":"OKP"}"#, .malformedKey), (#"{"kty":"oct"}"#, .unsupportedKey),
            (
                #"{"kty":"OKP","crv":"Ed25519","use":"enc","#
                    + #""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#, .unsupportedKey
            ),
            (
                #"{"kty":"OKP","crv":"Ed25519","key_ops":["sign"],"#
                    + #""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#, .unsupportedKey
            ),
            (
                #"{"kty":"OKP","crv":"Ed25519","alg":"ES256","#
                    + #""x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#, .unsupportedKey
            ),
        ] as [(String, IdentifierError.Code)])
    func badJWKs(json: String, code: IdentifierError.Code) {
        #expect(throws: IdentifierError(code, "")) {
            try DIDJWK("did:jwk:" + Base64URL.encode(Array(json.utf8)))
        }
    }
}
