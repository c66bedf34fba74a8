internal import Foundation

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

/// A colour without transparency.
public struct InkColour: Hashable, Sendable {
    /// Red, green and blue, 0 to 255.
    public let red, green, blue: UInt8

    /// Reads `#rrggbb` or `#rgb`, the form of catalogue and templates.
    public init?(_ text: String) {
        guard text.utf8.first == UInt8(ascii: "#"), text.utf8.count == 7 || text.utf8.count == 4,
            text.utf8.dropFirst().allSatisfy({
                ASCII.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
                    || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0)
            }), let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        if text.utf8.count == 7 {
            red = UInt8(value >> 16 & 0xFF)
            green = UInt8(value >> 8 & 0xFF)
            blue = UInt8(value & 0xFF)
        } else {
            red = UInt8(value >> 8 & 0xF) * 17
            green = UInt8(value >> 4 & 0xF) * 17
            blue = UInt8(value & 0xF) * 17
        }
    }

    /// `#rrggbb`.
    public var text: String {
        "#"
            + [red, green, blue].map { part in
                (part < 16 ? "0" : "") + String(part, radix: 16)
            }.joined()
    }

    /// The contrast against white paper, 1 to 21 (WCAG 2.2, "contrast ratio").
    public var contrastOnWhite: Double { 1.05 / (luminance + 0.05) }

    private var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
