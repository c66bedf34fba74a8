import CertAuthority
internal import LinkedData

/// Compares each sound row with those before it: the same learner twice, or two learners that may
/// be one.
///
/// Many people share a name, so a name alone never counts: a near duplicate needs a reference or an
/// address that is nearly the same too.
struct DuplicateLint {
    private struct Entry {
        let row: CohortRow
        let line: Int
        let nameKey: UInt64
    }

    /// What is remembered of a row besides itself.
    private struct Place {
        let line: Int32
        let nameKey: UInt64
    }

    private struct LearnerDay: Hashable {
        let learner: ExactString
        let day: CivilDate
    }

    private struct NearKey: Hashable {
        let name: UInt64
        let day: CivilDate
        let country: String
    }

    private static let mostCompared = 32

    /// The rows that were compared, in their order.
    private(set) var compared: [CohortRow] = []
    private var places: [Place] = []
    private var nameKeys = NameKeys()
    private var rows: [LearnerDay: Int] = [:]
    private var learners: [ExactString: Int] = [:]
    private var emails: [ExactString: Int] = [:]
    private var alike = Chains<NearKey>()
    private var mailboxes = Chains<UInt64>()

    init(expecting count: Int) {
        compared.reserveCapacity(count)
        places.reserveCapacity(count)
        // Otherwise each is held twice while it grows.
        rows.reserveCapacity(count)
        learners.reserveCapacity(count)
        emails.reserveCapacity(count)
        alike.reserveCapacity(count)
    }

    /// Compares a row with those before, and remembers it.
    mutating func check(_ row: CohortRow, _ fields: inout RowFields) {
        let index = compared.count
        let entry = Entry(row: row, line: fields.record.line, nameKey: nameKeys.key(of: row.name))
        compared.append(row)
        places.append(Place(line: Int32(clamping: entry.line), nameKey: entry.nameKey))
        let learner = ExactString(row.learner)
        let column: CohortColumn = row.learnerReference == nil ? .email : .learnerReference
        if let earlier = rows.remember(
            index, for: LearnerDay(learner: learner, day: row.completedOn))
        {
            return fields.add(
                .duplicateRow, column, "the learner and day of line \(places[earlier].line) again",
                "remove one of the two rows")
        }
        if let earlier = learners.remember(index, for: learner) {
            checkConflict(remembered(at: earlier), row, column, &fields)
        }
        let mailbox = row.email.map(EmailParts.init)
        if let email = row.email,
            row.learnerReference != nil || learners[ExactString(email)] == nil,
            let earlier = emails.remember(index, for: Self.mailbox(email))
        {
            checkShared(remembered(at: earlier), entry, &fields)
        }
        let near = NearKey(name: entry.nameKey, day: row.completedOn, country: row.country)
        let candidates =
            alike.remember(index, for: near, atMost: Self.mostCompared)
            + (mailbox?.key.map { mailboxes.remember(index, for: $0, atMost: Self.mostCompared) }
                ?? [])
        for candidate in candidates where isNear(remembered(at: candidate), entry) {
            return fields.add(
                .nearDuplicate, .name, "may be the learner of line \(places[candidate].line)",
                "remove one of the two rows if so")
        }
    }

    /// The address in small letters; most are, and need no copy.
    private static func mailbox(_ email: String) -> ExactString {
        let isSmall = !email.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
        return ExactString(isSmall ? email : ASCII.lowered(Array(email.utf8)))
    }

    private func remembered(at index: Int) -> Entry {
        Entry(
            row: compared[index], line: Int(places[index].line), nameKey: places[index].nameKey)
    }

    // MARK: Conflicts

    private func checkConflict(
        _ earlier: Entry, _ row: CohortRow, _ column: CohortColumn, _ fields: inout RowFields
    ) {
        // By canonical equivalence: the form in which a program writes a name is no other name.
        if earlier.row.name != row.name {
            fields.add(
                .learnerNameConflict, .name,
                "\(column.name) \"\(SourceFault.printable(row.learner))\" has another name in line "
                    + "\(earlier.line): \"\(SourceFault.printable(earlier.row.name))\"",
                "give one learner one name, and another learner another \(column.name)")
        } else if let email = row.email, let other = earlier.row.email,
            !EmailParts(email).isSame(as: EmailParts(other))
        {
            fields.add(
                .learnerEmailConflict, .email,
                "the same learner_ref has another address in line \(earlier.line): \"\(other)\"",
                "give one learner one address")
        }
    }

    private func checkShared(_ earlier: Entry, _ entry: Entry, _ fields: inout RowFields) {
        let (mine, theirs) = (entry.row.learnerReference, earlier.row.learnerReference)
        if let mine, let theirs, mine.isExactly(theirs) { return }
        if mine == nil, theirs == nil { return }
        if earlier.nameKey == entry.nameKey {
            fields.add(
                .duplicateEmail, .email,
                "the learner of line \(earlier.line) with another learner_ref",
                "give one learner one learner_ref, or remove one of the two rows")
        } else {
            fields.add(
                .sharedEmail, .email, "the address of another learner, in line \(earlier.line)",
                "check whose it is")
        }
    }

    // MARK: Near duplicates

    private func isNear(_ earlier: Entry, _ entry: Entry) -> Bool {
        let (left, right) = (earlier.row, entry.row)
        guard left.completedOn == right.completedOn, left.country.isExactly(right.country),
            !left.learner.isExactly(right.learner)
        else { return false }
        let mailboxes = (left.email.map(EmailParts.init), right.email.map(EmailParts.init))
        let hasSameName = earlier.nameKey == entry.nameKey
        if let (first, second) = both(mailboxes) {
            // That was told of the address already.
            if first.isSame(as: second) { return false }
            if let key = first.key, key == second.key {
                return hasSameName || SmallChange.isOne(left.name, right.name)
            }
            if hasSameName, first.isMistyped(second) { return true }
        }
        guard hasSameName, let first = left.learnerReference, let second = right.learnerReference
        else { return false }
        return Self.plain(first) == Self.plain(second)
    }

    private func both(_ pair: (EmailParts?, EmailParts?)) -> (EmailParts, EmailParts)? {
        guard let first = pair.0, let second = pair.1 else { return nil }
        return (first, second)
    }

    /// A reference in small letters without punctuation and leading zeros: `A-01` is `a1`.
    private static func plain(_ reference: String) -> String {
        var plain: [UInt8] = []
        for byte in reference.utf8 where ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80
        {
            let isLeadingZero =
                byte == UInt8(ascii: "0") && !(plain.last.map(ASCII.isDigit) ?? false)
            if !isLeadingZero { plain.append(byte) }
        }
        return ASCII.lowered(plain)
    }
}

extension Dictionary where Value == Int {
    /// What was remembered first for a key; remembers this one where there was nothing.
    fileprivate mutating func remember(_ index: Int, for key: Key) -> Int? {
        let known = self[key]
        if known == nil { self[key] = index }
        return known
    }
}

/// The indices that share a key, newest first, without an array for each.
private struct Chains<Key: Hashable> {
    private var newest: [Key: Int] = [:]
    private var older: [Int: Int] = [:]

    mutating func reserveCapacity(_ count: Int) { newest.reserveCapacity(count) }

    mutating func remember(_ index: Int, for key: Key, atMost limit: Int) -> [Int] {
        guard var next = newest.updateValue(index, forKey: key) else { return [] }
        older[index] = next
        var found = [next]
        while found.count < limit, let earlier = older[next] {
            found.append(earlier)
            next = earlier
        }
        return found
    }
}
