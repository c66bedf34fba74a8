public import Credentials
import LinkedData

/// What is wrong with an audit, in one sentence.
public struct AuditFinding: Sendable, Equatable {
    /// The kinds of fault.
    public enum Kind: String, Sendable {
        /// An entry is not what its digest says.
        case changed
        /// Entries are missing.
        case missing
        /// An entry does not follow on the one before it.
        case unlinked
        /// A head that was noted is no longer part of the chain.
        case headLost = "head-lost"
        /// The record holds what no entry tells of, or lacks what one tells of.
        case record
        /// An entry was written at an earlier time than the one before it.
        case time
    }

    /// The kind of fault.
    public let kind: Kind
    /// The entry, where one can be named.
    public let sequence: Int64?
    /// What is wrong.
    public let description: String

    /// Describes a fault.
    public init(_ kind: Kind, _ sequence: Int64?, _ description: String) {
        self.kind = kind
        self.sequence = sequence
        self.description = description
    }
}

/// Recomputes a chain, one entry after the other; needs no more memory for a long one.
///
/// A changed, removed, inserted or moved entry is found, except where the end of the chain was cut
/// off or written anew: that shows only against a head that was noted elsewhere.
public struct AuditChainCheck: Sendable {
    private var last = AuditHead(count: 0, digest: AuditEvent.origin)
    private var newest: Timestamp?
    /// When each batch was issued from last: of runs of earlier versions each entry has the time at
    /// which the run began, whatever others wrote meanwhile.
    private var runs: [String: Timestamp] = [:]
    private var wanted: Set<String>
    private var givenUp: [String: Int64] = [:]

    /// A check that also looks for heads that were noted before.
    ///
    /// - Parameter heads: Digests, 64 hexadecimal digits each.
    public init(heads: [String] = []) { wanted = Set(heads).subtracting([AuditEvent.origin]) }

    /// The last entry so far.
    public var head: AuditHead { last }

    /// Looks at the next entry, in the order of the sequence.
    public mutating func take(_ entry: AuditEntry) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        let expected = last.count + 1
        if entry.sequence > expected {
            let range =
                entry.sequence == expected + 1
                ? "entry \(expected) is missing"
                : "entries \(expected) to \(entry.sequence - 1) are missing"
            findings.append(AuditFinding(.missing, expected, range))
        }
        if entry.previous != last.digest {
            findings.append(
                AuditFinding(
                    .unlinked, entry.sequence,
                    "entry \(entry.sequence) does not follow on entry \(last.count): one of them "
                        + "was changed, moved or put in, or one between them was taken out"))
        }
        if entry.computedDigest != entry.digest {
            findings.append(
                AuditFinding(
                    .changed, entry.sequence,
                    "entry \(entry.sequence) (\(entry.action) \(entry.subject)) was changed: its "
                        + "digest is another"))
        }
        if let newest, entry.at < newest, runs[entry.subject] != entry.at {
            findings.append(
                AuditFinding(
                    .time, entry.sequence,
                    "entry \(entry.sequence) says \(entry.at), and an entry before it says "
                        + "\(newest): a clock was behind, or it was put in later"))
        }
        newest = max(newest ?? entry.at, entry.at)
        let action = AuditEvent.Action(rawValue: entry.action)
        if action == .planBatch || action == .issue { runs[entry.subject] = entry.at }
        wanted.remove(entry.digest)
        if entry.action == AuditEvent.Action.restore.rawValue,
            let lost = entry.details["lost"]?["digest"]?.stringValue
        {
            givenUp[lost] = entry.sequence
        }
        last = AuditHead(count: entry.sequence, digest: entry.digest)
        return findings
    }

    /// What is left to say after the last entry: the heads that were not met.
    public func finish() -> [AuditFinding] {
        wanted.sorted().map { digest in
            if let sequence = givenUp[digest] {
                return AuditFinding(
                    .headLost, sequence,
                    "the head \(digest) belongs to entries lost in the restore recorded by entry "
                        + "\(sequence)")
            }
            return AuditFinding(
                .headLost, nil,
                "no entry has the digest \(digest) any more: the end of the audit was cut off or "
                    + "written anew, or the digest is of another installation")
        }
    }
}

/// What came of checking an audit.
public struct AuditReport: Sendable {
    /// The last entry.
    public let head: AuditHead
    /// When it was written, where there is one.
    public let newest: Timestamp?
    /// The first faults, at most ``mostFindings``.
    public let findings: [AuditFinding]
    /// How many faults there are.
    public let count: Int
    /// How many certificates were issued by a version that did not bind them to the audit yet: of
    /// these what only the office keeps cannot be compared with what was issued.
    public let unbound: Int

    package init(
        head: AuditHead, newest: Timestamp?, findings: [AuditFinding], count: Int, unbound: Int
    ) {
        self.head = head
        self.newest = newest
        self.findings = findings
        self.count = count
        self.unbound = unbound
    }

    /// How many faults are kept.
    public static let mostFindings = 1_000
}

/// Keeps the first faults and counts all.
package struct AuditFindings {
    package private(set) var kept: [AuditFinding] = []
    /// How many certificates no entry binds; no fault.
    package var unbound = 0
    package private(set) var count = 0

    package init() {
    }

    package mutating func add(_ findings: [AuditFinding]) {
        count += findings.count
        kept += findings.prefix(max(0, AuditReport.mostFindings - kept.count))
    }

    package mutating func add(
        _ kind: AuditFinding.Kind, _ sequence: Int64? = nil, _ description: String
    ) {
        add([AuditFinding(kind, sequence, description)])
    }
}
