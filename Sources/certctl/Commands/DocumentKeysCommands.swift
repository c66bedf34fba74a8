import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite
import StoreSQL

/// The algorithms that sign documents.
enum DocumentAlgorithm: String, ExpressibleByArgument, CaseIterable {
    case rsa
    case p256

    var keyAlgorithm: KeyAlgorithm { self == .rsa ? .rsa : .p256 }
}

extension DocumentCertificate {
    var document: JSON {
        [
            "organisation": organisation.map { .string($0.text) } ?? .null,
            "subject": .string(chain.signer.subjectText),
            "issuer": .string(chain.signer.issuerText),
            "serial": .string(chain.signer.serialText),
            "notBefore": .string(chain.signer.notBefore.description),
            "notAfter": .string(chain.signer.notAfter.description),
            "sha256": .string(chain.signer.fingerprint),
            "retired": retired.map { .string($0.description) } ?? .null,
        ]
    }

    /// What it is, in lines.
    fileprivate var facts: [String] {
        [
            "holder     \(chain.signer.subjectText)",
            "since      \(added.dateText), valid until \(chain.signer.notAfter.dateText)",
            "SHA-256    \(chain.signer.fingerprint)",
        ]
    }

    /// Tells of a new certificate: its fingerprint on standard output.
    func tell(_ keys: KeyFolder, json: Bool) {
        guard !json else { return Terminal.say(document) }
        Terminal.say(chain.signer.fingerprint)
        Terminal.complain(
            "\(chain.signer.subjectText) is certified until \(chain.signer.notAfter.dateText); the "
                + "private key is in \(keys.file(self)); keep a copy of it and of its passphrase "
                + "in two other places")
    }
}

extension ConfirmationOptions {
    /// Asks where an organisation has a certificate for signing documents already.
    fileprivate func confirmReplacing(_ organisation: Slug, _ store: SQLStore) async throws {
        guard let current = try await store.currentDocumentCertificate(of: organisation) else {
            return
        }
        try confirm(
            Deed(
                words: "replaces the certificate that \(organisation) signs documents with, "
                    + "permanently", facts: current.facts))
    }
}

struct KeysRootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "root",
        abstract: "Create the coalition's root certificate for document keys.",
        discussion: """
            A PDF reader that trusts the root shows the organisation that signed a certificate.
            Publish the root with `certctl keys export-root`, and its printed SHA-256 fingerprint
            where people can compare it. --replace creates another root in place of an existing
            one, after a confirmation (scripts give --yes); documents signed under the earlier root
            are unaffected.

            EXAMPLES
              certctl keys root --passphrase-file /etc/certauthority/root-passphrase
              certctl keys root --replace --passphrase-file /etc/certauthority/root-passphrase
            """)

    @Option(help: "rsa (3072 bits, accepted by every PDF reader) or p256.")
    var algorithm = DocumentAlgorithm.rsa

    @Option(help: ArgumentHelp("The validity in years, 1 to 40.", valueName: "number"))
    var years = 20

    @Flag(help: "Replace an existing root.")
    var replace = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard (1...40).contains(years) else { throw ValidationError("--years is 1 to 40") }
    }

    func run() async throws {
        try await common.run {
            let store = try common.writableStore()
            if let root = try await store.currentDocumentCertificate(of: nil) {
                guard replace else {
                    throw CommandFailure(
                        .conflict,
                        "a root exists, valid until \(root.chain.signer.notAfter.dateText); "
                            + "--replace creates another")
                }
                try confirmation.confirm(
                    Deed(words: "replaces the root certificate, permanently", facts: root.facts))
            }
            let keys = common.installationHome.keys
            let root = try await DocumentCertification.makeRoot(
                of: try await store.installation().name, algorithm: algorithm.keyAlgorithm,
                years: years, keys: keys, passphrase: try passphrase.passphrase(confirming: true),
                store: store, change.authorship)
            root.tell(keys, json: common.json)
        }
    }
}

struct KeysExportRootCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export-root",
        abstract: "Write the root certificate (PEM), for publication.",
        discussion: """
            EXAMPLE
              certctl keys export-root -o coalition-root.pem
            """)

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"),
        completion: .file())
    var output = "-"

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            guard let root = try await store.currentDocumentCertificate(of: nil) else {
                throw CommandFailure(
                    .notFound, "there is no root; create one with certctl keys root")
            }
            if common.json { return Terminal.say(root.document) }
            guard output != "-" else {
                return Terminal.write(Array(root.chain.pem.utf8))
            }
            try FileSystem.replace(output, Array(root.chain.pem.utf8))
        }
    }
}

