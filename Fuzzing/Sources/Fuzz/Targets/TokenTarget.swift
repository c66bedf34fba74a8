import Credentials
import LinkedData
import Samples

/// A token is read strictly, and no token counts under our keys but those that they signed.
///
/// An input that begins with a brace is not a token but makes one: the members of its header, a
/// line break, its payload; signed here, it reaches what only signed tokens reach.
struct TokenTarget: FuzzTarget {
    static let name = "jwt"

    private let issuer: SampleIssuer
    private let tokens: [[UInt8]]
    private let inputs: Set<[UInt8]>

    init() throws {
        issuer = try SampleIssuer()
        let badges = (0..<3).map(SampleIssuer.badge)
        tokens = try badges.flatMap { [issuer] badge in
            try KeyAlgorithm.allCases.map { try issuer.sign(badge, by: .token($0)) }
        }
        inputs = Set(try tokens.map { try JSONWebSignature.parse($0).signingInput })
    }

    func seeds() throws -> [[UInt8]] {
        let badge = JSON.object(SampleIssuer.badge(0).document)
        let line = UInt8(ascii: "\n")
        let made = try tokens.prefix(1).flatMap { token in
            let signature = try JSONWebSignature.parse(token)
            let header = signature.header.objectValue?.removing("alg") ?? JSONObject()
            return [JSON.object(header).compactBytes() + [line] + signature.payload]
        }
        let bare = Array(#"{"typ":"vc+jwt","cty":"vc","kid":"did:web:e.org#1"}"#.utf8)
        let odd = Array(#"{"jwk":{"kty":"OKP","crv":"Ed25519","x":"AA"}}"#.utf8)
        return tokens + made
            + [bare + [line] + badge.compactBytes(), odd + [line] + badge.compactBytes()]
            + [
                EnvelopedCredential.wrap(String(decoding: tokens[0], as: UTF8.self)).compactBytes()
            ]
    }

    let dictionary = [
        "\"alg\":\"none\"", "\"crit\":[]", "\"b64\":false", "\"typ\":\"JWT\"", "\"vc\":{}",
        "\"iss\":", "\"sub\":", "\"nbf\":", "\"exp\":", "\"jti\":", "\"kid\":\"#1\"", "\"jwk\":{",
        "\"kty\":\"EC\"", "\"crv\":\"P-256\"", "\"x\":", "\"y\":", "\"n\":", "\"e\":\"AQAB\"",
        "data:application/vc+jwt,", ".", "..", "==", "eyJhbGciOiJub25lIn0",
    ]

    func check(_ bytes: [UInt8]) throws {
        guard bytes.first == UInt8(ascii: "{") else { return try checkToken(bytes) }
        if let json = try? JSON.parse(bytes) {
            guard let token = try? EnvelopedCredential.unwrap(json) else { return }
            return try checkToken(token)
        }
        let parts = bytes.split(
            separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let header = try? JSON.parse(Array(parts[0])).objectValue,
            header["alg"] == nil
        else { return }
        let compact = try JSONWebSignature.sign(
            payload: Array(parts[1]), header: header, with: issuer.key(.ed25519))
        try checkSigned(Array(compact.utf8), payload: Array(parts[1]))
    }

    private func checkToken(_ bytes: [UInt8]) throws {
        guard let signature = try? JSONWebSignature.parse(bytes) else { return }
        let dot = [UInt8(ascii: ".")]
        try promise(
            signature.signingInput + dot + Array(Base64URL.encode(signature.signature).utf8)
                == bytes, "the token can be written in two ways")
        if Self.isValid(signature, under: issuer.keys) {
            try promise(inputs.contains(signature.signingInput), "a token counts that is not ours")
        }
        if let token = try? CredentialJWT(signature) { try checkClaims(token) }
    }

    /// A token of our making is read back, and its claims agree wherever it is taken.
    private func checkSigned(_ bytes: [UInt8], payload: [UInt8]) throws {
        // The bounds on the header's size and depth may still refuse it, and critical headers.
        guard let signature = try? JSONWebSignature.parse(bytes) else { return }
        try promise(signature.payload == payload, "the payload reads back otherwise")
        try promise(
            try signature.isValid(under: issuer.key(.ed25519).publicKey), "it does not count")
        try promise(
            !Self.isValid(signature, under: issuer.keys.filter { $0.algorithm != .ed25519 }),
            "it counts under another key")
        if let token = try? CredentialJWT(signature) { try checkClaims(token) }
    }

    private func checkClaims(_ token: CredentialJWT) throws {
        let payload = try JSON.parse(
            token.signature.payload, limits: JSONLimits(bytes: JSONWebSignature.limit))
        let issuer = token.credential["issuer"]
        try promise(
            (issuer?.stringValue ?? issuer?["id"]?.stringValue)?.isExactly(token.issuer) == true,
            "the token's issuer is not the credential's")
        if let claim = payload["iss"] {
            try promise(claim == .string(token.issuer), "iss and issuer differ")
        }
        // What is missing is a remark, what contradicts is refused.
        if let claim = payload["jti"], let id = token.credential["id"]?.stringValue {
            try promise(claim.stringValue?.isExactly(id) == true, "jti and id differ")
        }
    }

    private static func isValid(_ signature: JSONWebSignature, under keys: [PrivateKey]) -> Bool {
        keys.contains { (try? signature.isValid(under: $0.publicKey)) == true }
    }
}
