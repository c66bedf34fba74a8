public import LinkedData

/// A credential secured as a JSON Web Token, taken apart and checked against its claims, but not
/// yet verified.
public struct CredentialJWT: Sendable {
    /// The two ways in which credentials are put into tokens. They exclude each other: one
    /// requires claims that the other advises against.
    public enum Form: Sendable {
        /// Open Badges 3.0 §8.2 ("VC-JWT"): the credential with `iss`, `jti`, `sub`, `nbf` and
        /// `exp` beside its own members; `typ` is `JWT` or absent.
        case openBadges
        /// Securing Verifiable Credentials using JOSE and COSE §3.1.1: the credential alone; `typ`
        /// is `vc+jwt`.
        case joseCose
    }

    /// Where the header says that the key is.
    public enum KeyReference: Sendable, Equatable {
        /// The absolute URL of a verification method or of a JSON Web Key (`kid`).
        case url(String)
        /// The key itself (`jwk`). It says nothing about whose it is: that takes the issuer's
        /// document.
        case embedded(PublicKey)
    }

    /// How the credential was put into the token.
    public let form: Form
    /// The credential, without the claims that the token adds.
    public let credential: JSONObject
    /// The credential's issuer; the claim `iss`, where there is one, says the same.
    public let issuer: String
    /// Where the header says that the key is.
    public let key: KeyReference
    /// The claim `nbf`. In the Open Badges form it says what `validFrom` says.
    public let notBefore: Timestamp?
    /// The claim `exp`. In the Open Badges form it says what `validUntil` says.
    public let expires: Timestamp?
    /// The signature, to be verified under the issuer's key.
    public let signature: JSONWebSignature

    /// Reads a token, and sees that its claims say what the credential says.
    ///
    /// - Throws: ``JOSEError`` that names the header or claim.
    public init(_ compact: [UInt8]) throws(JOSEError) {
        try self.init(try JSONWebSignature.parse(compact))
    }

    /// Takes the credential out of a signature, and sees that the claims say what it says.
    ///
    /// - Throws: ``JOSEError`` that names the header or claim.
    public init(_ signature: JSONWebSignature) throws(JOSEError) {
        form = try Self.form(signature.header)
        let payload: JSON
        do throws(JSONError) {
            payload = try JSON.parse(
                signature.payload, limits: JSONLimits(bytes: JSONWebSignature.limit))
        } catch {
            throw JOSEError(.payload, "the payload of the token is not JSON: \(error)")
        }
        guard let members = payload.objectValue else {
            throw JOSEError(.payload, "the payload of the token is not a JSON object")
        }
        for wrapper in ["vc", "vp"] where members[wrapper] != nil {
            throw JOSEError(
                .payload,
                "the payload wraps its content in \"\(wrapper)\", as data model 1.1 did; 2.0 does "
                    + "not allow that")
        }
        let claims = CredentialClaims(members)
        issuer = try claims.issuer()
        try form == .openBadges ? claims.checkRequired() : claims.checkPresent()
        notBefore = try claims.instant("nbf")
        expires = try claims.instant("exp")
        key = try Self.keyReference(signature.header, issuer: claims.text("iss"))
        credential = claims.credential
        self.signature = signature
    }

    /// Signs a credential as a token.
    ///
    /// - Parameters:
    ///   - credential: The credential, with or without a proof inside; members in the order in
    ///     which they shall stand.
    ///   - form: How it is put into the token.
    ///   - key: The issuer's key.
    ///   - reference: What the header says of the key: for `url`, the absolute id of the
    ///     verification method.
    /// - Throws: ``JOSEError`` that names the member that is missing or cannot be a claim.
    public static func sign(
        _ credential: JSONObject, form: Form, with key: PrivateKey, reference: KeyReference
    ) throws(JOSEError) -> String {
        var header = JSONObject()
        switch reference {
        case .url(let url):
            guard AbsoluteURL.isValid(url) else {
                throw JOSEError(.keyReference, "the id of the key is not an absolute URL")
            }
            header["kid"] = .string(url)
        case .embedded(let publicKey):
            guard publicKey == key.publicKey else {
                throw JOSEError(.keyReference, "the key to embed is not the one that signs")
            }
            header["jwk"] = publicKey.jwk
        }
        let claims = CredentialClaims(credential)
        var payload = credential
        switch form {
        case .openBadges:
            header["typ"] = "JWT"
            for claim in try claims.required().members { payload[claim.name] = claim.value }
        case .joseCose:
            header["typ"] = "vc+jwt"
            header["cty"] = "vc"
            _ = try claims.issuer()
        }
        return try JSONWebSignature.sign(
            payload: JSON.object(payload).compactBytes(), header: header, with: key)
    }
}

extension CredentialJWT {
    private static func form(_ header: JSON) throws(JOSEError) -> Form {
        guard let type = header["typ"] else { return .openBadges }
        // RFC 7515 §4.1.9: a media type, in any case of letters, `application/` left out.
        switch type.stringValue.map({ ExactString($0.lowercased()) }) {
        case "jwt": return .openBadges
        case "vc+jwt", "application/vc+jwt": return .joseCose
        default:
            throw JOSEError(
                .unsupportedType, "the token's typ is not that of a credential: JWT or vc+jwt")
        }
    }

    private static func keyReference(
        _ header: JSON, issuer: String?
    ) throws(JOSEError) -> KeyReference {
        if let kid = header["kid"] {
            guard let text = kid.stringValue else {
                throw JOSEError(.keyReference, "the token's kid is not text")
            }
            if let issuer, text.utf8.first == UInt8(ascii: "#") { return .url(issuer + text) }
            guard AbsoluteURL.isValid(text) else {
                throw JOSEError(.keyReference, "the token's kid is not an absolute URL")
            }
            return .url(text)
        }
        guard let jwk = header["jwk"] else {
            throw JOSEError(.keyReference, "the token names no key: neither kid nor jwk")
        }
        do throws(CryptoError) {
            return .embedded(try PublicKey(jwk: jwk))
        } catch {
            throw JOSEError(.keyReference, "the token's jwk: \(error.reason)")
        }
    }
}
