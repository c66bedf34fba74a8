public import LinkedData

/// A token dressed as JSON-LD, so that it can stand where credentials stand, such as in a
/// presentation (VCDM 2.0 §4.13, `EnvelopedVerifiableCredential`).
public enum EnvelopedCredential {
    private static let envelope = Envelope(
        type: "EnvelopedVerifiableCredential", prefix: "data:application/vc+jwt,")

    /// True when the object says that it is an enveloped credential.
    public static func isEnveloped(_ json: JSON) -> Bool { envelope.isStated(by: json) }

    /// The envelope of a token in its compact form.
    public static func wrap(_ compact: String) -> JSON { envelope.wrap(compact) }

    /// The compact form of the token in an envelope.
    ///
    /// - Throws: ``JOSEError`` (`payload`) that names the member that is not as it must be.
    public static func unwrap(_ json: JSON) throws(JOSEError) -> [UInt8] {
        try envelope.unwrap(json)
    }
}

/// A token of a presentation dressed as JSON-LD (VCDM 2.0 §4.14,
/// `EnvelopedVerifiablePresentation`).
public enum EnvelopedPresentation {
    private static let envelope = Envelope(
        type: "EnvelopedVerifiablePresentation", prefix: "data:application/vp+jwt,")

    /// True when the object says that it is an enveloped presentation.
    public static func isEnveloped(_ json: JSON) -> Bool { envelope.isStated(by: json) }

    /// The envelope of a token in its compact form.
    public static func wrap(_ compact: String) -> JSON { envelope.wrap(compact) }

    /// The compact form of the token in an envelope.
    ///
    /// - Throws: ``JOSEError`` (`payload`) that names the member that is not as it must be.
    public static func unwrap(_ json: JSON) throws(JOSEError) -> [UInt8] {
        try envelope.unwrap(json)
    }
}

/// An object whose `id` is a `data:` URL of a token.
private struct Envelope: Sendable {
    let type: String
    let prefix: String

    private static let context = "https://www.w3.org/ns/credentials/v2"

    func isStated(by json: JSON) -> Bool {
        json["type"]?.oneOrMore.contains(.string(type)) ?? false
    }

    func wrap(_ compact: String) -> JSON {
        [
            "@context": .string(Self.context), "id": .string(prefix + compact),
            "type": .string(type),
        ]
    }

    func unwrap(_ json: JSON) throws(JOSEError) -> [UInt8] {
        guard json["@context"]?.oneOrMore.first == .string(Self.context) else {
            throw JOSEError(.payload, "the envelope's @context does not start with \(Self.context)")
        }
        guard isStated(by: json) else {
            throw JOSEError(.payload, "the envelope's type is not \(type)")
        }
        guard let id = json["id"]?.stringValue, id.utf8.starts(with: prefix.utf8) else {
            throw JOSEError(.payload, "the envelope's id does not start with \(prefix)")
        }
        return Array(id.utf8.dropFirst(prefix.utf8.count))
    }
}
