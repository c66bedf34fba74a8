public import CertAuthority
public import Credentials
import Foundation
import LinkedData

/// The badge that a programme has where nobody drew one: a seal in a colour that belongs to the
/// organisation, with the initials of the title. The same certificate gives the same bytes.
public struct BadgeArtwork: Sendable, Equatable {
    /// The title, for those who cannot see the picture.
    public let title: String
    private let colour: Int

    /// The seal of a programme.
    ///
    /// - Parameters:
    ///   - organisation: Decides the colour.
    ///   - title: The programme's title as it was signed.
    public init(organisation: Slug, title: String) {
        self.title = title
        let hash = organisation.text.utf8.reduce(0 as UInt64) { Hash64.adding(UInt64($1), to: $0) }
        colour = Int(hash % UInt64(Self.colours.count))
    }

    /// Dark inks; white has a contrast of 7:1 or more on each.
    private static let colours: [(UInt8, UInt8, UInt8)] = [
        (0x0B, 0x4F, 0x8A), (0x0B, 0x5D, 0x4E), (0x6B, 0x2C, 0x6F), (0x8A, 0x2D, 0x1B),
        (0x2E, 0x4A, 0x1F), (0x3B, 0x3F, 0x8F), (0x7A, 0x1F, 0x4A), (0x1F, 0x4E, 0x5F),
    ]

    private var ink: String {
        let (red, green, blue) = Self.colours[colour]
        return "#"
            + [red, green, blue].map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined()
    }

    /// Up to three initials, of the words that carry the meaning.
    var initials: String {
        let small: Set<String> = ["a", "an", "and", "for", "in", "of", "on", "the", "to", "with"]
        let words = title.split { !$0.isLetter && !$0.isNumber }
        let chosen = words.filter { !small.contains($0.lowercased()) }
        return (chosen.isEmpty ? words : chosen).prefix(3).compactMap(\.first).map {
            $0.uppercased()
        }.joined()
    }

