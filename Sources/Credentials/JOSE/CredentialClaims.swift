import LinkedData

/// The claims of a token beside the members of the credential in it, and what they must say
/// (Open Badges 3.0 §8.2.1; VC-JOSE-COSE §3.1.3).
struct CredentialClaims {
    private let members: JSONObject

    init(_ members: JSONObject) { self.members = members }

    /// The names that belong to the token and not to the credential (RFC 7519 §4.1, RFC 7800 §3.1).
    private static let registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"]

    /// The credential without the token's claims.
    var credential: JSONObject {
        Self.registered.reduce(members) { $0.removing($1) }
    }

    /// The issuer's identifier: `issuer`, or its `id`.
    func issuer() throws(JOSEError) -> String {
        let issuer = members["issuer"]
        guard let id = issuer?.stringValue ?? issuer?["id"]?.stringValue else {
            throw JOSEError(.payload, "the credential has no issuer with an id")
        }
        return id
    }

    /// A claim that is text, if it is there.
    func text(_ claim: String) throws(JOSEError) -> String? {
        guard let value = members[claim] else { return nil }
        guard let text = value.stringValue else {
            throw JOSEError(.claim, "the claim \"\(claim)\" is not text")
        }
        return text
    }

    /// A claim that is an instant, if it is there.
    func instant(_ claim: String) throws(JOSEError) -> Timestamp? {
        guard let value = members[claim] else { return nil }
        guard let instant = value.numberValue.flatMap(NumericDate.timestamp) else {
            throw JOSEError(.claim, "the claim \"\(claim)\" is not a count of seconds")
        }
        return instant
    }

    /// Sees that claims that are there do not contradict the credential; times may be narrower.
    func checkPresent() throws(JOSEError) {
        for (claim, member, value) in try identifiers() {
            guard let stated = try text(claim) else { continue }
            try Self.check(claim, stated, member, value)
        }
    }

    /// Sees that every claim that the Open Badges form requires is there and equal.
    func checkRequired() throws(JOSEError) {
        for (claim, member, value) in try identifiers() {
            switch (try text(claim), value) {
            case (let stated?, _): try Self.check(claim, stated, member, value)
            // A subject that is identified otherwise has no id for `sub` to repeat.
            case (nil, nil) where claim == "sub": break
            case (nil, _): throw JOSEError(.claim, "the claim \"\(claim)\" is missing")
            }
        }
        try checkTime("nbf", "validFrom", isRequired: true)
        try checkTime("exp", "validUntil", isRequired: false)
    }

    /// The claims that the Open Badges form requires.
    func required() throws(JOSEError) -> JSONObject {
        for claim in Self.registered where members[claim] != nil {
            throw JOSEError(.claim, "the credential already has a member \"\(claim)\"")
        }
        var claims = JSONObject()
        for (claim, member, value) in try identifiers() {
            guard let value else {
                if claim == "sub" { continue }
                throw JOSEError(.claim, "the credential has no \"\(member)\" for \"\(claim)\"")
            }
            claims[claim] = .string(value)
        }
        for (claim, member) in [("nbf", "validFrom"), ("exp", "validUntil")] {
            guard let instant = try time(member) else {
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

    /// Each claim that repeats an identifier, the member that it repeats, and the member's value.
    private func identifiers() throws(JOSEError) -> [(String, String, String?)] {
        let subjects = members["credentialSubject"]?.oneOrMore ?? []
        return [
            ("iss", "issuer", try issuer()),
            ("jti", "id", members["id"]?.stringValue),
            (
                "sub", "credentialSubject.id",
                subjects.count == 1 ? subjects[0]["id"]?.stringValue : nil
            ),
        ]
    }

    private static func check(
        _ claim: String, _ stated: String, _ member: String, _ value: String?
    ) throws(JOSEError) {
        guard let value, value.isExactly(stated) else {
            throw JOSEError(
                .claim, "the claim \"\(claim)\" says otherwise than the credential's \"\(member)\"")
        }
    }

    private func checkTime(
        _ claim: String, _ member: String, isRequired: Bool
    ) throws(JOSEError) {
        let instant = try time(member)
        guard let value = members[claim] else {
            guard !isRequired, instant == nil else {
                throw JOSEError(.claim, "the claim \"\(claim)\" is missing")
            }
            return
        }
        guard let number = value.numberValue else {
            throw JOSEError(.claim, "the claim \"\(claim)\" is not a count of seconds")
        }
        guard let instant, NumericDate.states(number, instant) else {
            throw JOSEError(
                .claim, "the claim \"\(claim)\" says otherwise than the credential's \"\(member)\"")
        }
    }

    private func time(_ member: String) throws(JOSEError) -> Timestamp? {
        guard let value = members[member] else { return nil }
        guard let text = value.stringValue,
            let instant = Timestamp(text, offsetRequired: false)
        else { throw JOSEError(.payload, "\"\(member)\" is not a dateTimeStamp") }
        return instant
    }
}
