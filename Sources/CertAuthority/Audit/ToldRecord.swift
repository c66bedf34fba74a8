import Credentials
import LinkedData

/// Where a certificate stands by the audit.
struct ToldStanding {
    let state: String
    let sequence: Int64
    /// Since when and why; nil where that cannot be told from the entry.
    let since: Timestamp?
    let reason: String?

    /// True for one with the same time and reason; erasing removes the reason.
    func agrees(with kept: AuditedStanding) -> Bool {
        if let since, kept.since?.seconds != since.seconds { return false }
        guard let reason, !kept.isErased else { return true }
        return kept.reason?.isExactly(reason) == true
    }
}

/// The keys by the audit: whose each is, since when it signs, and since when another does.
struct ToldKeys {
    private struct Told {
        let organisation: String
        let created: Timestamp?
        var retired: Timestamp?
    }

    private var keys: [String: Told] = [:]
    /// Of a restored store the instants of keys are those of the store before.
    private var knowsInstants = true

    mutating func take(_ entry: AuditEntry) {
        let organisation = entry.details["organisation"]?.stringValue ?? ""
        for (id, key) in keys where key.retired == nil && key.organisation == organisation {
            keys[id]?.retired = entry.began
        }
        keys[entry.subject] = Told(organisation: organisation, created: entry.began)
    }

    mutating func takeCarried(_ members: [JSONObject.Member]) {
        for member in members {
            keys[member.name] = Told(organisation: member.value.stringValue ?? "", created: nil)
        }
        knowsInstants = false
    }

    /// Compares what was told with what there is.
    func check(_ rows: some AuditedRows, _ findings: inout AuditFindings) throws {
        var missing = keys
        for kept in try rows.keys() {
            let (id, organisation) = (kept.id, kept.organisation)
            guard let told = missing.removeValue(forKey: id),
                told.organisation.isExactly(organisation)
            else {
                findings.add(
                    .record, nil, "the key \(id) of \(organisation) was added by no entry")
                continue
            }
            let isSame =
                kept.created?.seconds == told.created?.seconds
                && kept.retired?.seconds == told.retired?.seconds
            if knowsInstants, !isSame {
                findings.add(
                    .record, nil,
                    "the key \(id) of \(organisation) has other times of use than in the "
                        + "audit")
            }
        }
        for id in missing.keys.sorted() {
            findings.add(.record, nil, "the key \(id), which is in the audit, is missing")
        }
    }
}

/// Which certificate was issued to correct which, by the audit.
struct ToldCorrections {
    /// The certificate that each correction corrects.
    var correctedBy: [String: String] = [:]
    /// A restoring carries corrections over that the backup's audit does not know.
    var wereRestored = false

    /// Compares what was told with what there is.
    func check(_ rows: some AuditedRows, _ findings: inout AuditFindings) throws {
        var missing = correctedBy
        try rows.forEachCorrection { number, old, correctedBy in
            let told = missing.removeValue(forKey: number)
            let isTold = told.map { $0.isExactly(old) } ?? wereRestored
            if !isTold || correctedBy?.isExactly(number) != true {
                findings.add(
                    .record, nil,
                    "certificate \(number) is kept as the correction of \(old), and no entry made "
                        + "it so")
            }
        }
        for (number, old) in missing.sorted(by: { $0.key < $1.key }) {
            findings.add(
                .record, nil,
                "certificate \(number) was issued to correct \(old), and is not kept as that")
        }
        try rows.forEachCorrected { number, corrects in
            guard corrects?.isExactly(number) != true else { return }
            findings.add(
                .record, nil,
                "certificate \(number) is kept as corrected by one that does not correct it")
        }
    }
}
