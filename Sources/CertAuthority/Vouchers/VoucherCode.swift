public import Credentials

/// What a learner hands in instead of money: `V-`, sixteen Crockford base32 symbols and a check
/// symbol; written `V-7K3M-9QXD-2T8F-W4HN-C`.
///
/// The symbols are 80 random bits, so a fast hash without salt hides them: whoever has the store
/// must try 2⁷⁹ codes on average to find one, and no table of hashes of all codes can be made.
public struct VoucherCode: Sendable, Hashable, CustomStringConvertible {
    private let code: CheckedCode

    private static let prefix = "V"
    private static let length = 16

    /// How many random bits a code has.
    public static let entropyBits = 5 * length

    /// A new code from OpenSSL's randomness.
    ///
    /// - Throws: ``CryptoError`` when there is no randomness to be had.
    public static func random() throws(CryptoError) -> VoucherCode {
        VoucherCode(code: try CheckedCode.random(length))
    }

    private init(code: CheckedCode) { self.code = code }

    /// Reads a code as people type it, with or without `V`, hyphens and spaces.
    ///
    /// - Throws: ``MistypedCode``; 31 of 32 codes that are made up at random are refused so,
    ///   without a look at the store.
    public init(_ text: String) throws(MistypedCode) {
        do throws(CheckedCode.Fault) {
            code = try CheckedCode(text, length: Self.length, prefix: Self.prefix)
        } catch {
            throw MistypedCode("a voucher code", "V-7K3M-9QXD-2T8F-W4HN-C", error)
        }
    }

    /// The code with its prefix, in groups of four.
    public var description: String { "\(Self.prefix)-\(code.grouped)" }

    /// What the store keeps of it: SHA-256 over a label and the code, 64 hexadecimal digits.
    package var digest: String {
        Digest.hexadecimal(Digest.sha256(Array("certauthority voucher\n\(description)".utf8)))
    }
}
