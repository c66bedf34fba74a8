/// An organisation's colour with what is derived of it, alike on page, sheet, badge and mail.
///
/// All tones are solid, so that PDF, PNG, SVG and screens agree. Text in the accent has a contrast of
/// 7 to 1 on its ground (WCAG 2.2 §1.4.6), in light and in dark; a colour that has less is mixed with
/// black, or for the dark ground with white, until it has.
public struct Accent: Hashable, Sendable {
    /// The accent on white.
    public let light: InkColour
    /// Its partner on ``darkGround``.
    public let dark: InkColour

    /// The ground of pages in the dark.
    public static let darkGround = InkColour(red: 0x10, green: 0x16, blue: 0x1C)
    /// What text in an accent has at least.
    public static let leastContrast = 7.0
    /// The accent of whoever has named none: Azure.
    public static let standard = Accent(InkColour(red: 0x0B, green: 0x4F, blue: 0x8A))

    /// What a dark partner is lightened to, beyond the least: a colour that stands alone on a dark
    /// screen looks darker than it is.
    private static let darkContrast = 9.5

    /// Derives the tones of a colour.
    public init(_ colour: InkColour) {
        light = colour.reaching(Self.leastContrast, on: .white, towards: .black)
        dark = light.reaching(Self.darkContrast, on: Self.darkGround, towards: .white)
    }

    /// For discs within the accent: 30 % black.
    public var deep: InkColour { light.mixed(with: .black, 0.3) }
    /// For arcs that are not reached: 30 % white.
    public var faint: InkColour { light.mixed(with: .white, 0.3) }
    /// For the ground of panels: 5.5 % on white.
    public var panel: InkColour { InkColour.white.mixed(with: light, 0.055) }
    /// For fine lines: 34 % on white.
    public var line: InkColour { InkColour.white.mixed(with: light, 0.34) }
    /// For what lies under text: 13 % on white.
    public var underprint: InkColour { InkColour.white.mixed(with: light, 0.13) }
}
