import Credentials

/// The register as a table for its owner: all that is known of each certificate and its learner.
public enum RegisterTable {
    /// The columns, in their order.
    public static let columns = [
        "number", "programme", "organisation", "batch", "name", "learner_ref", "email", "country",
        "groups", "locale", "delivery", "completed_on", "issued_at", "valid_until", "state",
        "state_since", "state_reason", "supersedes", "superseded_by", "erased_at", "url",
    ]

    /// The header as a line of CSV (RFC 4180) with its end.
    public static var header: [UInt8] {
        Array((columns.joined(separator: ",") + "\r\n").utf8)
    }

    /// Certificates as lines of CSV in UTF-8 with their ends; instants as in RFC 3339, groups parted
    /// by semicolons, what is not known empty, and no field begins a spreadsheet's formula.
    public static func lines(
        _ entries: [RegisterEntry], _ installation: Installation
    ) -> [UInt8] {
        entries.flatMap { entry in
            let (summary, learner) = (entry.summary, entry.learner)
            return CSVField.line([
                summary.number.description, summary.programme.text, entry.organisation.text,
                summary.batch, summary.name, learner?.reference ?? "", learner?.email ?? "",
                learner?.country ?? "", learner?.groups.sorted().joined(separator: ";") ?? "",
                entry.locale?.text ?? "", entry.delivery.rawValue,
                summary.completedOn.description, summary.issuedAt.description,
                entry.validUntil?.description ?? "", summary.condition.rawValue,
                entry.standingSince?.description ?? "", entry.standingReason ?? "",
                summary.history.supersedes?.description ?? "",
                summary.history.supersededBy?.description ?? "",
                summary.history.erasedAt?.description ?? "",
                installation.verificationURL(summary.number),
            ]) + [0x0D, 0x0A]
        }
    }
}
