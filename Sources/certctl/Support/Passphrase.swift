import ArgumentParser
import CertAuthority
import Foundation
import Office

/// Where the passphrase of a private key comes from; never from the command line, which others
/// can see.
struct PassphraseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A file with the passphrase in its first line (or CERTAUTHORITY_PASSPHRASE).",
            valueName: "file"), completion: .file())
    var passphraseFile: String?

    /// True when nobody has to be asked for it.
    var isAtHand: Bool {
        passphraseFile != nil
            || ProcessInfo.processInfo.environment["CERTAUTHORITY_PASSPHRASE"] != nil
    }

    /// The same for the office's use cases.
    var source: PassphraseSource {
        PassphraseSource(isAtHand: isAtHand) { try passphrase() }
    }

    /// The passphrase where a file or the environment gives it; nobody is asked.
    func givenPassphrase() throws -> [UInt8]? {
        if let passphraseFile {
            let content = try FileSystem.read(passphraseFile, limit: 4096)
            return Array(content.prefix { $0 != 0x0A && $0 != 0x0D })
        }
        return ProcessInfo.processInfo.environment["CERTAUTHORITY_PASSPHRASE"].map {
            Array($0.utf8)
        }
    }

    func passphrase(confirming: Bool = false) throws -> [UInt8] {
        if let given = try givenPassphrase() { return given }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(
                .usage,
                "a passphrase is needed: name a file with --passphrase-file or set "
                    + "CERTAUTHORITY_PASSPHRASE")
        }
        let first = Self.ask("Passphrase: ")
        if confirming, Self.ask("Repeat the passphrase: ") != first {
            throw CommandFailure(.usage, "the two passphrases differ")
        }
        return first
    }

    private static func ask(_ prompt: String) -> [UInt8] {
        getpass(prompt).map { Array(String(cString: $0).utf8) } ?? []
    }
}