    /// The seal as an SVG image, 512 units each way.
    public var svg: [UInt8] {
        let size = initials.count > 2 ? 120 : 150
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" \
            role="img"><title>\(XMLText.escaped(title))</title>\
            <path d="\(Self.edge)" fill="\(ink)"/>\
            <circle cx="256" cy="256" r="196" fill="none" stroke="#fff" stroke-width="6"/>\
            <path d="\(Self.weave(150, 178, 24))" fill="none" stroke="#fff" stroke-width="1.5" \
            opacity=".75"/><path d="\(Self.weave(178, 150, 24))" fill="none" stroke="#fff" \
            stroke-width="1.5" opacity=".75"/>\
            <text x="256" y="256" text-anchor="middle" dominant-baseline="central" fill="#fff" \
            font-family="Georgia,'Noto Serif',serif" font-weight="700" font-size="\(size)">\
            \(XMLText.escaped(initials))</text></svg>

            """
        return Array(text.utf8)
    }

    /// The seal's scalloped edge.
    private static var edge: String {
        curve { 236 + 8 * cos(36 * $0) }
    }

    /// A closed wave between two circles, as on banknotes; it begins at the second.
    private static func weave(_ inner: Double, _ outer: Double, _ count: Double) -> String {
        let middle = (inner + outer) / 2
        return curve { middle + (outer - inner) / 2 * cos(count * $0) }
    }

    /// A closed line around the middle, 720 steps of half a degree, to a tenth of a unit.
    private static func curve(_ radius: (Double) -> Double) -> String {
        let points = (0..<720).map { step -> String in
            let angle = Double(step) * .pi / 360
            let distance = radius(angle)
            return "\(tenths(256 + distance * cos(angle))) \(tenths(256 + distance * sin(angle)))"
        }
        return "M" + points.joined(separator: "L") + "Z"
    }

    private static func tenths(_ value: Double) -> String {
        let rounded = Int((value * 10).rounded())
        return "\(rounded / 10).\(rounded % 10)"
    }
}

extension BadgeArtwork {
    /// The drawn seals, by colour: there are only so many.
    private static let drawn = BoundedMemory<Int, BakedPNG.Blank>(capacity: 2 * colours.count)

    /// The seal as a PNG image, 512 pixels each way, transparent around it, drawn and checked once.
    /// A tick stands in place of the initials, which need a font.
    ///
    /// - Throws: ``BadgeError`` where zlib fails.
    public func png() throws(BadgeError) -> BakedPNG.Blank {
        if let known = Self.drawn.value(colour) { return known }
        let drawing = try Self.drawing(Self.colours[colour])
        let image: BakedPNG.Blank
        do throws(BakingError) {
            image = try BakedPNG.Blank(drawing)
        } catch {
            throw BadgeError("the badge that was drawn is no image: \(error)")
        }
        Self.drawn.remember(image, colour)
        return image
    }

    private static let side = 512

    private static func drawing(_ ink: (UInt8, UInt8, UInt8)) throws(BadgeError) -> [UInt8] {
        var lines: [UInt8] = []
        lines.reserveCapacity((side * 4 + 1) * side)
        for row in 0..<side {
            // No filter (ISO/IEC 15948 §9.2).
            lines.append(0)
            for column in 0..<side {
                lines += pixel(Double(column) + 0.5 - 256, Double(row) + 0.5 - 256, ink)
            }
        }
        let data: [UInt8]
        do throws(Zlib.Fault) {
            data = try Zlib.compress(lines, as: .zlib)
        } catch {
            throw BadgeError("the badge cannot be drawn: zlib failed")
        }
        let size = number(UInt32(side))
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", size + size + [8, 6, 0, 0, 0]) + chunk("IDAT", data) + chunk("IEND", [])
    }

    /// Red, green, blue and opacity at a place; edges are as soft as one pixel.
    private static func pixel(
        _ x: Double, _ y: Double, _ ink: (UInt8, UInt8, UInt8)
    ) -> [UInt8] {
        let distance = (x * x + y * y).squareRoot()
        guard distance < 246 else { return [0, 0, 0, 0] }
        let angle = atan2(y, x)
        let opacity = cover(distance - (236 + 8 * cos(36 * angle)))
        let ring = cover(abs(distance - 196) - 3)
        let weave = max(
            cover(abs(distance - (164 + 14 * cos(24 * angle))) - 1),
            cover(abs(distance - (164 - 14 * cos(24 * angle))) - 1))
        let tick = cover(
            min(
                toSegment(x, y, (-66, 6), (-18, 54)), toSegment(x, y, (-18, 54), (74, -52))) - 14)
        let white = max(ring, max(weave * 0.75, tick))
        func mixed(_ value: UInt8) -> UInt8 {
            UInt8((Double(value) + (255 - Double(value)) * white).rounded())
        }
        return [mixed(ink.0), mixed(ink.1), mixed(ink.2), UInt8((opacity * 255).rounded())]
    }

    /// How much of a pixel lies inside, by its distance from the edge.
    private static func cover(_ distance: Double) -> Double { min(max(0.5 - distance, 0), 1) }

    private static func toSegment(
        _ x: Double, _ y: Double, _ start: (Double, Double), _ end: (Double, Double)
    ) -> Double {
        let (dx, dy) = (end.0 - start.0, end.1 - start.1)
        let along = ((x - start.0) * dx + (y - start.1) * dy) / (dx * dx + dy * dy)
        let near = min(max(along, 0), 1)
        let (ox, oy) = (x - start.0 - near * dx, y - start.1 - near * dy)
        return (ox * ox + oy * oy).squareRoot()
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return number(UInt32(content.count)) + body + number(CRC32(body).value)
    }

    private static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
}

/// Why a badge cannot be drawn.
public struct BadgeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) { self.description = description }
}
