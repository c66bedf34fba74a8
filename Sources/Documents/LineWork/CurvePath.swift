internal import Foundation

/// A path of lines and curves, in the units of whoever draws it.
struct CurvePath: Hashable, Sendable {
    /// One step of the pen.
    enum Step: Hashable, Sendable {
        case move(Point)
        case line(Point)
        case curve(Point, Point, Point)
        case close
    }

    /// A place.
    struct Point: Hashable, Sendable {
        var x, y: Double

        init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    private(set) var steps: [Step] = []

    mutating func move(to point: Point) { steps.append(.move(point)) }
    mutating func line(to point: Point) { steps.append(.line(point)) }
    mutating func curve(_ first: Point, _ second: Point, to point: Point) {
        steps.append(.curve(first, second, point))
    }
    mutating func close() { steps.append(.close) }

    /// Adds the curve of a function through its places at some knots, with the function's own direction
    /// at each. Between two knots lies one Bézier curve, so knots belong where the function turns.
    mutating func follow(
        _ knots: [Double], closes: Bool = false, _ place: (Double) -> Point
    ) {
        guard let start = knots.first else { return }
        /// Small beside any knot's distance, large beside the last bits of a number.
        let step = 1e-5
        func direction(_ knot: Double) -> Point {
            let (before, after) = (place(knot - step), place(knot + step))
            return Point((after.x - before.x) / (2 * step), (after.y - before.y) / (2 * step))
        }
        var (from, leaving) = (place(start), direction(start))
        move(to: from)
        for (left, right) in zip(knots, knots.dropFirst()) {
            let (to, arriving) = (place(right), direction(right))
            let third = (right - left) / 3
            curve(
                Point(from.x + leaving.x * third, from.y + leaving.y * third),
                Point(to.x - arriving.x * third, to.y - arriving.y * third), to: to)
            (from, leaving) = (to, arriving)
        }
        if closes { close() }
    }

    mutating func append(_ other: CurvePath) { steps += other.steps }

    /// The path elsewhere.
    func moved(x: Double, y: Double) -> CurvePath {
        func moved(_ point: Point) -> Point { Point(point.x + x, point.y + y) }
        var path = CurvePath()
        path.steps = steps.map { step in
            switch step {
            case .move(let point): .move(moved(point))
            case .line(let point): .line(moved(point))
            case .curve(let first, let second, let point):
                .curve(moved(first), moved(second), moved(point))
            case .close: .close
            }
        }
        return path
    }

    /// The `d` of an SVG path; what rounding takes from one step is given back with the next.
    ///
    /// - Parameter parts: Of a unit, the finest step: 10 or 100.
    func svg(parts: Int) -> String {
        var text = ""
        var pen = (x: 0, y: 0)
        func rounded(_ point: Point) -> (x: Int, y: Int) {
            (
                Int((point.x * Double(parts)).rounded()), Int((point.y * Double(parts)).rounded())
            )
        }
        func add(_ place: (x: Int, y: Int)) {
            text += Self.separated(place.x - pen.x, parts) + Self.separated(place.y - pen.y, parts)
        }
        for step in steps {
            switch step {
            case .move(let point):
                pen = rounded(point)
                text += "M" + Self.number(pen.x, parts) + Self.separated(pen.y, parts)
            case .line(let point):
                text += "l"
                add(rounded(point))
                pen = rounded(point)
            case .curve(let first, let second, let point):
                text += "c"
                for place in [first, second, point] { add(rounded(place)) }
                pen = rounded(point)
            case .close: text += "z"
            }
        }
        return text
    }

    /// A number with what parts it from the one before: its sign is enough.
    private static func separated(_ value: Int, _ parts: Int) -> String {
        value < 0 ? number(value, parts) : " " + number(value, parts)
    }

    private static func number(_ value: Int, _ parts: Int) -> String {
        let (whole, rest) = (abs(value) / parts, abs(value) % parts)
        var digits = String(rest + parts).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        guard !digits.isEmpty else { return sign + "\(whole)" }
        return sign + (whole == 0 ? "" : "\(whole)") + "." + digits
    }
}
