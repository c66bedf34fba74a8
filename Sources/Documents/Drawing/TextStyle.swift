public import CertAuthority

/// How a text is set.
public struct TextStyle: Hashable, Sendable {
    /// The font families in the order in which they are tried for each letter.
    public var families: [String]
    /// The size of the em, in the units of the page.
    public var size: Double
    /// 400 for regular, 700 for bold.
    public var weight: Int
    /// True for the slanted companion of the upright letters.
    public var isItalic: Bool
    /// Added between letters, in the units of the page.
    public var spacing: Double
    /// The language, which decides between regional forms of one letter.
    public var language: LanguageTag
    /// True where the line as a whole runs from right to left.
    public var isRightToLeft: Bool

    /// Describes a style.
    public init(
        families: [String], size: Double, weight: Int = 400, isItalic: Bool = false,
        spacing: Double = 0, language: LanguageTag = .english, isRightToLeft: Bool = false
    ) {
        self.families = families
        self.size = size
        self.weight = weight
        self.isItalic = isItalic
        self.spacing = spacing
        self.language = language
        self.isRightToLeft = isRightToLeft
    }
}

/// How much room a line of text takes, measured from the left end of its baseline.
public struct TextExtent: Hashable, Sendable {
    /// From the start of the first letter to the end of the last.
    public let width: Double
    /// How far the ink rises above the baseline.
    public let above: Double
    /// How far the ink hangs below the baseline.
    public let below: Double
    /// How many letters no font has.
    public let missing: Int
}

/// A line of text at its place on a page.
public struct PlacedText: Hashable, Sendable {
    /// The text.
    public let text: String
    /// How it is set.
    public let style: TextStyle
    /// The left end of the line, whatever its direction.
    public let x: Double
    /// The baseline, counted downwards.
    public let y: Double
    /// The ink: red, green and blue from 0 to 1.
    public let colour: InkColour
}
