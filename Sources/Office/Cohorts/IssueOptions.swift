public import CertAuthority
public import Documents

/// How a cohort or a series is to be issued.
public struct IssueOptions: Sendable {
    /// Whether all is checked and shown, and nothing issued.
    public var isRehearsal = false
    /// How certificates are secured; nil for what the organisation's key does by itself.
    public var mechanism: SecuringMechanism?
    /// The design of the sheets on which names must fit.
    public var design = SheetDesigns.standard
    /// Their paper.
    public var paper = SheetPaper.a4
    /// Of a cohort: how its file is to be read.
    public var form = CohortForm()
    /// Of a cohort: whether rows without a prerequisite on record are refused, and not only warned of.
    public var requiresPrerequisites = false
    /// Of a cohort: whether learners who hold the programme's certificate of another day get another.
    public var retaken = false
    /// Of a cohort: whether its certificates renew the learners' earlier ones of the programme, which
    /// stay valid until their ends and lead to them. Another day is no obstacle then, as for
    /// ``retaken``.
    public var renews = false

    /// Everything as it is without being asked for.
    public init() {}
}
