import LinkedData

/// A presentation secured as a JSON Web Token, taken apart and checked against its claims, but not
/// yet verified: `vp+jwt` (VC-JOSE-COSE §3.1.2), or the claim `vp` of data model 1.1 (VCDM 1.1
/// §6.3.1).
package struct PresentationJWT: Sendable {
    /// The presentation, without the claims that the token adds. In data model 1.1, claims stand in
    /// for members that it lacks.
    let presentation: JSONObject
    /// Who the token says has signed: the presentation's holder, or `iss`, which says the same.
    let holder: String?
    /// Where the header says that the key is.
    let key: TokenKey
    /// For whom it was made (`aud`).
    let audience: [String]
    /// What it answers (`nonce`).
    let nonce: String?
    /// From when on the signature counts (`nbf`).
    let notBefore: Timestamp?
    /// Until when the signature counts (`exp`).
    let expires: Timestamp?
    /// When it was made (`iat`).
    let issued: Timestamp?
    /// The signature, to be verified under the holder's key.
    let signature: JSONWebSignature

    /// Reads a token.
    ///
    /// - Throws: ``JOSEError`` that names the header or claim.
    init(_ compact: [UInt8]) throws(JOSEError) {
        let signature = try JSONWebSignature.parse(compact)
        let payload = try TokenPayload.members(signature)
        presentation = try Self.presentation(payload, header: signature.header)
        let issuer = try TokenPayload.issuer(payload, header: signature.header)
        let named = PresentationStructure.holderIdentifier(presentation)
        guard issuer == nil || named == nil || named?.isExactly(issuer ?? "") == true else {
            throw JOSEError(
                .claim, "the claim \"iss\" says otherwise than the presentation's \"holder\"")
        }
        let id = presentation["id"]?.stringValue
        if let stated = try TokenPayload.text("jti", in: payload), let id, !id.isExactly(stated) {
            throw JOSEError(
                .claim, "the claim \"jti\" says otherwise than the presentation's \"id\"")
        }
        holder = named ?? issuer
        key = try TokenKey(signature.header, controller: holder)
        audience = payload["aud"]?.oneOrMore.compactMap(\.stringValue) ?? []
        nonce = try TokenPayload.text("nonce", in: payload)
        notBefore = try TokenPayload.instant("nbf", in: payload)
        expires = try TokenPayload.instant("exp", in: payload)
        issued = try TokenPayload.instant("iat", in: payload)
        self.signature = signature
    }

    /// True where a token says that it is of a presentation, by its type or by what is in it.
    package static func isPresentation(_ compact: [UInt8]) -> Bool {
        guard let signature = try? JSONWebSignature.parse(compact),
            let type = try? TokenPayload.type(signature.header) ?? "jwt"
        else { return false }
        switch type {
        case "vp+jwt": return true
        case "jwt":
            return (try? TokenPayload.members(signature)).map { payload in
                payload["vp"] != nil || PresentationStructure.isPresentation(payload)
            } ?? false
        default: return false
        }
    }

    private static func presentation(
        _ payload: JSONObject, header: JSON
    ) throws(JOSEError) -> JSONObject {
        let type = try TokenPayload.type(header) ?? "jwt"
        guard type == "vp+jwt" || type == "jwt" else {
            throw JOSEError(
                .unsupportedType, "the token's typ is not that of a presentation: vp+jwt or JWT")
        }
        guard payload["vc"] == nil else {
            throw JOSEError(.payload, "the token holds a credential, not a presentation")
        }
        guard let wrapped = payload["vp"] else {
            return (TokenPayload.registered + ["nonce"]).reduce(payload) { $0.removing($1) }
        }
        guard var presentation = wrapped.objectValue, type == "jwt",
            DataModelVersion(of: presentation) == .v1, payload["verifiableCredential"] == nil
        else {
            throw JOSEError(
                .unsupportedPayload,
                "it wraps its content in \"vp\", which only data model 1.1 allows, in tokens of the "
                    + "type JWT")
        }
        if presentation["id"] == nil, let id = try TokenPayload.text("jti", in: payload) {
            presentation["id"] = .string(id)
        }
        if presentation["holder"] == nil,
            let holder = try TokenPayload.issuer(payload, header: header)
        {
            presentation["holder"] = .string(holder)
        }
        return presentation
    }
}
