public import LinkedData

/// A JSON Web Signature in its compact form (RFC 7515 §3.1), taken apart but not yet verified.
///
/// The algorithms are those of ``KeyAlgorithm``: `EdDSA` with Ed25519, `ES256`, `ES384`, `ES512`,
/// `ES256K`, `RS256` and `PS256`. The header never decides alone: ``isValid(under:)`` takes the
/// algorithms from the key and refuses a header that names another. RSA keys alone have two, and
/// one where they say so themselves.
public struct JSONWebSignature: Sendable {
    /// The most bytes that are read unless the caller says otherwise: room for a credential with
    /// an image in it.
    public static let limit = 4 << 20

    /// The header, a JSON object.
    public let header: JSON
    /// The header's `alg`.
    public let algorithm: String
    /// The signed content, decoded.
    public let payload: [UInt8]
    /// The bytes that the signature is over: header and payload as they were sent.
    public let signingInput: [UInt8]
    /// The signature, decoded.
    public let signature: [UInt8]

    /// Reads a compact form from its ASCII bytes; no white space may stand around it.
    ///
    /// - Throws: ``JOSEError``: `tooLarge`, `malformed`, `unsecured`, `unsupportedAlgorithm` or
    ///   `criticalHeader`.
    public static func parse(
        _ compact: [UInt8], limit: Int = limit
    ) throws(JOSEError) -> JSONWebSignature {
        guard compact.count <= limit else {
            throw JOSEError(.tooLarge, "the JWS has more than \(limit) bytes")
        }
        let dot = UInt8(ascii: ".")
        guard let first = compact.firstIndex(of: dot), let last = compact.lastIndex(of: dot),
            first < last, !compact[(first + 1)..<last].contains(dot)
        else { throw JOSEError(.malformed, "a compact JWS has three parts with dots between") }
        let header = try Self.header(compact[..<first])
        return JSONWebSignature(
            header: header, algorithm: try Self.algorithm(header),
            payload: try Self.decoded(compact[(first + 1)..<last], "payload"),
            signingInput: Array(compact[..<last]),
            signature: try Self.decoded(compact[(last + 1)...], "signature"))
    }

    /// Reads a compact form from text.
    ///
    /// - Throws: ``JOSEError`` as for bytes.
    public static func parse(_ compact: String) throws(JOSEError) -> JSONWebSignature {
        try parse(Array(compact.utf8))
    }

    /// True when the signature is the key's over header and payload.
    ///
    /// - Throws: ``JOSEError`` (`algorithmMismatch`) when the header names another algorithm than
    ///   the key's.
    public func isValid(under key: PublicKey) throws(JOSEError) -> Bool {
        let names = key.joseNames
        guard names.contains(where: algorithm.isExactly) else {
            throw JOSEError(
                .algorithmMismatch,
                "the JWS says \(algorithm), but the key is for \(names.joined(separator: " or "))")
        }
        return key.isValid(
            signature: signature, for: signingInput, padding: RSAPadding(joseName: algorithm))
    }

    /// Signs a payload and writes the compact form.
    ///
    /// - Parameters:
    ///   - payload: The content, as it is.
    ///   - header: Members besides `alg`, which is the key's and comes first.
    ///   - key: The key that signs.
    /// - Throws: ``JOSEError`` (`signing`); `malformed` when the header has an `alg` of its own.
    public static func sign(
        payload: [UInt8], header: JSONObject = JSONObject(), with key: PrivateKey
    ) throws(JOSEError) -> String {
        guard header["alg"] == nil else {
            throw JOSEError(.malformed, "the header's alg follows from the key and is not given")
        }
        var members = JSONObject()
        members["alg"] = .string(key.algorithm.joseNames[0])
        for member in header.members { members[member.name] = member.value }
        let input =
            Base64URL.encode(JSON.object(members).compactBytes()) + "." + Base64URL.encode(payload)
        do throws(CryptoError) {
            return input + "." + Base64URL.encode(try key.sign(Array(input.utf8)))
        } catch {
            throw JOSEError(.signing, "the JWS was not signed: \(error.reason)")
        }
    }
}

extension JSONWebSignature {
    private static func header(_ part: ArraySlice<UInt8>) throws(JOSEError) -> JSON {
        let bytes = try decoded(part, "header")
        let header: JSON
        do throws(JSONError) {
            header = try JSON.parse(bytes, limits: JSONLimits(bytes: 64 << 10, depth: 16))
        } catch {
            throw JOSEError(.malformed, "the header of the JWS is not JSON: \(error)")
        }
        guard header.objectValue != nil else {
            throw JOSEError(.malformed, "the header of the JWS is not a JSON object")
        }
        return header
    }

    private static func algorithm(_ header: JSON) throws(JOSEError) -> String {
        guard let algorithm = header["alg"]?.stringValue else {
            throw JOSEError(.malformed, "the header of the JWS has no text \"alg\"")
        }
        guard header["crit"] == nil else {
            throw JOSEError(
                .criticalHeader, "the JWS has critical extensions (\"crit\"), and none is known")
        }
        guard header["b64"] == nil || header["b64"] == true else {
            throw JOSEError(.criticalHeader, "the JWS has an unencoded payload (\"b64\")")
        }
        if algorithm.lowercased() == "none" {
            throw JOSEError(.unsecured, "the JWS is not signed: its alg is \"none\"")
        }
        guard KeyAlgorithm.allCases.flatMap(\.joseNames).contains(where: algorithm.isExactly) else {
            throw JOSEError(
                .unsupportedAlgorithm,
                "the JWS's alg \"\(algorithm.prefix(40))\" is none of "
                    + KeyAlgorithm.allCases.flatMap(\.joseNames).joined(separator: ", "))
        }
        return algorithm
    }

    private static func decoded(
        _ part: ArraySlice<UInt8>, _ name: String
    ) throws(JOSEError) -> [UInt8] {
        do throws(TextCodingError) {
            return try Base64URL.decode(part)
        } catch {
            throw JOSEError(.malformed, "the \(name) of the JWS: \(error.reason)")
        }
    }
}
