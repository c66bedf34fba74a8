import ArgumentParser
import CertAuthority
import LinkedData

struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take a certificate back for good.",
        discussion: """
            EXAMPLE
              certctl revoke 7K3M-9QXD-2T8F-W4HN-C --reason "issued by mistake"
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .revoked) }
}

struct SuspendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suspend",
        abstract: "Set a certificate aside until it is reinstated.",
        discussion: """
            EXAMPLE
              certctl suspend 7K3M-9QXD-2T8F-W4HN-C --reason "attendance under review"
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .suspended) }
}

struct ReinstateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reinstate",
        abstract: "Lift a suspension.",
        discussion: """
            EXAMPLE
              certctl reinstate 7K3M-9QXD-2T8F-W4HN-C --reason "attendance confirmed"
            """)

    @OptionGroup var standing: StandingOptions

    func run() async throws { try await standing.change(to: .good) }
}

/// What all changes of standing take and do.
struct StandingOptions: ParsableArguments {
    @Argument(help: "The certificate's number.")
    var number: String

    @Option(help: "Why; the verification page shows it to everyone.")
    var reason: String

    @Flag(help: "Show what would change, but change nothing.")
    var dryRun = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func change(to state: Standing.State) async throws {
        try await common.run {
            guard !reason.isEmpty, reason.count <= 200,
                reason.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
            else {
                throw CommandFailure(
                    .usage, "the reason must have 1 to 200 characters and no line break")
            }
            let open = try await OpenInstallation(common, writable: !dryRun)
            let before = try await open.store.certificate(typed: number)
            if dryRun {
                return report(before, "would go from \(before.standing.state.rawValue) to", state)
            }
            let signer = try await open.signer(of: before.organisation, passphrase)
            let issuer = CertificateIssuer(
                installation: open.installation,
                organisation: try open.organisation(before.organisation), programme: nil,
                signer: signer)
            let after = try await open.store.change(
                [before.number], to: state, reason: reason, by: issuer, change.authorship)
            if let certificate = after.first { report(certificate, "is now", state) }
        }
    }

    private func report(_ certificate: Certificate, _ verb: String, _ state: Standing.State) {
        if common.json {
            Terminal.say([
                "number": .string(certificate.number.description),
                "state": .string(certificate.standing.state.rawValue),
                "wanted": .string(state.rawValue), "dryRun": .bool(dryRun),
            ])
        } else {
            Terminal.say("\(certificate.number) \(verb) \(state.rawValue)")
        }
    }
}
