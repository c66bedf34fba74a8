import LinkedData

/// The claims of a token beside the members of the credential in it, and what they must say
/// (Open Badges 3.0 §8.2.1; VC-JOSE-COSE §3.1.3; VCDM 1.1 §6.3.1).
///
/// A claim that says otherwise than the member that it repeats is refused. One that is missing, or
/// that repeats a member which is missing, contradicts nothing: whatever is there was signed.
struct CredentialClaims {
    /// Nil for data model 1.1.
    let form: CredentialJWT.Form?
    /// The credential without the token's claims; in data model 1.1, with what they stand in for.
    let credential: JSONObject

    private let claims: JSONObject
    private let header: JSON

    /// Takes a payload apart.
    ///
    /// - Parameter form: By the header's `typ`; a claim `vc` makes it data model 1.1's.
    /// - Throws: ``JOSEError``: `unsupportedPayload`, or `claim` for a claim of the wrong type.
    init(_ payload: JSONObject, header: JSON, form: CredentialJWT.Form) throws(JOSEError) {
        self.header = header
        guard let wrapped = payload["vc"] else {
            self.form = form
            claims = payload
            credential = TokenPayload.registered.reduce(payload) { $0.removing($1) }
            return
        }
        guard let inner = wrapped.objectValue, form == .openBadges,
            payload["credentialSubject"] == nil, DataModelVersion(of: inner) == .v1
        else {
            throw JOSEError(
                .unsupportedPayload,
                "it wraps its content in \"vc\", which only data model 1.1 allows, in tokens of the "
                    + "type JWT")
        }
        self.form = nil
        claims = payload.removing("vc")
        credential = try Self.completed(inner, by: claims, header)
    }

    /// A credential that is about to be signed.
    init(signing credential: JSONObject) {
        form = .joseCose
        self.credential = credential
        claims = JSONObject()
        header = .object(JSONObject())
    }

    /// The issuer's identifier: `issuer`, or its `id`.
    func issuer() throws(JOSEError) -> String {
        guard let id = DataModelStructure.issuerIdentifier(credential) else {
            throw JOSEError(.payload, "the credential has no issuer with an id")
        }
        return id
    }

    /// Sees that claims do not contradict the credential, and says what the form asks for and does
    /// not find, each as a part of a sentence.
    ///
    /// - Throws: ``JOSEError`` (`claim`, `payload`).
    func omissions() throws(JOSEError) -> [String] {
        var omissions: [String] = []
        let subjects = credential["credentialSubject"]?.oneOrMore ?? []
        let issuer = try TokenPayload.issuer(claims, header: header)
        for (claim, stated, member, values) in [
            ("iss", issuer, "issuer", [try self.issuer()]),
            ("jti", try text("jti"), "id", [credential["id"]?.stringValue].compactMap { $0 }),
            (
                "sub", try text("sub"), "credentialSubject.id",
                subjects.compactMap { $0["id"]?.stringValue }
            ),
        ] {
            switch (stated, values.isEmpty) {
            case (let stated?, false):
                guard values.contains(where: stated.isExactly) else {
                    throw Self.contradiction(claim, member)
                }
            case (_?, true): omissions.append(Self.lacksMember(member, claim))
            // With several subjects there is no one for `sub` to repeat.
            case (nil, false) where isRequired && values.count == 1:
                omissions.append(Self.lacksClaim(claim))
            case (nil, _): break
            }
        }
        for (claim, member) in times {
            _ = try TokenPayload.instant(claim, in: claims)
            switch (claims[claim]?.numberValue, try Self.time(member, in: credential)) {
            case (let number?, let instant?):
                // A signature may count for less time than the credential does.
                guard form == .joseCose || NumericDate.states(number, instant) else {
                    throw Self.contradiction(claim, member)
                }
            case (_?, nil) where form != .joseCose:
                omissions.append(Self.lacksMember(member, claim))
            case (nil, _?) where isRequired: omissions.append(Self.lacksClaim(claim))
            default: break
            }
        }
        return omissions
    }

    /// True where a time of the token is not one of the credential.
    var hasOwnPeriod: Bool {
        times.contains { claim, member in
            claims[claim] != nil && (form == .joseCose || credential[member] == nil)
        }
    }

