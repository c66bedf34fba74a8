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

    /// A colour of those parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// White paper.
    public static let white = InkColour(red: 255, green: 255, blue: 255)
    /// Black ink.
    public static let black = InkColour(red: 0, green: 0, blue: 0)

    /// The contrast against white paper, 1 to 21 (WCAG 2.2, "contrast ratio").
    public var contrastOnWhite: Double { contrast(on: .white) }

    /// The contrast against another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    public func contrast(on ground: InkColour) -> Double {
        let (own, other) = (luminance, ground.luminance)
        return (max(own, other) + 0.05) / (min(own, other) + 0.05)
    }

    /// This colour with so much of another in it.
    ///
    /// - Parameter share: Of the other, 0 to 1.
    public func mixed(with other: InkColour, _ share: Double) -> InkColour {
        func part(_ own: UInt8, _ other: UInt8) -> UInt8 {
            UInt8((Double(own) + (Double(other) - Double(own)) * share).rounded())
        }
        return InkColour(
            red: part(red, other.red), green: part(green, other.green),
            blue: part(blue, other.blue))
    }

    /// The colour itself, or the first mixture with another that has a contrast on a ground.
    func reaching(_ contrast: Double, on ground: InkColour, towards other: InkColour) -> InkColour {
        for step in 0..<100 {
            let mixture = mixed(with: other, Double(step) / 100)
            if mixture.contrast(on: ground) >= contrast { return mixture }
        }
        return other
    }

    private var luminance: Double {
        func linear(_ part: UInt8) -> Double {
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
