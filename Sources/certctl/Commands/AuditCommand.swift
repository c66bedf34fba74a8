import ArgumentParser
import CertAuthority
import Credentials
import Foundation
import LinkedData
import Office
import StoreSQLite
import StoreSQL

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List, verify and export the audit trail.",
        subcommands: [AuditListCommand.self, AuditVerifyCommand.self, AuditExportCommand.self])
}

struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the audit entries, oldest first.",
        discussion: """
            EXAMPLES
              certctl audit list --limit 20
              certctl audit list --from 2026-06-01 --to 2026-06-30 --action revoke
              certctl audit list --subject 7K3M-9QXD-2T8F-W4HN-C --json
            """)

    @Option(
        help: ArgumentHelp(
            "The first date or time, such as 2026-06-01 or 2026-06-01T08:00:00Z (UTC).",
            valueName: "time"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "The last date (included), or the time before which entries are listed.",
            valueName: "time"))
    var to: String?

    @Option(
        help: ArgumentHelp(
            "Only entries of this action, such as issue or revoke.", valueName: "action"))
    var action: String?

    @Option(help: ArgumentHelp("Only entries of this person.", valueName: "name"))
    var actor: String?

    @Option(
        help: ArgumentHelp("Only entries about this certificate, batch or key.", valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("Only this number of entries, the newest.", valueName: "number"))
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
                "\(option) must be a date such as 2026-06-01, or a time such as "
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
        abstract: "Recompute the hash chain and compare the record with it.",
        discussion: """
            Every changed, removed, inserted or moved entry is found. A truncated end is found only
            by comparison with a digest (head) printed earlier by this command, or with a backup.
            Every certificate is verified and compared with its row and its audit entries, on all
            cores, at about 100,000 per minute.

            EXAMPLES
              certctl audit verify
              certctl audit verify --head 43dd5a50… --backup /backup/monday.sqlite
            """)

    @Option(help: ArgumentHelp("A digest printed earlier; may be repeated.", valueName: "digest"))
    var head: [String] = []

    @Option(
        help: ArgumentHelp(
            "A backup whose last entry must still exist; may be repeated.", valueName: "file"),
        completion: .file())
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
            for path in backup { heads.append(try SQLStore.auditHead(ofBackup: path).digest) }
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

    private static func record(_ store: SQLStore) async throws -> RecordReport {
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
                + "them to the audit; their office data was not compared")
    }
}

struct AuditExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export all entries to a new file, one JSON object per line.",
        discussion: """
            Each line is canonical JSON (RFC 8785). The SHA-256 of a line without its member
            `digest` is that digest, and `previous` is the digest of the preceding line (64 zeros
            for the first), so anyone can recompute the chain without this program.

            EXAMPLES
              certctl audit export audit.ndjson
              certctl audit export - | tail -n 1
            """)

    @Argument(help: "The file to write, or - for standard output.", completion: .file())
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
