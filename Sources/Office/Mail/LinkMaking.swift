public import CertAuthority

/// Makes learners' secret links, one or a batch's.
public struct LinkMaking<Store: OfficeRecord>: Sendable {
    /// New links of a batch, not good yet.
    public struct Plan: Sendable {
        /// Each learner with the new link.
        public let lines: [LinkTable.Line]
        /// How many certificates are left out, since they have a link already.
        public let left: Int
        /// The certificates whose record is not what was signed, and how it differs.
        public let withheld: [(number: CertificateNumber, fault: RemedyText)]
    }

    private let store: Store
    private let installation: Installation
    private let authorship: Authorship

    /// The making of links.
    public init(_ store: Store, _ installation: Installation, _ authorship: Authorship) {
        self.store = store
        self.installation = installation
        self.authorship = authorship
    }

    /// Makes a link of one certificate.
    ///
    /// - Parameters:
    ///   - number: The certificate's number as it was typed.
    ///   - ending: Whether its links before end with it.
    /// - Throws: ``OfficeRefusal``: `notFound`; `conflict` where it has a link and that is not to end.
    ///   `CertificateNumber.Fault`; `StoreError`.
    public func make(
        _ number: String, ending: Bool
    ) async throws -> (number: CertificateNumber, address: String) {
        let typed = try CertificateNumber(number)
        guard let link = try await store.links(.numbers([typed])).first else {
            throw OfficeRefusal(.notFound, "there is no certificate \(typed)")
        }
        guard ending || link.count == 0 else {
            throw OfficeRefusal(
                .conflict,
                """
                \(typed) has a link already, which cannot be shown again; \(do: .renewLink) creates \
                another in its place
                """)
        }
        let token = try LearnerToken.random()
        try await store.create([NewLink(number: typed, token: token)], ending: ending, authorship)
        return (typed, installation.learnerURL(token))
    }

    /// Draws links for a batch; they are good once ``record(_:ending:)`` is done, so that a file with
    /// them can be whole before.
    ///
    /// - Parameter renewing: Whether those that have a link get another too.
    /// - Throws: ``OfficeRefusal`` (`notFound`); `StoreError`; `CryptoError`.
    public func plan(batch: String, renewing: Bool) async throws -> Plan {
        guard try await store.batch(batch) != nil else {
            throw OfficeRefusal(.notFound, "there is no batch \(batch)")
        }
        let all = try await store.links(.batch(batch)).filter { $0.state == .good }
        let wanted = all.filter { !$0.name.isEmpty && (renewing || $0.count == 0) }
        let check = LinkCheck(store, installation)
        var sound: [LearnerLink] = []
        var withheld: [(CertificateNumber, RemedyText)] = []
        for link in wanted {
            if let fault = try await check.fault(link, at: authorship.at) {
                withheld.append((link.number, fault))
            } else {
                sound.append(link)
            }
        }
        return Plan(
            lines: try sound.map {
                LinkTable.Line(link: $0, token: try LearnerToken.random())
            }, left: all.count - wanted.count, withheld: withheld)
    }

    /// Makes the links of a plan good.
    ///
    /// - Parameter ending: Whether those before end with it.
    /// - Throws: `StoreError`.
    public func record(_ plan: Plan, ending: Bool) async throws {
        guard !plan.lines.isEmpty else { return }
        try await store.create(
            plan.lines.map { NewLink(number: $0.link.number, token: $0.token) }, ending: ending,
            authorship)
    }
}
