/// The papers that sheets are printed on.
public enum SheetPaper: String, CaseIterable, Sendable {
    /// 297 by 210 mm (ISO 216).
    case a4
    /// 11 by 8½ inches (ANSI/ASME Y14.1).
    case letter

    /// The longer and the shorter side, in points (1/72 inch).
    public var sides: (long: Double, short: Double) {
        switch self {
        case .a4: (841.89, 595.276)
        case .letter: (792, 612)
        }
    }

    /// The size of the paper laid as a template lies.
    func size(isLandscape: Bool) -> (width: Double, height: Double) {
        isLandscape ? (sides.long, sides.short) : (sides.short, sides.long)
    }
}
