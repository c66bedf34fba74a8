import Credentials
package import LinkedData

/// What the audit keeps of the rows of a plan, so that nothing is signed of a row that was changed
/// between its planning and its signing.
///
/// Of each row it is the first half of a digest over a salt and all that is planned of it. The salt
/// stands beside the planned row and goes with it, once it is issued or given up: what the audit
/// keeps then says nothing of the learner to anyone.
package struct PlanBinding: Sendable, Equatable {
    /// The digests, one after the other, in the order of the positions.
    private(set) var digests: [UInt8] = []

    /// How many bytes are kept of each row: nobody finds another row for a digest that was drawn
    /// with a salt, so that half of it serves.
    static let length = 16
    /// How many bytes a salt has.
    package static let saltLength = 16

    /// Binds nothing yet.
    package init() {}

    /// Takes what an audit entry keeps; nil where that is not what this writes.
    package init?(_ text: String) {
        guard let bytes = try? Base64URL.decode(text), bytes.count % Self.length == 0 else {
            return nil
        }
        digests = bytes
    }

    /// How many rows are bound.
    package var count: Int { digests.count / Self.length }

    /// As the audit keeps it, in base64url.
    var text: String { Base64URL.encode(digests) }

    /// Binds the next row.
    package mutating func append(_ planned: PlannedCertificate) { digests += Self.digest(planned) }

    /// Whether a row is the one that was bound at its position.
    package func holds(_ planned: PlannedCertificate) -> Bool {
        guard (1...max(1, count)).contains(planned.position), count > 0 else { return false }
        let start = (planned.position - 1) * Self.length
        return digests[start..<start + Self.length].elementsEqual(Self.digest(planned))
    }

    private static func digest(_ planned: PlannedCertificate) -> ArraySlice<UInt8> {
        let request = planned.request
        let row = request.row
        var values: [String?] = [
            String(planned.position), request.number.description, request.key.text,
            String(row.number),
        ]
        for column in CohortColumn.allCases where !CohortColumn.added.contains(column) {
            values.append(row[column])
        }
        values += [request.salt, planned.statusList, String(planned.statusIndex)]
        for piece in request.evidence {
            values += [piece.number.description, piece.title, piece.completedOn.description]
        }
        values += CertificateBinding.added { row[$0] }
        return Digest.sha256(planned.planSalt + CertificateBinding.bytes(values)).prefix(length)
    }
}

/// What an audit entry tells of a batch when it is planned.
package struct ToldPlan: Sendable {
    /// The entry.
    package let sequence: Int64
    /// How many certificates were planned, where it is told.
    package let size: Int?
    /// What else is told of the batch, by the name of the entry's member. Where the entry binds the
    /// plan, what is not told was not set.
    private let members: [String: String]
    /// Whether the entry binds the plan; those of earlier versions do not.
    package let isBound: Bool

    /// The member that binds the rows.
    package static let rows = "rows"

    /// The particulars of an entry that plans a batch.
    package static func details(_ batch: Batch, size: Int, _ binding: PlanBinding) -> JSON {
        var details = JSONObject()
        for (name, value) in values(batch) { details[name] = value.map { .string($0) } }
        details["size"] = .number(Double(size))
        details[rows] = .string(binding.text)
        return .object(details)
    }

    package init(_ entry: AuditEntry) {
        sequence = entry.sequence
        size = entry.details["size"]?.numberValue.flatMap { Int(exactly: $0) }
        isBound = entry.details[Self.rows] != nil
        var members: [String: String] = [:]
        for member in entry.details.objectValue?.members ?? [] where member.name != Self.rows {
            members[member.name] = member.value.stringValue
        }
        // All entries of a run of an earlier version have the time at which it was planned.
        if !isBound, members["planned"] == nil { members["planned"] = entry.began.description }
        self.members = members
    }

    /// What decides about all certificates of a batch; the file's name does not.
    private static func values(_ batch: Batch) -> [(String, String?)] {
        [
            ("programme", batch.programme.text), ("organisation", batch.organisation.text),
            ("sourceSha256", batch.sourceDigest), ("key", batch.key),
            ("mechanism", batch.mechanism.description), ("settledBy", batch.settledBy),
            ("planned", batch.planned.description),
        ]
    }

    /// How a batch differs from what was told of it, each in a few words.
    package func differences(_ batch: Batch, size: Int) -> [String] {
        var differences: [String] = []
        for (name, kept) in Self.values(batch) {
            let told = members[name]
            guard told != nil || isBound else { continue }
            let isSame = told.map { kept?.isExactly($0) == true } ?? (kept == nil)
            guard !isSame else { continue }
            differences.append(
                "\(name): planned with \(Self.quoted(told)), kept as \(Self.quoted(kept))")
        }
        if let told = self.size, told != size {
            differences.append("size: planned with \(Count(told, "certificate")), kept as \(size)")
        }
        return differences
    }

    private static func quoted(_ text: String?) -> String { text.map { "\"\($0)\"" } ?? "none" }
}
