package import LinkedData

/// Planned rows that something else than issuing or giving up takes out, as its audit entry tells of
/// them: positions by batch.
package struct StruckRows: Sendable {
    private var positions: [String: [Int]] = [:]

    /// None so far.
    package init() {}

    /// The member that tells of them.
    package static let member = "struck"

    /// Whether there is none.
    package var isEmpty: Bool { positions.isEmpty }

    /// As the entry tells of them.
    package var document: JSON {
        var document = JSONObject()
        for (batch, positions) in positions {
            document[batch] = .array(positions.map { .number(Double($0)) })
        }
        return .object(document)
    }

    /// Tells of a row.
    package mutating func add(_ position: Int, of batch: String) {
        positions[batch, default: []].append(position)
    }

    /// The positions of a batch that an entry tells of.
    static func positions(_ entry: AuditEntry, of batch: String) -> [Int] {
        let told = entry.details[member] ?? entry.details["carriedOver"]?[member]
        return told?[batch]?.arrayValue?.compactMap { $0.numberValue.flatMap { Int(exactly: $0) } }
            ?? []
    }

    /// How many rows of each batch an entry tells of.
    static func counts(_ entry: AuditEntry) -> [String: Int] {
        let told = entry.details[member] ?? entry.details["carriedOver"]?[member]
        return (told?.objectValue?.members ?? []).reduce(into: [:]) { counts, member in
            counts[member.name] = member.value.arrayValue?.count ?? 0
        }
    }
}
