/// Where the passphrase of private keys comes from: a file, a person, a vault.
public struct PassphraseSource: Sendable {
    /// True where nobody has to be asked for it, so that it can be tried before anything is changed.
    public let isAtHand: Bool
    private let read: @Sendable () throws -> [UInt8]

    /// A source.
    ///
    /// - Parameter read: Gives the passphrase; called each time that a key is opened, perhaps never.
    public init(isAtHand: Bool, _ read: @escaping @Sendable () throws -> [UInt8]) {
        self.isAtHand = isAtHand
        self.read = read
    }

    /// The passphrase.
    ///
    /// - Throws: What the source throws where it has none.
    public func passphrase() throws -> [UInt8] { try read() }
}
