import StoreSQL
import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct KeysCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Generate and list signing keys; certify document keys.",
        subcommands: [
            KeysGenerateCommand.self, KeysListCommand.self, KeysRootCommand.self,
            KeysExportRootCommand.self, KeysCertifyCommand.self, KeysImportCertificateCommand.self,
            KeysCertificatesCommand.self,
        ])
}

/// The algorithms that an organisation can sign with.
enum SigningAlgorithm: String, ExpressibleByArgument, CaseIterable {
    case ed25519
    case p256

    var keyAlgorithm: KeyAlgorithm { self == .ed25519 ? .ed25519 : .p256 }
}

struct KeysGenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Generate a signing key for an organisation.",
        discussion: """
            The private key is stored encrypted in the installation folder. The new key replaces
            the current one for signing; certificates signed by earlier keys remain valid. If there is
            a current key, it is shown and its replacement must be confirmed at the terminal;
            scripts give --yes.

            EXAMPLES
              certctl keys generate itu --passphrase-file /etc/certauthority/passphrase
              certctl keys generate itu --passphrase-file /etc/certauthority/passphrase --yes
            """)

    @Argument(help: "The organisation's slug.")
    var organisation: Slug

    @Option(help: "The key's algorithm.")
    var algorithm = SigningAlgorithm.ed25519

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: true)
            _ = try open.organisation(organisation)
            let current = try await open.store.signingKeys(of: organisation)
                .first { $0.retired == nil }
            if let current {
                try confirmation.confirm(
                    Deed(
                        words: "replaces the key that \(organisation) signs with, permanently",
                        facts: [
                            "key        \(current.id)", "since      \(current.created.dateText)",
                        ]))
            }
            let secret = try passphrase.passphrase(confirming: true)
            let key = try await open.generateKey(
                for: organisation, algorithm.keyAlgorithm, passphrase: secret, change.authorship)
            let id = key.id
            let did = open.installation.did(of: organisation)
            if common.json {
                Terminal.say([
                    "organisation": .string(organisation.text),
                    "algorithm": .string(algorithm.rawValue),
                    "verificationMethod": .string("\(did)#\(id)"),
                    "file": .string(open.home.keys.file(id, organisation)),
                ])
            } else {
                Terminal.say("\(did)#\(id)")
                Terminal.complain(
                    "the private key is in \(open.home.keys.file(id, organisation)); keep a copy "
                        + "of it and of its passphrase in two other places")
            }
        }
    }
}

struct KeysListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the organisations' signing keys.",
        discussion: """
            EXAMPLE
              certctl keys list
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let open = try await OpenInstallation(common, writable: false)
            var table = TextTable("ORGANISATION", "ALGORITHM", "SINCE", "UNTIL", "KEY")
            var list: [JSON] = []
            for organisation in open.contents.catalogue.organisations {
                for key in try await open.store.signingKeys(of: organisation.slug) {
                    table.add(
                        organisation.slug.text, key.publicKey.algorithm.rawValue,
                        key.created.dateText, key.retired?.dateText ?? "", key.id)
                    list.append([
                        "organisation": .string(organisation.slug.text),
                        "algorithm": .string(key.publicKey.algorithm.rawValue),
                        "created": .string(key.created.description),
                        "retired": key.retired.map { .string($0.description) } ?? .null,
                        "id": .string(key.id),
                    ])
                }
            }
            if common.json {
                Terminal.say(["keys": .array(list)])
            } else {
                Terminal.say(table)
            }
        }
    }
}
