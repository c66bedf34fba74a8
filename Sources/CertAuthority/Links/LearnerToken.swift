public import Credentials

/// What stands in a learner's secret address, `https://HOST/c/TOKEN`: 128 random bits as 22 symbols
/// of base64url. Whoever has it sees the learner's page, so it is in no log, no audit and no store.
public struct LearnerToken: Sendable, Hashable {
    /// How many random bytes a token has.
    public static let size = 16

    /// The symbols, as they stand in the address.
    public let text: String

    /// A new token from OpenSSL's randomness.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func random() throws(CryptoError) -> LearnerToken {
        LearnerToken(text: Base64URL.encode(try SecureRandom.bytes(size)))
    }

    private init(text: String) { self.text = text }

    /// Reads a token out of an address, or gives nil where none can be: there is one way to write
    /// each.
    public init?(_ text: String) {
        guard text.utf8.count == 22, let bytes = try? Base64URL.decode(text),
            bytes.count == Self.size
        else { return nil }
        self.text = text
    }

    /// What the store keeps: SHA-256 over a label and the token, 64 hexadecimal digits. A fast hash
    /// without salt hides 128 random bits, and looking it up tells nothing by the time it takes.
    package var digest: String {
        Digest.hexadecimal(Digest.sha256(Array("certauthority learner link\n\(text)".utf8)))
    }
}

extension Installation {
    /// The learner's secret address.
    public func learnerURL(_ token: LearnerToken) -> String { "\(baseURL)/c/\(token.text)" }
}
