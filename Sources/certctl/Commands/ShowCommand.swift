import ArgumentParser
import CertAuthority
import Credentials
import LinkedData
import Office
import StoreSQLite

struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the record of a certificate.",
        discussion: """
            EXAMPLE
              certctl show 7K3M-9QXD-2T8F-W4HN-C
            """)

    @Argument(help: "The certificate's number.")
    var number: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            let installation = try await store.installation()
            let certificate = try await store.certificate(typed: number)
            let versions = try await store.versions(of: certificate.number)
            let facts = facts(certificate, installation, newest: versions.last)
            if common.json {
                var object = JSONObject()
                for (name, _, value) in facts { object[name] = value.map { .string($0) } }
                if !certificate.evidence.isEmpty {
                    object["evidence"] = .array(
                        certificate.evidence.map { .string($0.description) })
                }
                Terminal.say(.object(object))
                return
            }
            var table = TextTable("", "")
            for case (_, let label, let value?) in facts { table.add(label, value) }
            Terminal.say(lines: table.lines.drop { $0.allSatisfy(\.isWhitespace) })
        }
    }

    private func facts(
        _ certificate: Certificate, _ installation: Installation, newest: CertificateNumber?
    ) -> [(String, String, String?)] {
        [
            ("number", "number", certificate.number.description),
            ("name", "name", certificate.name.isEmpty ? nil : certificate.name),
            ("programme", "programme", certificate.programme.text),
            ("organisation", "organisation", certificate.organisation.text),
            ("delivery", "delivery", certificate.delivery.rawValue),
            ("completedOn", "completed on", certificate.completedOn.description),
            ("issuedAt", "issued", certificate.issuedAt.description),
            ("validUntil", "valid until", certificate.validUntil?.description),
            ("state", "state", certificate.condition.rawValue),
            ("stateSince", "since", certificate.standing.since?.description),
            ("stateReason", "reason", certificate.standing.reason),
            ("supersedes", "supersedes", certificate.history.supersedes?.description),
            ("supersededBy", "superseded by", certificate.history.supersededBy?.description),
            (
                "newest", "newest version",
                certificate.history.supersededBy == nil ? nil : newest?.description
            ),
            ("erasedAt", "erased", certificate.history.erasedAt?.description),
            ("settledBy", "settled by", certificate.settledBy),
            ("batch", "batch", certificate.batch),
            (
                "evidence", "evidence",
                certificate.evidence.isEmpty
                    ? nil : certificate.evidence.map(\.description).joined(separator: ", ")
            ),
            ("key", "key", certificate.key),
            (
                "statusEntry", "status entry",
                "\(installation.statusListURL(certificate.statusList))#\(certificate.statusIndex)"
            ),
            ("url", "URL", installation.verificationURL(certificate.number)),
        ]
    }
}
