import Credentials

/// The shapes of the verdicts: told apart without colour. They are drawn with `currentColor`, and
/// what is cut out of them with the paper's.
enum Shapes {
    static func shape(_ verdict: Verdict) -> HTML {
        switch verdict {
        case .valid: tick
        case .notCurrentlyValid: barredCircle
        case .notGenuine: octagon
        case .cannotTell: dashedCircle
        }
    }

    /// A filled circle with a tick.
    private static let tick: HTML =
        """
        <svg viewBox="0 0 56 56" aria-hidden="true"><circle cx="28" cy="28" r="27" \
        fill="currentColor"/><path class="cut" d="M16 29l8 8 16-17"/></svg>
        """

    /// A bar across a circle.
    private static let barredCircle: HTML =
        """
        <svg viewBox="0 0 56 56" aria-hidden="true"><circle class="line" cx="28" cy="28" r="25"/>\
        <path class="line" d="M12 44L44 12"/></svg>
        """

    /// A cross in an octagon.
    private static let octagon: HTML =
        """
        <svg viewBox="0 0 56 56" aria-hidden="true"><path fill="currentColor" \
        d="M17 1h22l16 16v22L39 55H17L1 39V17z"/><path class="cut" d="M18 18l20 20M38 18L18 38"/>\
        </svg>
        """

    /// A question mark in a dashed circle.
    private static let dashedCircle: HTML =
        """
        <svg viewBox="0 0 56 56" aria-hidden="true"><circle class="line dash" cx="28" cy="28" \
        r="25"/><path class="line" d="M21 22c0-10 14-10 14 0 0 6-7 6-7 12"/><circle cx="28" \
        cy="42" r="3" fill="currentColor"/></svg>
        """

    /// The marks before checks: a tick, a cross, a question mark.
    static func mark(_ result: Check.Result) -> HTML {
        switch result {
        case .passed:
            "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M3 8l4 4 6-8\"/></svg>"
        case .failed:
            "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M3 3l10 10M13 3L3 13\"/></svg>"
        case .notMade:
            """
            <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M5 6c0-5 6-5 6-1 0 3-3 2-3 5M8 \
            13v1"/></svg>
            """
        }
    }
}