struct KeysCertifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certify",
        abstract: "Generate an organisation's document key, certified by the root.",
        discussion: """
            The new key replaces the current one for signing PDFs; earlier signatures remain valid.
            A replacement must be confirmed at the terminal; scripts give --yes.

            EXAMPLE
              certctl keys certify itu --passphrase-file itu.txt --root-passphrase-file root.txt
            """)

    @Argument(help: "The organisation's slug.")
    var organisation: Slug

    @Option(help: "rsa (3072 bits, accepted by every PDF reader) or p256.")
    var algorithm = DocumentAlgorithm.rsa

    @Option(
        help: ArgumentHelp(
            "The validity in years, 1 to 10; not beyond the root's.", valueName: "number"))
    var years = 3

    @Option(
        help: ArgumentHelp(
            "A file with the root key's passphrase in its first line (default: the same passphrase).",
            valueName: "file"), completion: .file())
    var rootPassphraseFile: String?

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard (1...10).contains(years) else { throw ValidationError("--years is 1 to 10") }
    }

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: true)
            try await open.requireAppliedCatalogue()
            let organisation = try open.organisation(organisation)
            try await confirmation.confirmReplacing(organisation.slug, open.store)
            let secret = try passphrase.passphrase(confirming: true)
            let rootSecret =
                try rootPassphraseFile.map { file in
                    Array(
                        try FileSystem.read(file, limit: 4096).prefix { $0 != 0x0A && $0 != 0x0D })
                } ?? secret
            let certificate = try await DocumentCertification.certify(
                organisation.slug, name: organisation.name.english,
                algorithm: algorithm.keyAlgorithm, years: years, keys: open.home.keys,
                passphrase: secret, rootPassphrase: rootSecret, store: open.store,
                change.authorship)
            certificate.tell(open.home.keys, json: common.json)
        }
    }
}

struct KeysImportCertificateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import-certificate",
        abstract: "Import an organisation's document certificate from a public authority.",
        discussion: """
            The certificate file is a PEM chain: the organisation's certificate first, then each
            issuer in order. The key is an encrypted PKCS #8 file with the same passphrase; without
            --key it must already be in the installation folder. A certificate that has expired,
            is not for document signing or belongs to another key is rejected, and nothing is
            changed. A replacement must be confirmed at the terminal; scripts give --yes.

            EXAMPLE
              certctl keys import-certificate itu --certificate chain.pem --key itu-key.pem
            """)

    @Argument(help: "The organisation's slug.")
    var organisation: Slug

    @Option(
        help: ArgumentHelp("The file with the certificate chain (PEM).", valueName: "file"),
        completion: .file())
    var certificate: String

    @Option(
        help: ArgumentHelp("The file with the private key (encrypted PKCS #8).", valueName: "file"),
        completion: .file())
    var key: String?

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: true)
            _ = try open.organisation(organisation)
            let text = String(
                decoding: try FileSystem.read(certificate, limit: 1 << 18), as: UTF8.self)
            let chain = try X509Chain(pem: text)
            try await confirmation.confirmReplacing(organisation, open.store)
            let secret = try passphrase.passphrase()
            let privateKey = try key.map { try opened($0, secret) }
            let added = try await DocumentCertification.importCertificate(
                chain, key: privateKey, of: organisation, keys: open.home.keys, passphrase: secret,
                store: open.store, change.authorship)
            added.tell(open.home.keys, json: common.json)
        }
    }

    private func opened(_ file: String, _ passphrase: [UInt8]) throws -> PrivateKey {
        let text = String(decoding: try FileSystem.read(file, limit: 1 << 16), as: UTF8.self)
        do throws(CryptoError) {
            return try PrivateKey(encryptedPEM: text, passphrase: passphrase)
        } catch {
            throw CommandFailure(
                error.code == .wrongPassphrase ? .wrongPassphrase : .keyUnusable,
                "\(file): \(error)")
        }
    }
}

struct KeysCertificatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificates",
        abstract: "List the certificates of the document keys.",
        discussion: """
            EXAMPLE
              certctl keys certificates
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let certificates = try await common.readableStore().documentCertificates()
            if common.json {
                return Terminal.say(["certificates": .array(certificates.map(\.document))])
            }
            var table = TextTable("HOLDER", "ISSUER", "SINCE", "VALID UNTIL", "RETIRED", "SHA-256")
            for certificate in certificates {
                table.add(
                    certificate.organisation?.text ?? "(root)",
                    certificate.chain.signer.issuerText, certificate.added.dateText,
                    certificate.chain.signer.notAfter.dateText,
                    certificate.retired?.dateText ?? "", certificate.chain.signer.fingerprint)
            }
            Terminal.say(table)
        }
    }
}
