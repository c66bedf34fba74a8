import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create an installation.",
        discussion: """
            The base URL is the address of the public server. It is part of every certificate and
            cannot be changed later.

            EXAMPLE
              certctl init --name "AI Skills Coalition" --base-url https://verify.example.org
            """)

    @Option(help: "The coalition's name.")
    var name: String

    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp(
            "The public server's address, such as https://verify.example.org.", valueName: "url"))
    var baseURL: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var change: ChangeOptions

    func run() async throws {
        try await common.run {
            guard !name.isEmpty, name.count <= 200,
                name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
            else { throw CommandFailure(.usage, "the name must have 1 to 200 characters") }
            let home = common.installationHome
            let authorship = change.authorship
            let installation = Installation(
                name: name, baseURL: try Installation.checkedBaseURL(baseURL),
                created: authorship.at)
            try home.make()
            try SQLiteStore.create(
                path: home.storePath, installation: installation, authorship)
            if common.json {
                Terminal.say([
                    "home": .string(home.path), "name": .string(name),
                    "baseUrl": .string(installation.baseURL), "did": .string(installation.did),
                ])
            } else {
                Terminal.say("created an installation in \(home.path)")
                Terminal.complain("next: certctl catalogue apply seeds/")
            }
        }
    }
}
