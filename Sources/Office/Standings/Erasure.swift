public import CertAuthority

/// Removes learners' data for good: first a plan, which can be shown, and then the removal.
public struct Erasure<Store: OfficeRecord>: Sendable {
    /// What an erasure would remove.
    public struct Plan: Sendable {
        /// The certificates that are meant.
        let all: [CertificateNumber]
        /// Those of them whose learners' data is still there.
        public let erasing: [CertificateNumber]
        /// Others that hold the same learners' data, since they correct these or are corrected by
        /// them; it stays.
        public let others: [CertificateNumber]
        /// The batch that was chosen, where some of it is still to be issued.
        public let unfinished: BatchRecord?

        /// How many are meant.
        public var count: Int { all.count }
    }

    private let store: Store
    private let reason: String

    /// An erasure.
    ///
    /// - Parameter reason: Why, 1 to 200 characters; the audit keeps it.
    public init(_ store: Store, reason: String) {
        self.store = store
        self.reason = reason
    }

    /// Finds out what would be removed; nothing is.
    ///
    /// - Parameter allVersions: Whether the certificates are meant too that these corrected, or that
    ///   corrected them.
    /// - Throws: ``OfficeRefusal`` (`invalid`) where the reason tells of a learner; as
    ///   `OfficeRecord.chosen`.
    public func plan(_ choice: CertificateChoice, allVersions: Bool) async throws -> Plan {
        let chosen = try await store.chosen(choice)
        var all = chosen.standings
        var others: [CertificateNumber] = []
        var seen = Set(all.map(\.number))
        for standing in chosen.standings where standing.history.hasVersions {
            let versions = try await store.versions(of: standing.number)
            let new = versions.filter { seen.insert($0).inserted }
            let standings = try await store.standings(.numbers(new))
            if allVersions {
                all += standings
            } else {
                others += standings.filter { $0.history.erasedAt == nil }.map(\.number)
            }
        }
        try StatedReason.require(reason, about: all.map(\.learner))
        return Plan(
            all: all.map(\.number),
            erasing: all.filter { $0.history.erasedAt == nil }.map(\.number), others: others,
            unfinished: chosen.unfinished)
    }

    /// Removes it, and rewrites the store's files so that no trace stays in them.
    ///
    /// - Returns: Those that were not erased before.
    /// - Throws: `StoreError`; where its text says so, the data is erased and traces may be left.
    public func erase(
        _ plan: Plan, _ authorship: Authorship
    ) async throws -> [CertificateNumber] {
        let erased = try await store.erase(plan.all, reason: reason, authorship)
        do {
            try await store.forget()
        } catch {
            throw StoreError(
                error.code,
                """
                the data was erased, but traces may remain in the store's files until this \
                command is run again: \(error.text)
                """)
        }
        return erased
    }
}