    /// Whether the form asks for the claims; VC-JOSE-COSE leaves them free.
    private var isRequired: Bool { form != .joseCose }

    private var times: [(claim: String, member: String)] {
        let period = (DataModelVersion(of: credential) ?? .v2).period
        return [("nbf", period.from), ("exp", period.until)]
    }

    private func text(_ claim: String) throws(JOSEError) -> String? {
        try TokenPayload.text(claim, in: claims)
    }

    private static func time(
        _ member: String, in credential: JSONObject
    ) throws(JOSEError) -> Timestamp? {
        guard let value = credential[member] else { return nil }
        guard let text = value.stringValue,
            let instant = Timestamp(text, offsetRequired: false)
        else { throw JOSEError(.payload, "\"\(member)\" is not a dateTimeStamp") }
        return instant
    }

    private static func contradiction(_ claim: String, _ member: String) -> JOSEError {
        JOSEError(
            .claim, "the claim \"\(claim)\" says otherwise than the credential's \"\(member)\"")
    }

    private static func lacksClaim(_ claim: String) -> String { "the token has no \"\(claim)\"" }

    private static func lacksMember(_ member: String, _ claim: String) -> String {
        "only the token's \"\(claim)\" says what belongs in the credential's \"\(member)\""
    }
}

// MARK: - Data model 1.1

extension CredentialClaims {
    /// The credential with what the claims stand in for (VCDM 1.1 §6.3.1 "JWT Decoding").
    private static func completed(
        _ inner: JSONObject, by claims: JSONObject, _ header: JSON
    ) throws(JOSEError) -> JSONObject {
        var credential = inner
        func stand(in member: String, for value: String?) {
            guard let value, credential[member] == nil else { return }
            credential[member] = .string(value)
        }
        stand(in: "id", for: try TokenPayload.text("jti", in: claims))
        let period = DataModelVersion.v1.period
        stand(in: period.from, for: try TokenPayload.instant("nbf", in: claims)?.description)
        stand(in: period.until, for: try TokenPayload.instant("exp", in: claims)?.description)
        for (member, value) in [
            ("issuer", try TokenPayload.issuer(claims, header: header)),
            ("credentialSubject", try TokenPayload.text("sub", in: claims)),
        ] {
            guard let value else { continue }
            switch credential[member] {
            case nil where member == "issuer": credential[member] = .string(value)
            case .object(var object) where object["id"] == nil:
                object["id"] = .string(value)
                credential[member] = .object(object)
            default: break
            }
        }
        return credential
    }
}

// MARK: - Signing

extension CredentialClaims {
    /// The claims that the Open Badges form requires of a credential (§8.2.4.1).
    ///
    /// - Throws: ``JOSEError`` that names the member that is missing or cannot be a claim.
    static func required(of credential: JSONObject) throws(JOSEError) -> JSONObject {
        for claim in TokenPayload.registered where credential[claim] != nil {
            throw JOSEError(.claim, "the credential already has a member \"\(claim)\"")
        }
        let subjects = credential["credentialSubject"]?.oneOrMore ?? []
        let subject = subjects.count == 1 ? subjects[0]["id"]?.stringValue : nil
        var claims = JSONObject()
        claims["iss"] = .string(try CredentialClaims(signing: credential).issuer())
        guard let id = credential["id"]?.stringValue else {
            throw JOSEError(.claim, "the credential has no \"id\" for \"jti\"")
        }
        claims["jti"] = .string(id)
        claims["sub"] = subject.map { .string($0) }
        for (claim, member) in [("nbf", "validFrom"), ("exp", "validUntil")] {
            guard let instant = try time(member, in: credential) else {
                if claim == "exp" { continue }
                throw JOSEError(.claim, "the credential has no \"\(member)\" for \"\(claim)\"")
            }
            guard let number = NumericDate.number(instant) else {
                throw JOSEError(
                    .claim, "\"\(member)\" is finer than the microseconds that \"\(claim)\" holds")
            }
            claims[claim] = .number(number)
        }
        return claims
    }
}
