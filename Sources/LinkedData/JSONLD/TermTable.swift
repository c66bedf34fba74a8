/// The terms of a context by the bytes of their names: what `[ExactString: TermDefinition]` would
/// be, with a look-up that examines the bytes once. Every key of every document is looked up here.
struct TermTable: Sendable {
    private struct Entry: Sendable {
        let hash: UInt64
        let term: String
        var definition: TermDefinition?
    }

    /// In the order of definition; an entry without a definition has been removed.
    private var entries: [Entry] = []
    /// Places in `entries`, found by open addressing; as many as a power of two, at least a third
    /// of them free.
    private var slots: [Int32] = [Int32](repeating: free, count: 16)

    private static let free: Int32 = -1
    /// Differs from process to process, as Swift's own hashes do, so that nobody can prepare names
    /// that share a slot.
    private static let secret = (
        UInt64(truncatingIfNeeded: 1.hashValue), UInt64(truncatingIfNeeded: 2.hashValue)
    )

    /// How many terms there are, removed ones included.
    var count: Int { entries.count }

    /// The definition of a term; setting nil removes it.
    subscript(term: String) -> TermDefinition? {
        get {
            let place = slots[slot(of: term, Self.hash(term))]
            return place == Self.free ? nil : entries[Int(place)].definition
        }
        set {
            let hash = Self.hash(term)
            let slot = slot(of: term, hash)
            if slots[slot] != Self.free {
                entries[Int(slots[slot])].definition = newValue
            } else if let newValue {
                slots[slot] = Int32(entries.count)
                entries.append(Entry(hash: hash, term: term, definition: newValue))
                if entries.count * 3 > slots.count * 2 { grow() }
            }
        }
    }

    /// The terms that stand for a keyword, in the order of definition.
    func aliases(of keyword: Keyword) -> [String] {
        entries.compactMap { $0.definition?.parts.name == .keyword(keyword) ? $0.term : nil }
    }

    /// The slot that has the term, or the free one where it belongs.
    private func slot(of term: String, _ hash: UInt64) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != Self.free {
            let place = Int(slots[slot])
            if entries[place].hash == hash, entries[place].term.isExactly(term) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private mutating func grow() {
        slots = [Int32](repeating: Self.free, count: slots.count * 2)
        for (place, entry) in entries.enumerated() {
            slots[slot(of: entry.term, entry.hash)] = Int32(place)
        }
    }

    /// Folds the bytes, eight at a time, by multiplication with numbers that are secret to this
    /// process, so that nobody can prepare terms that collide.
    private static func hash(_ term: String) -> UInt64 {
        let bytes = term.utf8Span.span
        var hash = UInt64(bytes.count)
        var word: UInt64 = 0
        for index in bytes.indices {
            word = word << 8 | UInt64(bytes[index])
            if index & 7 == 7 {
                hash = folded(hash, word)
                word = 0
            }
        }
        return folded(hash, word)
    }

    private static func folded(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ secret.0).multipliedFullWidth(by: word ^ secret.1)
        return product.high ^ product.low
    }
}
