public import LinkedData

/// A credential secured as a JSON Web Token, taken apart and checked against its claims, but not
/// yet verified.
public struct CredentialJWT: Sendable {
    /// The ways in which credentials are put into tokens. They exclude each other: one requires
    /// claims that another advises against.
    public enum Form: Sendable {
        /// Open Badges 3.0 §8.2 ("VC-JWT"): the credential with `iss`, `jti`, `sub`, `nbf` and
        /// `exp` beside its own members; `typ` is `JWT` or absent.
        case openBadges
        /// Securing Verifiable Credentials using JOSE and COSE §3.1.1: the credential alone; `typ`
        /// is `vc+jwt`.
        case joseCose
    }

    /// Where the header of a token that is signed here says that the key is.
    public enum KeyReference: Sendable, Equatable {
        /// The absolute URL of a verification method or of a JSON Web Key (`kid`).
        case url(String)
        /// The key itself (`jwk`). It says nothing about whose it is: that takes the issuer's
        /// document.
        case embedded(PublicKey)
    }

    /// How the credential was put into the token; nil for the claim `vc` of data model 1.1 (VCDM
    /// 1.1 §6.3.1), which is read only.
    public let form: Form?
    /// The credential, without the claims that the token adds. In data model 1.1, claims stand in
    /// for members that it lacks.
    public let credential: JSONObject
    /// The credential's issuer; the claim `iss`, where there is one, says the same.
    public let issuer: String
    /// Where the header says that the key is.
    let key: TokenKey
    /// The absolute URL of the verification method that the header names; nil where the key is
    /// told in another way.
    public var verificationMethod: String? {
        guard case .url(let url) = key else { return nil }
        return url
    }
    /// The claim `nbf`. Except in the form `joseCose` it says what `validFrom` says, if that is
    /// there.
    public let notBefore: Timestamp?
    /// The claim `exp`. Except in the form `joseCose` it says what `validUntil` says, if that is
    /// there.
    public let expires: Timestamp?
    /// The signature, to be verified under the issuer's key.
    public let signature: JSONWebSignature
    /// What the token's form asks for and the token lacks, without contradicting the credential:
    /// each a part of a sentence.
    let omissions: [String]
    /// True where the token's own times are not those of the credential and count besides.
    let hasOwnPeriod: Bool

    /// Reads a token, and sees that its claims say what the credential says.
    ///
    /// - Throws: ``JOSEError`` that names the header or claim.
    public init(_ compact: [UInt8]) throws(JOSEError) {
        try self.init(try JSONWebSignature.parse(compact))
    }

    /// Takes the credential out of a signature, and sees that the claims say what it says.
    ///
    /// - Throws: ``JOSEError`` that names the header or claim; `unsupportedPayload` for a
    ///   presentation and for a claim `vc` where it does not belong.
    public init(_ signature: JSONWebSignature) throws(JOSEError) {
        let form = try Self.form(signature.header)
        let payload = try TokenPayload.members(signature)
        guard payload["vp"] == nil else {
            throw JOSEError(.unsupportedPayload, "the token holds a presentation in \"vp\"")
        }
        let claims = try CredentialClaims(payload, header: signature.header, form: form)
        self.form = claims.form
        issuer = try claims.issuer()
        omissions = try claims.omissions()
        notBefore = try TokenPayload.instant("nbf", in: payload)
        expires = try TokenPayload.instant("exp", in: payload)
        hasOwnPeriod = claims.hasOwnPeriod
        key = try TokenKey(
            signature.header,
            controller: TokenPayload.issuer(payload, header: signature.header))
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
        var payload = credential
        switch form {
        case .openBadges:
            header["typ"] = "JWT"
            for claim in try CredentialClaims.required(of: credential).members {
                payload[claim.name] = claim.value
            }
        case .joseCose:
            header["typ"] = "vc+jwt"
            header["cty"] = "vc"
            _ = try CredentialClaims(signing: credential).issuer()
        }
        return try JSONWebSignature.sign(
            payload: JSON.object(payload).compactBytes(), header: header, with: key)
    }

    private static func form(_ header: JSON) throws(JOSEError) -> Form {
        switch try TokenPayload.type(header) {
        case nil, "jwt": return .openBadges
        case "vc+jwt": return .joseCose
        default:
            throw JOSEError(
                .unsupportedType, "the token's typ is not that of a credential: JWT or vc+jwt")
        }
    }
}
