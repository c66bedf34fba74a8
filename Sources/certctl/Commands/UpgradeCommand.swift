import StoreSQL
import ArgumentParser
import CertAuthority
import LinkedData
import StoreSQLite

struct UpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Upgrade the store to the schema of this version.",
        discussion: """
            Every command that changes the record does this first. Before upgrading, stop the public
            server of the older version and back up the store.

            EXAMPLE
              certctl upgrade --home /var/lib/certauthority
            """)

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let installation = try await common.writableStore().installation()
            if common.json {
                Terminal.say(["home": .string(common.installationHome.path), "upgraded": true])
            } else {
                Terminal.say("the store of \(installation.name) has the schema of this version")
            }
        }
    }
}
