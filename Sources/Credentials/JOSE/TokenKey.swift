import LinkedData

/// Where a token says that its key is.
enum TokenKey: Sendable, Equatable {
    /// The absolute URL of a verification method or of a JSON Web Key (`kid`).
    case url(String)
    /// The key itself (`jwk`). It says nothing about whose it is: that takes the document of whoever
    /// is said to have signed.
    case embedded(PublicKey)
    /// A name within the document of whoever is said to have signed: a thumbprint, or an identifier
    /// that is no URL (`kid`).
    case named(String)
    /// Nowhere: one of the keys of whoever is said to have signed.
    case unnamed

    /// Reads the header.
    ///
    /// - Parameter controller: Who the token says has signed (`iss`). Where it says so, a `kid` need
    ///   be no URL, and may be missing (VC-JOSE-COSE §3.3).
    /// - Throws: ``JOSEError`` (`keyReference`).
    init(_ header: JSON, controller: String?) throws(JOSEError) {
        if let kid = header["kid"] {
            guard let text = kid.stringValue else {
                throw JOSEError(.keyReference, "the token's kid is not text")
            }
            if let controller, text.utf8.first == UInt8(ascii: "#") {
                self = .url(controller + text)
            } else if AbsoluteURL.isValid(text) {
                self = .url(text)
            } else if controller != nil {
                self = .named(text)
            } else {
                throw JOSEError(
                    .keyReference,
                    "the token's kid is not an absolute URL, and no \"iss\" says whose key it names"
                )
            }
            return
        }
        guard let jwk = header["jwk"] else {
            guard controller != nil else {
                throw JOSEError(
                    .keyReference, "the token names no key: it has neither kid, jwk nor \"iss\"")
            }
            self = .unnamed
            return
        }
        do throws(CryptoError) {
            self = .embedded(try PublicKey(jwk: jwk))
        } catch {
            throw JOSEError(.keyReference, "the token's jwk: \(error.reason)")
        }
    }
}

/// What is common to the payloads of tokens.
enum TokenPayload {
    /// The names that belong to a token and not to what is in it (RFC 7519 §4.1, RFC 7800 §3.1).
    static let registered = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"]

    /// The payload as a JSON object.
    ///
    /// - Throws: ``JOSEError`` (`payload`).
    static func members(_ signature: JSONWebSignature) throws(JOSEError) -> JSONObject {
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
        return members
    }

    /// A claim that is text, if it is there.
    ///
    /// - Throws: ``JOSEError`` (`claim`).
    static func text(_ claim: String, in members: JSONObject) throws(JOSEError) -> String? {
        guard let value = members[claim] else { return nil }
        guard let text = value.stringValue else {
            throw JOSEError(.claim, "the claim \"\(claim)\" is not text")
        }
        return text
    }

    /// A claim that is an instant, if it is there.
    ///
    /// - Throws: ``JOSEError`` (`claim`).
    static func instant(_ claim: String, in members: JSONObject) throws(JOSEError) -> Timestamp? {
        guard let value = members[claim] else { return nil }
        guard let instant = value.numberValue.flatMap(NumericDate.timestamp) else {
            throw JOSEError(.claim, "the claim \"\(claim)\" is not a count of seconds")
        }
        return instant
    }

    /// The claim `iss`, which the header may repeat (RFC 7519 §5.3).
    ///
    /// - Throws: ``JOSEError`` (`claim`) where the two differ.
    static func issuer(_ members: JSONObject, header: JSON) throws(JOSEError) -> String? {
        let claimed = try text("iss", in: members)
        guard let repeated = header["iss"] else { return claimed }
        guard let text = repeated.stringValue, claimed?.isExactly(text) != false else {
            throw JOSEError(.claim, "the token's header says another \"iss\" than its payload")
        }
        return text
    }

    /// A header's `typ` without `application/`, in small letters (RFC 7515 §4.1.9); nil where it has
    /// none.
    ///
    /// - Throws: ``JOSEError`` (`unsupportedType`).
    static func type(_ header: JSON) throws(JOSEError) -> ExactString? {
        guard let type = header["typ"] else { return nil }
        guard let text = type.stringValue?.lowercased() else {
            throw JOSEError(.unsupportedType, "the token's typ is not text")
        }
        let prefix = "application/"
        guard text.utf8.starts(with: prefix.utf8) else { return ExactString(text) }
        return ExactString(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }
}
