internal import LinkedData

/// What a correction does to the learner's secret links.
public enum CorrectedLinks: String, Sendable {
    /// There are none.
    case none
    /// They lead to the corrected certificate from now on.
    case lead
    /// They end.
    case end

    /// Whether links of a certificate lead on to its correction.
    ///
    /// A link was sent to the address on record. Where a correction changes that address or takes it
    /// away, somebody else may have the link, who must not come to the learner's page by it.
    ///
    /// - Parameters:
    ///   - before: The address of the certificate that is corrected; nil where it has none.
    ///   - after: The address of the corrected one.
    public static func leadOn(from before: String?, to after: String?) -> Bool {
        guard let before else { return true }
        return after?.isExactly(before) ?? false
    }
}
