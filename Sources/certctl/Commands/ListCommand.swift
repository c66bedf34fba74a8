import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import StoreSQLite

struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the issued certificates.",
        discussion: """
            EXAMPLES
              certctl list --programme ai-foundations
              certctl list --json
            """)

    @Option(help: ArgumentHelp("Only certificates of this programme.", valueName: "slug"))
    var programme: Slug?

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let certificates = try await store.certificates(programme: programme)
            if common.json {
                Terminal.say([
                    "count": .number(Double(certificates.count)),
                    "certificates": .array(
                        certificates.map { certificate in
                            [
                                "number": .string(certificate.number.description),
                                "programme": .string(certificate.programme.text),
                                "name": .string(certificate.name),
                                "completedOn": .string(certificate.completedOn.description),
                                "issuedAt": .string(certificate.issuedAt.description),
                                "state": .string(certificate.condition.rawValue),
                                "batch": .string(certificate.batch),
                            ]
                        }),
                ])
                return
            }
            var table = TextTable("NUMBER", "PROGRAMME", "COMPLETED", "STATE", "NAME")
            for certificate in certificates {
                table.add(
                    certificate.number.description, certificate.programme.text,
                    certificate.completedOn.description, certificate.condition.rawValue,
                    certificate.name)
            }
            Terminal.say(table)
        }
    }
}
