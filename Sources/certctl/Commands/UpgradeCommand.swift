import ArgumentParser
import CertAuthority
import LinkedData
import StoreSQLite

struct UpgradeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade",
        abstract: "Bring an installation's store to the form of this version.",
        discussion: """
            Every command that changes something does the same first. Stop the public server of the
            older version before, and make a copy of the store.

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
                Terminal.say("the store of \(installation.name) has the form of this version")
            }
        }
    }
}
