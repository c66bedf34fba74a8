public import CertAuthority

/// Changes where certificates stand, all of them or none: first a plan, which can be shown, and then
/// the change.
public struct StandingRun<Store: OfficeRecord>: Sendable {
    private let open: OpenInstallation<Store>
    private let state: Standing.State
    private let reason: String

    /// A change of standing.
    ///
    /// - Parameter reason: Why, 1 to 200 characters; everyone will see it.
    public init(_ open: OpenInstallation<Store>, to state: Standing.State, reason: String) {
        self.open = open
        self.state = state
        self.reason = reason
    }

    /// Finds out what would change; nothing is.
    ///
    /// - Throws: ``OfficeRefusal`` where the reason tells of a learner or cannot be shown
    ///   (`invalid`), or where one certificate is chosen and nothing would change (`conflict`); as
    ///   `OfficeRecord.chosen`.
    public func plan(
        _ choice: CertificateChoice
    ) async throws -> (plan: StandingPlan, chosen: ChosenCertificates) {
        let chosen = try await open.store.chosen(choice) { standing in
            guard standing.state == .revoked, state != .revoked else { return nil }
            return ("it is revoked, which is final", "remove the line")
        }
        try StatedReason.require(reason, about: chosen.standings.map(\.learner))
        let plan = StandingPlan(chosen.standings, to: state)
        if case .number = choice, plan.changing.isEmpty, let only = chosen.standings.first {
            throw Self.refusal(only)
        }
        return (plan, chosen)
    }

    /// Opens the keys of all organisations first, and then changes everything in one transaction.
    ///
    /// - Parameter authorship: Asked for once the keys are open, since a passphrase may be typed
    ///   meanwhile: what is signed bears the time at which it is signed.
    /// - Throws: ``OfficeRefusal``; ``KeyError``; `StoreError`; what the passphrase's source throws.
    public func change(
        _ plan: StandingPlan, _ passphrase: PassphraseSource,
        _ authorship: @autoclosure () -> Authorship
    ) async throws -> StandingChange {
        var issuers: [Slug: CertificateIssuer] = [:]
        for organisation in plan.organisations {
            issuers[organisation] = CertificateIssuer(
                installation: open.installation, organisation: try open.organisation(organisation),
                programme: nil, signer: try await open.signer(of: organisation, passphrase))
        }
        return try await open.store.change(
            plan.changing.map(\.number), to: state, reason: reason,
            by: OrganisationSigners(issuers), authorship())
    }

    private static func refusal(_ standing: CertificateStanding) -> OfficeRefusal {
        let number = standing.number
        return switch standing.state {
        case .revoked:
            OfficeRefusal(.conflict, "\(number) is revoked already, which is final")
        case .suspended: OfficeRefusal(.conflict, "\(number) is suspended already")
        case .good:
            OfficeRefusal(
                .conflict, "\(number) is in good standing; there is no suspension to end")
        }
    }
}

extension StatedReason {
    /// Checks the reason of a use case.
    ///
    /// - Throws: ``OfficeRefusal`` (`invalid`).
    public static func require(
        _ reason: String, about learners: some Sequence<LearnerNames>
    ) throws(OfficeRefusal) {
        do throws(IssuingError) {
            try check(reason, about: learners)
        } catch {
            throw OfficeRefusal(.invalid, error.description)
        }
    }
}
