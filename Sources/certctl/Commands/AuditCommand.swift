import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what, when and to what.",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self, AuditExportCommand.self])
}

struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the audit's entries, oldest first.",
        discussion: """
            EXAMPLES
              certctl audit list --limit 20
              certctl audit list --from 2026-06-01 --to 2026-06-30 --action revoke
              certctl audit list --subject 7K3M-9QXD-2T8F-W4HN-C --json
            """)

    @Option(help: "From this day or instant on, such as 2026-06-01 or 2026-06-01T08:00:00Z (UTC).")
    var from: String?

    @Option(help: "To this day, its end included, or before this instant.")
    var to: String?

    @Option(help: "Only this action, such as issue or revoke.")
    var action: String?

    @Option(help: "Only what this person did.")
    var actor: String?

    @Option(help: "Only what concerns this certificate, batch or key.")
    var subject: String?

    @Option(help: "Only so many, the newest.")
    var limit: Int?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more.") }
        if let action, AuditEvent.Action(rawValue: action) == nil {
            let known = AuditEvent.Action.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no action \(action); there are \(known).")
        }
    }

    func run() async throws {
        try await common.run {
            var filter = AuditFilter()
            filter.from = try from.map { try Self.instant($0, "--from", endOfDay: false) }
            filter.before = try to.map { try Self.instant($0, "--to", endOfDay: true) }
            filter.action = action
            filter.actor = actor
            filter.subject = subject.map { (try? CertificateNumber($0))?.description ?? $0 }
            filter.limit = limit
            let entries = try await common.readableStore().auditEntries(filter)
            if common.json {
                return Terminal.say(["entries": .array(entries.map(\.document))])
            }
            var table = TextTable("ENTRY", "AT", "ACTOR", "ACTION", "SUBJECT", "DETAILS")
            for entry in entries {
                table.add(
                    String(entry.sequence), entry.at.description, entry.actor, entry.action,
                    entry.subject, Self.summary(entry))
            }
            Terminal.say(table)
        }
    }

    private static func instant(
        _ text: String, _ option: String, endOfDay: Bool
    ) throws -> Timestamp {
        if let day = CivilDate(text) {
            return Timestamp(seconds: day.startUnixTime + (endOfDay ? 86_400 : 0))
        }
        guard let instant = Timestamp(text) else {
            throw CommandFailure(
                .usage,
                "\(option) must be a day such as 2026-06-01, or an instant such as "
                    + "2026-06-01T08:00:00Z")
        }
        return instant
    }

    /// The particulars in a few words; long lists as how many they are.
    private static func summary(_ entry: AuditEntry) -> String {
        (entry.details.objectValue?.members ?? []).map { member in
            switch member.value {
            // A digest of each planned row, of no use to the eye.
            case .string where member.name == "rows" && entry.action == "plan-batch": "rows bound"
            case .array(let elements) where elements.count > 1: "\(elements.count) \(member.name)"
            case .array(let elements):
                "\(member.name) " + elements.compactMap(\.stringValue).joined()
            case .string(let text): "\(member.name) \(text)"
            default:
                "\(member.name) "
                    + String(decoding: member.value.canonicalBytes().prefix(80), as: UTF8.self)
            }
        }.joined(separator: "; ")
    }
}

struct AuditVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recompute the whole chain, and hold the record against it.",
        discussion: """
            Finds every entry that was changed, taken out, put in or moved. That the end was cut off
            shows only against a head that was noted elsewhere: a digest that this command printed
            before, or a backup. Every certificate is verified and compared with its row and with
            what the audit keeps of it, on all cores; that takes a minute for some 100,000.

            EXAMPLES
              certctl audit verify
              certctl audit verify --head 43dd5a50… --backup /backup/monday.sqlite
            """)

    @Option(help: "A digest that was noted before; may be given several times.")
    var head: [String] = []

    @Option(help: "A backup whose last entry must still be there; may be given several times.")
    var backup: [String] = []

    @OptionGroup var common: CommonOptions

    func validate() throws {
        for digest in head
        where digest.utf8.count != 64 || !digest.allSatisfy({ $0.isHexDigit && $0.isASCII }) {
            throw ValidationError("--head must be 64 hexadecimal digits.")
        }
    }

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            var heads = head.map { $0.lowercased() }
            for path in backup { heads.append(try SQLiteStore.auditHead(ofBackup: path).digest) }
            let report = try await store.checkAudit(heads: heads)
            let record = try await Self.record(store)
            let count = report.count + record.count
            let findings = report.findings + record.findings
            if common.json {
                Terminal.say([
                    "head": report.head.document, "findingCount": .number(Double(count)),
                    "findings": .array(findings.map(\.document)),
                    "certificates": .number(Double(record.examined)),
                    "unboundCertificates": .number(Double(report.unbound)),
                ])
            } else {
                for finding in findings { Terminal.say(finding.description) }
                if count > findings.count { Terminal.say("and \(count - findings.count) more") }
                if count == 0 {
                    Terminal.say("\(Count(report.head.count, "entry")), \(report.head.digest)")
                }
                Self.complain(report, record)
            }
            guard count == 0 else {
                if !common.json {
                    Terminal.complain(
                        "\(Count(count, "finding")); keep the store as it is, "
                            + "and compare it with backups")
                }
                throw ExitCode(ExitStatus.auditBroken.rawValue)
            }
        }
    }

    private static func record(_ store: SQLiteStore) async throws -> RecordReport {
        let examination = RecordExamination(
            store: store, installation: try await store.installation())
        var progress = Progress(total: try await examination.size(), noun: "certificates")
        return try await examination.report(at: SystemTime.now) { progress.show($0) }
    }

    private static func complain(_ report: AuditReport, _ record: RecordReport) {
        Terminal.complain(
            "\(Count(record.examined, "certificate")) verified")
        guard report.unbound > 0 else { return }
        Terminal.complain(
            "\(report.unbound) certificates were issued by an earlier version, which did not bind "
                + "them to the audit; of these, what only the office keeps was not compared")
    }
}

struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write all entries to a new file, one JSON object a line.",
        discussion: """
            Each line is canonical JSON (RFC 8785). Without its member `digest` it hashes to that
            digest (SHA-256), and `previous` is the digest of the line before; the first follows on 64
            zeros. So anyone can recompute the chain without this program.

            EXAMPLES
              certctl audit export audit.ndjson
              certctl audit export - | tail -n 1
            """)

    @Argument(help: "The file to write, or - for standard output.")
    var file: String

    @OptionGroup var common: CommonOptions

    func run() async throws {
        try await common.run {
            let store = try common.readableStore()
            guard file != "-" else {
                return try await store.forEachAuditEntry(AuditFilter()) {
                    Terminal.say($0.document)
                }
            }
            let output = try NewFile(file, mode: 0o600)
            do {
                try await store.forEachAuditEntry(AuditFilter()) { entry in
                    try output.append(entry.document.canonicalBytes() + [0x0A])
                }
            } catch {
                output.discard()
                throw error
            }
            try output.publish()
            let head = try await store.auditHead()
            if common.json {
                Terminal.say([
                    "file": .string(file),
                    "head": AuditHead(count: head.count, digest: head.digest).document,
                ])
            } else {
                Terminal.complain("wrote the audit to \(file)")
            }
        }
    }
}

extension AuditFinding {
    /// The fault as a JSON object.
    var document: JSON {
        var document = JSONObject()
        document["kind"] = .string(kind.rawValue)
        document["sequence"] = sequence.map { .number(Double($0)) }
        document["description"] = .string(description)
        return .object(document)
    }
}
