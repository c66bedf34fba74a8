public import CertAuthority
public import Credentials

/// Where an installation keeps its private keys: one encrypted file a key, readable by its owner
/// alone. The public server never needs it.
public struct KeyFolder: Sendable {
    /// The folder.
    public let path: String

    /// Names the folder.
    public init(path: String) { self.path = path }

    /// Writes a new private key, encrypted, with the rights 0600.
    ///
    /// - Throws: ``KeyError``.
    public func store(
        _ key: PrivateKey, id: String, organisation: Slug, passphrase: [UInt8]
    ) throws(KeyError) {
        try write(key, to: file(id, organisation), passphrase: passphrase)
    }

    /// Writes any private key to a file of the folder.
    func write(_ key: PrivateKey, to file: String, passphrase: [UInt8]) throws(KeyError) {
        guard passphrase.count >= Self.shortestPassphrase else {
            throw KeyError(
                .weakPassphrase,
                "the passphrase must have at least \(Self.shortestPassphrase) bytes")
        }
        do {
            try FileSystem.makeFolder(path, mode: 0o700)
            let text = try key.encryptedPEM(passphrase: passphrase)
            try FileSystem.create(file, Array(text.utf8), mode: 0o600)
        } catch {
            throw KeyError(.unwritable, "the key could not be kept: \(error)")
        }
    }

    /// Reads a private key.
    ///
    /// - Throws: ``KeyError``: missing, readable by others, not decrypted by the passphrase, or
    ///   another key than the store knows under that identifier.
    public func load(
        id: String, organisation: Slug, passphrase: [UInt8]
    ) throws(KeyError) -> PrivateKey {
        let file = file(id, organisation)
        let key = try read(file, passphrase: passphrase)
        guard key.publicKey.multikey == id else {
            throw KeyError(.unreadable, "the private key \(file) is not the key it is named after")
        }
        return key
    }

    /// Looks whether the file of a private key is there and its owner's alone, without opening it.
    ///
    /// - Throws: ``KeyError`` (`missing`, `exposed`).
    public func look(id: String, organisation: Slug) throws(KeyError) {
        try look(file(id, organisation))
    }

    /// Looks whether a file of the folder is there and its owner's alone.
    func look(_ file: String) throws(KeyError) {
        guard let mode = FileSystem.mode(file) else {
            throw KeyError(
                .missing, "the private key \(file) is missing; restore it or generate a new one")
        }
        guard mode & 0o077 == 0 else {
            throw KeyError(
                .exposed,
                "the private key \(file) can be read by others (mode \(String(mode, radix: 8))); "
                    + "run chmod 600 on it, and replace the key if others may have read it")
        }
    }

    /// Reads any private key from a file of the folder.
    func read(_ file: String, passphrase: [UInt8]) throws(KeyError) -> PrivateKey {
        try look(file)
        do {
            let text = String(decoding: try FileSystem.read(file, limit: 1 << 16), as: UTF8.self)
            return try PrivateKey(encryptedPEM: text, passphrase: passphrase)
        } catch let error as CryptoError where error.code == .wrongPassphrase {
            throw KeyError(.wrongPassphrase, "the passphrase does not open \(file)")
        } catch {
            throw KeyError(.unreadable, "the private key \(file) cannot be used: \(error)")
        }
    }

    /// The file of a key.
    public func file(_ id: String, _ organisation: Slug) -> String {
        "\(path)/\(organisation)-\(id).pem"
    }

    private static let shortestPassphrase = 8
}

extension InstallationHome {
    /// The private keys.
    public var keys: KeyFolder { KeyFolder(path: keysFolder) }
}

/// Why a private key cannot be used.
public struct KeyError: RemediableError, Equatable {
    /// The kinds of failure that callers tell apart.
    public enum Code: Sendable {
        /// The file is not there.
        case missing
        /// Others than its owner can read it.
        case exposed
        /// The passphrase does not open it.
        case wrongPassphrase
        /// It is damaged or another key.
        case unreadable
        /// It could not be written.
        case unwritable
        /// The passphrase is too short to protect anything.
        case weakPassphrase
        /// The organisation has no key yet.
        case none
    }

    /// The kind of failure; two errors are equal when their codes are.
    public let code: Code
    /// What happened, to which file, and what to do.
    public let text: RemedyText

    init(_ code: Code, _ text: RemedyText) {
        self.code = code
        self.text = text
    }

    init(_ code: Code, _ text: String) { self.init(code, RemedyText(text)) }

    /// Compares the codes only.
    public static func == (left: KeyError, right: KeyError) -> Bool { left.code == right.code }
}
