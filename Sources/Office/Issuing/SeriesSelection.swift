public import CertAuthority
public import Credentials
public import Documents
import LinkedData

/// Who has completed a series: the learners who hold a good certificate of each of its steps.
public struct SeriesSelection: Sendable {
    /// A certificate of the series for each learner who has none yet, in the order in which the
    /// learners appeared on the record.
    public let requests: [CertificateRequest]
    /// The certificates of the series that learners hold already, good or suspended.
    public let held: [CertificateNumber]
    /// Those who were left out though they may have completed it, and those who hold it though a
    /// step was taken back.
    public let warnings: [IssueWarning]

    /// Selects learners.
    ///
    /// - Parameters:
    ///   - holdings: All certificates of the steps and of the series, in the order of issue.
    ///   - organisation: Who is going to issue the series' certificates.
    ///   - titles: What the steps are called; their slugs stand in for missing ones.
    ///   - letters: What can be printed; nil where no sheets are made, and any letter is taken.
    ///   - sheets: The sheets on which names must fit; nil where none are made.
    /// - Throws: `CryptoError` when there is no randomness to be had for the numbers.
    public init(
        _ series: Series, holdings: [Holding], organisation: Slug, titles: [Slug: String],
        letters: LetterCoverage? = nil, sheets: SheetRehearsal? = nil, at instant: Timestamp
    ) throws(CryptoError) {
        // A suspension may be lifted: nobody gets the series a second time meanwhile.
        let good = holdings.filter {
            $0.isGood(at: instant) || $0.offer == series.slug && $0.state == .suspended
        }
        let groups = LearnerGroups(good)
        var requests: [CertificateRequest] = []
        var held: [CertificateNumber] = []
        var warnings = Self.takenBack(holdings.filter { $0.offer == series.slug })
        var incomplete: Set<Int> = []
        for group in groups.certain {
            let ofSeries = group.filter { good[$0].offer == series.slug }
            guard ofSeries.isEmpty else {
                held += ofSeries.map { good[$0].number }
                continue
            }
            let steps = Self.steps(of: series, among: group.map { good[$0] })
            guard steps.count == series.steps.count else {
                incomplete.formUnion(group)
                continue
            }
            // By canonical equivalence: the form in which a program writes a name is no other name.
            guard Set(steps.map(\.row.name)).count == 1 else {
                warnings.append(Self.namesDiffer(steps))
                continue
            }
            if let warning = Self.ended(series, steps, at: instant)
                ?? Self.notPrintable(steps, letters, sheets)
            {
                warnings.append(warning)
                continue
            }
            requests.append(
                try Self.request(
                    series, steps, number: requests.count + 1, organisation: organisation,
                    titles: titles))
        }
        for group in groups.possible {
            let steps = Self.steps(
                of: series, among: group.filter(incomplete.contains).map { good[$0] })
            if steps.count == series.steps.count { warnings.append(Self.perhapsOne(steps)) }
        }
        self.requests = requests
        self.held = held
        self.warnings = warnings
    }

    /// The newest certificate of each step, in the order of the steps; those that are missing are
    /// left out.
    private static func steps(of series: Series, among holdings: [Holding]) -> [Holding] {
        series.steps.compactMap { step in holdings.last { $0.offer == step } }
    }

    private static func request(
        _ series: Series, _ steps: [Holding], number: Int, organisation: Slug,
        titles: [Slug: String]
    ) throws(CryptoError) -> CertificateRequest {
        // The last of those that were completed last.
        let newest = steps.reduce(steps[0]) { $1.row.completedOn >= $0.row.completedOn ? $1 : $0 }
        let newestFirst = [newest] + steps.reversed()
        var row = newest.row
        row.number = number
        row.learnerReference = reference(newestFirst, for: organisation)
        row.email = newestFirst.lazy.compactMap(\.row.email).first
        row.locale = newestFirst.lazy.compactMap(\.row.locale).first
        row.delivery = delivery(steps)
        let numbers = steps.map(\.number.description).joined(separator: "+")
        return try CohortIssue.request(
            row,
            key: RowKey(
                programme: series.slug, learner: numbers, completedOn: newest.row.completedOn),
            evidence: steps.map { step in
                Evidence(
                    number: step.number, title: titles[step.offer] ?? step.offer.text,
                    completedOn: step.row.completedOn)
            })
    }

