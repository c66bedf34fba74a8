public import Credentials
public import LinkedData

/// An audit entry as it is kept, whatever was done to it: what its digest says and what follows
/// from its members may differ.
public struct AuditEntry: Sendable, Equatable {
    /// The place in the chain, from 1.
    public let sequence: Int64
    /// When it was done.
    public let at: Timestamp
    /// Who did it.
    public let actor: String
    /// What was done; a text, because a version that knows fewer actions can check the chain too.
    public let action: String
    /// What it was done to.
    public let subject: String
    /// The particulars.
    public let details: JSON
    /// The digest of the entry before, as this one says.
    public let previous: String
    /// Its own digest, as it is kept: 64 hexadecimal digits.
    public let digest: String

    /// Takes an entry from where it was kept.
    public init(
        sequence: Int64, at: Timestamp, actor: String, action: String, subject: String,
        details: JSON, previous: String, digest: String
    ) {
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.action = action
        self.subject = subject
        self.details = details
        self.previous = previous
        self.digest = digest
    }

    /// SHA-256 over the RFC 8785 form of ``digestedMembers``, as 64 hexadecimal digits.
    public var computedDigest: String {
        Digest.hexadecimal(Digest.sha256(JSON.object(digestedMembers).canonicalBytes()))
    }

    /// The members that the digest covers: all but the digest itself.
    public var digestedMembers: JSONObject {
        var members = JSONObject()
        members["sequence"] = .number(Double(sequence))
        members["at"] = .string(at.description)
        members["actor"] = .string(actor)
        members["action"] = .string(action)
        members["subject"] = .string(subject)
        members["details"] = details
        members["previous"] = .string(previous)
        return members
    }

    /// All members, the digest among them; a line of an export is the RFC 8785 form of this.
    public var document: JSON {
        var members = digestedMembers
        members["digest"] = .string(digest)
        return .object(members)
    }

    /// When what it tells of was begun: its own time, unless another process wrote meanwhile.
    public var began: Timestamp {
        details["began"]?.stringValue.flatMap { Timestamp($0) } ?? at
    }

    /// What the entry binds a certificate by, where it does.
    package func binding(of number: String) -> String? {
        if let place = numbers.firstIndex(where: { $0.isExactly(number) }) {
            let bindings = details["bindings"]?.arrayValue ?? []
            return bindings.indices.contains(place) ? bindings[place].stringValue : nil
        }
        if details["number"]?.stringValue?.isExactly(number) == true {
            return details["binding"]?.stringValue
        }
        return details["carriedOver"]?["bindings"]?[number]?.stringValue
    }

    /// The certificates that the entry names, in its order.
    public var numbers: [String] {
        details["numbers"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

/// Where a chain stood at some time: enough to tell later whether anything was taken from it.
public struct AuditHead: Sendable, Equatable {
    /// How many entries there were.
    public let count: Int64
    /// The digest of the last, 64 hexadecimal digits; ``AuditEvent/origin`` where there was none.
    public let digest: String

    /// Notes a head.
    public init(count: Int64, digest: String) {
        self.count = count
        self.digest = digest
    }

    /// The head as a JSON object, `count` and `digest`.
    public var document: JSON {
        ["count": .number(Double(count)), "digest": .string(digest)]
    }
}

/// Which entries are wanted; nil stands for all.
public struct AuditFilter: Sendable {
    /// Not before this instant.
    public var from: Timestamp?
    /// Before this instant.
    public var before: Timestamp?
    /// Of this action.
    public var action: String?
    /// By this person.
    public var actor: String?
    /// About this batch, key or certificate; a certificate is found among others too.
    public var subject: String?
    /// Only so many, the newest.
    public var limit: Int?

    /// Wants every entry.
    public init() {}
}
