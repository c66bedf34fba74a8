internal import Foundation

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