    /// The learner's reference with the issuing organisation; another's is marked as such, since it
    /// may be somebody else's here.
    private static func reference(_ steps: [Holding], for organisation: Slug) -> String? {
        let learners = steps.map(\.learner).filter { $0.reference != nil }
        if let own = learners.first(where: { $0.organisation == organisation }) {
            return own.reference
        }
        return learners.first.flatMap { other in
            other.reference.map { "\(other.organisation)/\($0)" }
        }
    }

    /// Steps that were all taken one way make a series that was taken so; otherwise it is partly
    /// this and partly that, which is what hybrid means.
    private static func delivery(_ steps: [Holding]) -> DeliveryMode {
        steps.allSatisfy { $0.row.delivery == steps[0].row.delivery }
            ? steps[0].row.delivery : .hybrid
    }

    // MARK: Warnings

    private static func takenBack(_ certificates: [Holding]) -> [IssueWarning] {
        certificates.filter { $0.state == .good }.compactMap { certificate in
            let lost = certificate.steps.filter { $0.state != .good }
            guard let first = lost.first else { return nil }
            let isRevoked = !lost.allSatisfy { $0.state == .suspended }
            let told = lost.map { "\($0.number), which is \($0.state.rawValue)" }
            return IssueWarning(
                .stepTakenBack,
                "\(certificate.number) of \(certificate.row.name) rests on "
                    + told.joined(separator: ", and on "),
                advice: """
                    take it back too: \
                    \(do: .takeBack(certificate.number, isRevoked: isRevoked, step: first.number))
                    """,
                certificates: [certificate.number] + lost.map(\.number))
        }
    }

    private static func namesDiffer(_ steps: [Holding]) -> IssueWarning {
        IssueWarning(
            .namesDiffer,
            "the step certificates of one learner carry different names: \(told(steps)); correct "
                + "what is wrong and run this again",
            certificates: steps.map(\.number))
    }

    private static func ended(
        _ series: Series, _ steps: [Holding], at instant: Timestamp
    ) -> IssueWarning? {
        guard let newest = steps.map(\.row.completedOn).max() else { return nil }
        let reason: String
        switch ValidityEnd(of: newest, series.validity, at: instant) {
        case .open: return nil
        case .past(let end):
            reason = "a certificate of the series was valid until \(end), which is past"
        case .beyondCalendar:
            reason =
                "the validity of the series would end beyond the calendar; shorten it in "
                + "programmes.yaml"
        }
        return IssueWarning(
            .validityEnded, "\(told(steps)): \(reason)", certificates: steps.map(\.number))
    }

    private static func notPrintable(
        _ steps: [Holding], _ letters: LetterCoverage?, _ sheets: SheetRehearsal?
    ) -> IssueWarning? {
        let name = steps[0].row.name
        if let sheets, SheetRehearsal.mayOverflow(name),
            let fault = sheets.fault(
                name: name, locale: steps[0].row.locale, completedOn: steps[0].row.completedOn),
            fault.code == .overflow
        {
            return IssueWarning(
                .nameTooWide,
                "\(told(steps)): the name is too long for its line on the certificate sheet",
                certificates: steps.map(\.number))
        }
        guard let letters else { return nil }
        let missing = letters.missing(in: name)
        guard !missing.isEmpty else { return nil }
        return IssueWarning(
            .missingGlyph,
            "\(told(steps)): \(LetterCoverage.reason(missing)); \(letters.remedy(missing)), and run "
                + "this again",
            certificates: steps.map(\.number))
    }

    private static func perhapsOne(_ steps: [Holding]) -> IssueWarning {
        IssueWarning(
            .perhapsOneLearner,
            "these may be one learner's, but name, learner_ref or email contradict that: "
                + "\(told(steps)); if they are, correct what is wrong and run this again",
            certificates: steps.map(\.number))
    }

    private static func told(_ steps: [Holding]) -> String {
        steps.map { step in
            let reference = step.learner.reference.map { " (\(step.learner.organisation), \($0))" }
            return "\(step.number) \"\(step.row.name)\"\(reference ?? "")"
        }.joined(separator: ", ")
    }
}
