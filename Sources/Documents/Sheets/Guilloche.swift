internal import Foundation

/// Fine line work as on banknotes: curves of a function, drawn as smooth paths.
enum Guilloche {
    /// A band of interlaced waves along a rectangle's sides, as the data of one path.
    ///
    /// The waves close: their number is a whole one along the whole way round.
    ///
    /// - Parameters:
    ///   - width: The rectangle's width; its middle line is what the band follows.
    ///   - reach: How far the waves swing to either side.
    ///   - strands: How many waves there are, each shifted against the one before.
    static func border(
        x: Double, y: Double, width: Double, height: Double, reach: Double, strands: Int
    ) -> String {
        let radius = reach * 1.6
        let way = RoundedRectangle(x: x, y: y, width: width, height: height, radius: radius)
        let waves = (way.length / (reach * 5.2)).rounded()
        let steps = Int(waves) * 6
        var path = PathData()
        for strand in 0..<strands {
            let shift = 2 * Double.pi * Double(strand) / Double(strands)
            path.close(through: steps) { share in
                let (point, normal) = way.place(at: share)
                let angle = 2 * Double.pi * share * waves
                // The swing itself swells and falls along the way, eight times.
                let swing = sin(angle + shift) * (0.8 + 0.2 * cos(16 * .pi * share + shift))
                return (point.x + normal.x * swing * reach, point.y + normal.y * swing * reach)
            }
        }
        return path.text
    }

    /// A rosette: circles that swing between two radii, each turned against the last, and swell
    /// once for every three swings.
    ///
    /// - Parameters:
    ///   - inner: The radius of the hole.
    ///   - outer: The radius that no line passes.
    ///   - petals: How often a circle swings, a multiple of three, so that it closes.
    static func rosette(
        x: Double, y: Double, inner: Double, outer: Double, petals: Int, strands: Int
    ) -> String {
        var path = PathData()
        let middle = (inner + outer) / 2
        let reach = (outer - inner) / 2
        for strand in 0..<strands {
            let share = Double(strand) / Double(strands)
            let turn = 2 * Double.pi * share
            path.close(through: petals * 6) { way in
                let angle = 2 * Double.pi * way
                let swell = 0.86 + 0.14 * cos(angle * Double(petals) / 3)
                let swing = sin(angle * Double(petals) + turn) * swell
                let radius = middle + reach * swing
                return (x + radius * cos(angle), y + radius * sin(angle))
            }
        }
        return path.text
    }
}

/// The way round a rectangle with rounded corners.
private struct RoundedRectangle {
    let x, y, width, height, radius: Double

    private var straightX: Double { width - 2 * radius }
    private var straightY: Double { height - 2 * radius }
    private var corner: Double { radius * .pi / 2 }
    var length: Double { 2 * (straightX + straightY) + 4 * corner }

    /// The point at a share of the way, from the middle of the upper side clockwise, and the
    /// outward direction there.
    func place(at share: Double) -> (point: (x: Double, y: Double), normal: (x: Double, y: Double))
    {
        var rest = share * length + straightX / 2 + length
        rest = rest.truncatingRemainder(dividingBy: length)
        let sides: [(length: Double, from: (Double, Double), to: (Double, Double), turn: Double)] =
            [
                (straightX, (x + radius, y), (1, 0), -.pi / 2),
                (straightY, (x + width, y + radius), (0, 1), 0),
                (straightX, (x + width - radius, y + height), (-1, 0), .pi / 2),
                (straightY, (x, y + height - radius), (0, -1), .pi),
            ]
        for (index, side) in sides.enumerated() {
            if rest <= side.length {
                let point = (side.from.0 + side.to.0 * rest, side.from.1 + side.to.1 * rest)
                return (point, (cos(side.turn), sin(side.turn)))
            }
            rest -= side.length
            if rest <= corner {
                let angle = side.turn + rest / radius
                let centre = [
                    (x + width - radius, y + radius),
                    (x + width - radius, y + height - radius),
                    (x + radius, y + height - radius), (x + radius, y + radius),
                ][index]
                let normal = (cos(angle), sin(angle))
                return (
                    (centre.0 + radius * normal.0, centre.1 + radius * normal.1), normal
                )
            }
            rest -= corner
        }
        return ((x + radius, y), (0, -1))
    }
}

/// The `d` of a path: closed curves through points, with a tenth of a unit as the finest step.
private struct PathData {
    private(set) var text = ""

    /// A closed Catmull-Rom curve through equally spaced points of a function over 0..<1.
    mutating func close(through count: Int, _ point: (Double) -> (Double, Double)) {
        let points = (0..<count).map { point(Double($0) / Double(count)) }
        var pen = Self.tenths(points[0])
        text += "M\(Self.number(pen.0))\(Self.separated(pen.1))c"
        for index in 0..<count {
            let before = points[(index + count - 1) % count]
            let from = points[index]
            let to = points[(index + 1) % count]
            let after = points[(index + 2) % count]
            let first = (from.0 + (to.0 - before.0) / 6, from.1 + (to.1 - before.1) / 6)
            let second = (to.0 - (after.0 - from.0) / 6, to.1 - (after.1 - from.1) / 6)
            for place in [first, second, to].map(Self.tenths) {
                text += Self.separated(place.0 - pen.0) + Self.separated(place.1 - pen.1)
            }
            // What rounding took is given back with the next step.
            pen = Self.tenths(to)
        }
        text += "z"
    }

    private static func tenths(_ point: (Double, Double)) -> (Int, Int) {
        (Int((point.0 * 10).rounded()), Int((point.1 * 10).rounded()))
    }

    /// A number with what parts it from the one before: its sign is enough.
    private static func separated(_ tenths: Int) -> String {
        tenths < 0 ? number(tenths) : " " + number(tenths)
    }

    private static func number(_ tenths: Int) -> String {
        let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
        let digits = whole == 0 && rest != 0 ? "" : "\(whole)"
        return (tenths < 0 ? "-" : "") + digits + (rest == 0 ? "" : ".\(rest)")
    }
}
