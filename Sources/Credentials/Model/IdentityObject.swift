import LinkedData

/// One way in which a badge identifies its learner (Open Badges 3.0 IdentityObject).
public struct IdentityObject: Sendable, Equatable {
    /// Whether `identityHash` is a salted digest or the plain value.
    public let hashed: Bool
    /// `sha256$` and 64 hexadecimal digits, or the plain value.
    public let identityHash: String
    /// A term of the IdentifierTypeEnum, such as `name` or `emailAddress`.
    public let identityType: String
    /// What was appended to the value before hashing.
    public let salt: String?

    /// The learner's name in the clear: what an employer compares with the paper.
    public static func name(_ name: String) -> IdentityObject {
        IdentityObject(hashed: false, identityHash: name, identityType: "name", salt: nil)
    }

    /// An e-mail address as SHA-256 of the address and the salt, both in UTF-8.
    ///
    /// - Parameters:
    ///   - address: The address; its letters are folded to lower case, as people type them either
    ///     way.
    ///   - salt: Random text, new for every credential.
    public static func hashedEmail(_ address: String, salt: String) -> IdentityObject {
        IdentityObject(
            hashed: true, identityHash: hash(address, salt: salt), identityType: "emailAddress",
            salt: salt)
    }

    private static func hash(_ address: String, salt: String) -> String {
        "sha256$" + Digest.hexadecimal(Digest.sha256(Array((address.lowercased() + salt).utf8)))
    }

    func document(_ written: (String) -> String) -> JSON {
        var identity = JSONObject()
        identity["type"] = "IdentityObject"
        identity["hashed"] = .bool(hashed)
        identity["identityHash"] = .string(written(identityHash))
        identity["identityType"] = .string(identityType)
        identity["salt"] = salt.map { .string(written($0)) }
        return .object(identity)
    }
}
