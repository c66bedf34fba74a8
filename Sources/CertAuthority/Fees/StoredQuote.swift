public import Credentials
public import LinkedData

/// A quote as it is kept: what is owed, and, as long as that is needed, whom it was for and why.
public struct StoredQuote: Sendable, Hashable {
    /// Whom a quote was for and why: what may show which group a learner is in. Kept apart from the
    /// quote, in no credential, on no page and in no report, and removed when it is due.
    public struct Eligibility: Sendable, Hashable {
        /// The office's own reference of the learner, where one was given.
        public let learner: String?
        /// The learner's country, alpha-2.
        public let country: String
        /// The learner's groups.
        public let groups: Set<LearnerGroup>
        /// The tier that counted.
        public let tier: Slug
        /// The relief that counted, if one did.
        public let relief: Slug?
        /// What the learner must show, in the order of need.
        public let evidence: [FeeRule.Evidence]
        /// The dated records about the country that were looked at, as one JSON text.
        public let vintages: String
        /// The first day on which this is no longer needed.
        public let keptUntil: CivilDate

        /// Takes what was kept.
        package init(
            learner: String?, country: String, groups: Set<LearnerGroup>, tier: Slug, relief: Slug?,
            evidence: [FeeRule.Evidence], vintages: String, keptUntil: CivilDate
        ) {
            self.learner = learner
            self.country = country
            self.groups = groups
            self.tier = tier
            self.relief = relief
            self.evidence = evidence
            self.vintages = vintages
            self.keptUntil = keptUntil
        }
    }

    /// What people type.
    public let id: QuoteID
    /// When it was made.
    public let at: Timestamp
    /// The day for which it was reckoned.
    public let date: CivilDate
    /// The first day on which it no longer holds.
    public let heldUntil: CivilDate
    /// The programme.
    public let programme: Slug
    /// Who would issue.
    public let organisation: Slug
    /// The price before tiers.
    public let list: Money
    /// The price to pay.
    public let amount: Money
    /// The version of the schedule.
    public let scheduleVersion: String
    /// The version of the catalogue, tables and schedule in the store: what a replay reads.
    public let catalogueVersion: Int64
    /// Whom it was for and why; nil once that was removed.
    public let eligibility: Eligibility?

    /// A quote with its parts, as a store has them.
    package init(
        id: QuoteID, at: Timestamp, date: CivilDate, heldUntil: CivilDate, programme: Slug,
        organisation: Slug, list: Money, amount: Money, scheduleVersion: String,
        catalogueVersion: Int64, eligibility: Eligibility?
    ) {
        self.id = id
        self.at = at
        self.date = date
        self.heldUntil = heldUntil
        self.programme = programme
        self.organisation = organisation
        self.list = list
        self.amount = amount
        self.scheduleVersion = scheduleVersion
        self.catalogueVersion = catalogueVersion
        self.eligibility = eligibility
    }

    /// A quote to be kept.
    ///
    /// - Parameters:
    ///   - learner: The office's own reference of the learner, where there is one.
    ///   - schedule: The schedule by which it was reckoned; says how long what is kept.
    ///   - catalogueVersion: The version that the store has in force.
    public init(
        _ quote: FeeQuote, id: QuoteID, learner: String?, at: Timestamp, schedule: FeeSchedule,
        catalogueVersion: Int64
    ) {
        self.init(
            id: id, at: at, date: quote.request.date, heldUntil: quote.heldUntil,
            programme: quote.request.programme, organisation: quote.organisation, list: quote.list,
            amount: quote.amount, scheduleVersion: quote.scheduleVersion,
            catalogueVersion: catalogueVersion,
            eligibility: Eligibility(
                learner: learner, country: quote.request.country, groups: quote.request.groups,
                tier: quote.tier, relief: quote.relief, evidence: quote.evidence,
                vintages: quote.vintagesText,
                keptUntil: schedule.retention.flatMap { quote.heldUntil.adding($0) }
                    ?? quote.heldUntil))
    }

    /// Whether it can be paid at its price on a day.
    public func isHeld(on day: CivilDate) -> Bool { date <= day && day < heldUntil }

    /// Of a learner's quotes the one that a new one may not exceed: the lowest of those that hold and
    /// are below it, or nil where the new one is as good as any. One in another currency, from
    /// before the programme's was changed, cannot be compared, and stays while it holds.
    ///
    /// - Parameters:
    ///   - quotes: Of one learner, for the programme and issuer of the new quote.
    ///   - quote: The new one.
    public static func held(of quotes: [StoredQuote], below quote: FeeQuote) -> StoredQuote? {
        let holding = quotes.filter { $0.isHeld(on: quote.request.date) }
        let comparable = holding.filter { $0.amount.currency == quote.amount.currency }
        if comparable.isEmpty { return holding.first }
        return comparable.filter { $0.amount.minorUnits < quote.amount.minorUnits }
            .min { $0.amount.minorUnits < $1.amount.minorUnits }
    }

    /// What a reckoning made anew says otherwise than this quote; empty where nothing.
    ///
    /// - Parameter quote: The same request, reckoned by the schedule and tables of that time.
    public func differences(from quote: FeeQuote) -> [String] {
        guard let eligibility else { return [] }
        let pairs: [(String, String, String)] = [
            ("amount", "\(amount)", "\(quote.amount)"), ("list price", "\(list)", "\(quote.list)"),
            ("held until", "\(heldUntil)", "\(quote.heldUntil)"),
            ("schedule", scheduleVersion, quote.scheduleVersion),
            ("tier", eligibility.tier.text, quote.tier.text),
            ("relief", eligibility.relief?.text ?? "none", quote.relief?.text ?? "none"),
            (
                "evidence", "\(eligibility.evidence.map(\.rawValue))",
                "\(quote.evidence.map(\.rawValue))"
            ),
            ("records", eligibility.vintages, quote.vintagesText),
        ]
        return pairs.filter { !$0.1.isExactly($0.2) }
            .map { "\($0.0): the quote says \($0.1), recalculated \($0.2)" }
    }

    /// The request that it answers, or nil once whom it was for was removed.
    public var request: FeeRequest? {
        eligibility.map {
            FeeRequest(
                programme: programme, organisation: organisation, country: $0.country,
                groups: $0.groups, date: date)
        }
    }

    /// The quote as a JSON object, without whom it was for and why.
    public var json: JSON {
        [
            "quote": .string("\(id)"), "at": .string(at.description), "date": .string("\(date)"),
            "heldUntil": .string("\(heldUntil)"), "programme": .string(programme.text),
            "organisation": .string(organisation.text), "list": list.json, "amount": amount.json,
            "scheduleVersion": .string(scheduleVersion),
            "catalogueVersion": .string(String(catalogueVersion)),
        ]
    }
}

extension FeeQuote {
    /// The records in their RFC 8785 form, which is the same whenever it is written.
    var vintagesText: String {
        String(decoding: JSON.array(vintages.map(\.json)).canonicalBytes(), as: UTF8.self)
    }
}
