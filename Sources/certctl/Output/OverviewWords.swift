import CertAuthority
import Credentials
import LinkedData
import Office

/// One line of the overview.
struct OverviewLine {
    /// What it is about, one word of a fixed set.
    let subject: String
    /// How many.
    let count: Int
    /// What waits, in words.
    let text: String
    /// What to type for it; nil where nothing waits.
    let next: String?

    /// The line as a JSON object.
    var document: JSON {
        var document = JSONObject()
        document["subject"] = .string(subject)
        document["count"] = .number(Double(count))
        document["text"] = .string(text)
        document["next"] = next.map { .string($0) }
        return .object(document)
    }
}

extension Overview {
    /// The overview in words, a line for each subject, in a fixed order.
    func lines(at now: Timestamp) throws -> [OverviewLine] {
        [
            line(
                "batches", work.unissued, "certificate", "to issue in unfinished batches",
                "certctl batches list"),
            line("orders", work.orders, "order", "not settled", "certctl orders list"),
            line("waivers", work.waivers, "waiver", "to approve", "certctl orders list"),
            line(
                "payments", work.payments, "payment", "without an order",
                "certctl payments list --aside"),
            line(
                "returns", work.returns, "refund or chargeback", "to decide about",
                "certctl payments returns --waiting", many: "refunds and chargebacks"),
            line(
                "links", work.withoutLink, "certificate",
                "whose learner has an address and no link", "certctl links send BATCH"),
            line("messages", work.unsent, "message", "to send", "certctl links send BATCH"),
            line("in doubt", work.doubtful, "message", "of unknown fate", "certctl links list"),
            line("refused", work.refused, "message", "refused", "certctl links list"),
            line(
                "validity", work.ending, "certificate", "that end within \(Self.soon) days",
                "certctl list --expiring-within P\(Self.soon)D", from: "the first on"),
            statusLists, keys, referenceData, backups(at: now),
        ]
    }

    private func line(
        _ subject: String, _ queue: WaitingWork.Queue, _ noun: String, _ words: String,
        _ next: String, from: String = "since", many: String? = nil
    ) -> OverviewLine {
        guard queue.count > 0 else {
            return OverviewLine(subject: subject, count: 0, text: "none", next: nil)
        }
        let first = queue.first.map { ", \(from) \($0.dateText)" } ?? ""
        return OverviewLine(
            subject: subject, count: queue.count,
            text: "\(many.map { Count(queue.count, noun, $0) } ?? Count(queue.count, noun)) "
                + "\(words)\(first)", next: next)
    }

    private var statusLists: OverviewLine {
        let text = fullLists.map { list in
            "\(list.id) of \(list.organisation) has \(list.length - list.used) places left; the next "
                + "batch opens another"
        }.joined(separator: "; ")
        return OverviewLine(
            subject: "status lists", count: fullLists.count,
            text: text.isEmpty ? "none nearly full" : text,
            next: fullLists.isEmpty ? nil : "certctl doctor")
    }

    private var keys: OverviewLine {
        let text = oldKeys.map { "\($0.organisation) since \($0.created.dateText)" }
            .joined(separator: ", ")
        return OverviewLine(
            subject: "keys", count: oldKeys.count,
            text: text.isEmpty ? "none older than a year" : "older than a year: \(text)",
            next: oldKeys.first.map { "certctl keys generate \($0.organisation)" })
    }

    private var referenceData: OverviewLine {
        OverviewLine(
            subject: "reference", count: reference.count,
            text: reference.isEmpty ? "current" : Count(reference.count, "remark").description,
            next: reference.isEmpty ? nil : "certctl reference status")
    }

    private func backups(at now: Timestamp) -> OverviewLine {
        let changes = "\(Count(Int(entriesSince), "audit entry", "audit entries"))"
        let text =
            backup.map { note in
                entriesSince == 0
                    ? "\(note.file) of \(note.at.dateText) has everything"
                    : "\(note.file) of \(note.at.dateText) lacks \(changes)"
            } ?? "no backup is known; the record has \(changes)"
        return OverviewLine(
            subject: "backup", count: wantsBackup ? 1 : 0, text: text,
            next: wantsBackup ? "certctl backup FILE" : nil)
    }
}
