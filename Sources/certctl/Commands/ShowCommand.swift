import StoreSQL
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
            let link = try await store.links(.numbers([certificate.number])).first
            let facts =
                facts(certificate, installation, versions)
                + learner(try await store.entry(certificate.number)) + links(link)
            if common.json {
                var object = JSONObject()
                for (name, _, value) in facts { object[name] = value.map { .string($0) } }
                object["links"] = link.map { .number(Double($0.count)) }
                if versions.count > 1 {
                    object["versions"] = .array(versions.map { .string($0.description) })
                }
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
        _ certificate: Certificate, _ installation: Installation, _ versions: [CertificateNumber]
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
                certificate.history.supersededBy == nil ? nil : versions.last?.description
            ),
            ("versions", "versions", versions.count > 1 ? text(versions) : nil),
            ("renewedBy", "renewed by", certificate.history.renewedBy?.description),
            ("erasedAt", "erased", certificate.history.erasedAt?.description),
            ("settledBy", "settled by", certificate.settledBy),
            ("batch", "batch", certificate.batch),
            (
                "evidence", "evidence",
                certificate.evidence.isEmpty ? nil : text(certificate.evidence)
            ),
            ("key", "key", certificate.key),
            (
                "statusEntry", "status entry",
                "\(installation.statusListURL(certificate.statusList))#\(certificate.statusIndex)"
            ),
            ("url", "URL", installation.verificationURL(certificate.number)),
        ]
    }

    private func text(_ numbers: [CertificateNumber]) -> String {
        numbers.map(\.description).joined(separator: ", ")
    }

    /// What the office alone knows of the learner; country and groups are for the export of the
    /// register, and for counting.
    private func learner(_ entry: RegisterEntry?) -> [(String, String, String?)] {
        let learner = entry?.learner
        return [
            ("learnerReference", "reference", learner?.reference),
            ("email", "e-mail", learner?.email),
            ("locale", "language", entry?.locale?.text),
        ]
    }

    /// The links that lead to it, and how far the message with one has come.
    private func links(_ link: LearnerLink?) -> [(String, String, String?)] {
        guard let link else { return [] }
        return [
            ("links", "links", "\(link.count)"),
            ("newestLink", "newest link", link.created?.description),
            ("linkMessage", "link message", link.delivery.map { _ in link.deliveryText }),
        ]
    }
}
