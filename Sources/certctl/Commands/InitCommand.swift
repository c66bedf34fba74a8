import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreAccess

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create an installation.",
        discussion: """
            The base URL is the address of the public server. It is part of every certificate and
            cannot be changed later.

            The record lies in a SQLite file in the installation folder. With --store it lies in a
            PostgreSQL database, which must be there and empty; its address is kept in the folder. A
            password stands in no address: PGPASSFILE or ~/.pgpass has it.

            EXAMPLES
              certctl init --name "AI Skills Coalition" --base-url https://verify.example.org
              certctl init --name "AI Skills Coalition" --base-url https://verify.example.org \\
                --store postgresql://office@db.example.org/certauthority
            """)

    @Option(help: "The coalition's name.")
    var name: String

    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp(
            "The public server's address, such as https://verify.example.org.", valueName: "url"))
    var baseURL: String

    @Option(
        help: ArgumentHelp(
            "The PostgreSQL database that keeps the record, in place of a file.",
            valueName: "address"))
    var store: String?

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
            let location = try StoreLocation(home: home, address: store)
            try home.make()
            if case .database = location, FileSystem.exists(home.storePath) {
                throw CommandFailure(.conflict, "there is an installation at \(home.path) already")
            }
            try location.create(installation, authorship)
            if let store { try home.note(storeAddress: store) }
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
