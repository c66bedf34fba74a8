import Credentials
import LinkedData
import Synchronization

/// What was reckoned of late of credentials' bytes, under their digests: so that a certificate that
/// is asked for again costs no signature. What can change is not among it.
///
/// Bounded: entries that were not asked for while as many others came are forgotten. The memory is
/// split, so that requests seldom wait for one another, and never for longer than a look-up.
final class CertificateMemory: Sendable {
    final class Entry: Sendable {
        let examined: ExaminedCredential
        let facts: CertificateFacts
        /// What the record has to say of it.
        let terms: RecordedTerms

        init(examined: ExaminedCredential, facts: CertificateFacts, terms: RecordedTerms) {
            self.examined = examined
            self.facts = facts
            self.terms = terms
        }
    }

    private let parts: [Part]

    /// - Parameter capacity: How many credentials are kept at most; some 500 bytes each.
    init(capacity: Int) {
        parts = (0..<Self.partCount).map { _ in
            Part(capacity: capacity / Self.partCount)
        }
    }

    func entry(_ digest: CredentialDigest) -> Entry? { part(of: digest).entry(digest) }

    func remember(_ entry: Entry, _ digest: CredentialDigest) {
        part(of: digest).remember(entry, digest)
    }

    private static var partCount: Int { 16 }

    private func part(of digest: CredentialDigest) -> Part {
        parts[Int(truncatingIfNeeded: digest.words.0 % UInt64(Self.partCount))]
    }

    private final class Part: Sendable {
        private let state: Mutex<State>

        private struct State {
            var entries: Generations<CredentialDigest, Entry>
            /// The texts and kinds that entries have in common, kept once.
            var shared = SharedValues()
        }

        init(capacity: Int) { state = Mutex(State(entries: Generations(capacity: capacity))) }

        func entry(_ digest: CredentialDigest) -> Entry? {
            state.withLock { $0.entries.value(digest) }
        }

        func remember(_ entry: Entry, _ digest: CredentialDigest) {
            state.withLock { state in
                let entry = state.shared.sharing(entry)
                if state.entries.remember(entry, digest) { state.shared = SharedValues() }
            }
        }
    }
}

/// A SHA-256 digest that is cheap to look up: it is evenly spread as it is.
struct CredentialDigest: Hashable, Sendable {
    let words: (UInt64, UInt64, UInt64, UInt64)

    init(of bytes: [UInt8]) {
        let digest = Digest.sha256(bytes)
        func word(_ place: Int) -> UInt64 {
            digest[place * 8..<place * 8 + 8].reduce(0) { $0 << 8 | UInt64($1) }
        }
        words = (word(0), word(1), word(2), word(3))
    }

    static func == (left: Self, right: Self) -> Bool { left.words == right.words }

    func hash(into hasher: inout Hasher) { hasher.combine(words.1) }
}

/// Texts and kinds that many certificates share.
private struct SharedValues {
    private var texts: Set<String> = []
    private var kinds: [ExaminedCredential.Shared] = []
    private var terms: [RecordedTerms.Common] = []

    mutating func sharing(_ entry: CertificateMemory.Entry) -> CertificateMemory.Entry {
        let facts = entry.facts.sharing { share($0) }
        return CertificateMemory.Entry(
            examined: entry.examined.sharing(with: &kinds), facts: facts,
            terms: entry.terms.sharing(name: facts.name, with: &terms))
    }

    private mutating func share(_ text: String) -> String {
        let (inserted, member) = texts.insert(text)
        return inserted ? text : member
    }
}
