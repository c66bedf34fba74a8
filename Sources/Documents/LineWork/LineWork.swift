internal import Foundation

/// Fine line work as on banknotes, drawn from its formulas; two Bézier curves for each wave, from one
/// turn of it to the next.
enum LineWork {
    /// A straight band of interlaced waves; its whole periods end at both points.
    ///
    /// - Parameters:
    ///   - half: How far the waves swing to either side.
    ///   - periods: Of each wave; a multiple of three, with which the swing swells and falls.
    static func braid(
        from start: CurvePath.Point, to end: CurvePath.Point, half: Double, periods: Int,
        strands: Int
    ) -> CurvePath {
        let (wide, high) = (end.x - start.x, end.y - start.y)
        let length = (wide * wide + high * high).squareRoot()
        let way = 2 * Double.pi * Double(periods)
        var path = CurvePath()
        for strand in 0..<strands {
            let shift = 2 * Double.pi * Double(strand) / Double(strands)
            path.follow(turns(of: way, shift: shift, from: .pi / 2)) { share in
                let swing =
                    half * sin(way * share + shift) * (0.72 + 0.28 * cos(way * share / 3))
                return .init(
                    start.x + wide * share - high / length * swing,
                    start.y + high * share + wide / length * swing)
            }
        }
        return path
    }

    /// An interlaced ring: each strand swings between two radii, a part of a petal behind the last.
    static func lace(
        x: Double, y: Double, inner: Double, outer: Double, petals: Int, strands: Int
    ) -> CurvePath {
        let (middle, reach) = ((inner + outer) / 2, (outer - inner) / 2)
        var path = CurvePath()
        for strand in 0..<strands {
            let shift = 2 * Double.pi * Double(strand) / Double(strands)
            path.follow(round(petals, first: .pi / 2 - shift), closes: true) { angle in
                let radius = middle + reach * sin(Double(petals) * angle + shift)
                return .init(x + radius * cos(angle), y + radius * sin(angle))
            }
        }
        return path
    }

    /// Rings one in another that swell with the petals, each turned a little further than the last,
    /// half a petal in all.
    ///
    /// - Parameter wide: How many times as wide as high it is.
    static func bloom(
        x: Double, y: Double, inner: Double, outer: Double, petals: Int, rings: Int,
        wide: Double = 1
    ) -> CurvePath {
        let swell = 0.075
        var path = CurvePath()
        for ring in 0..<rings {
            let share = Double(ring) / Double(rings - 1)
            let radius = inner + (outer - inner) * share
            let shift = Double.pi * share
            let swing = radius * swell * (0.35 + 0.65 * sin(.pi * min(1, 0.15 + 0.85 * share)))
            path.follow(round(petals, first: -shift), closes: true) { angle in
                let radius = radius + swing * cos(Double(petals) * angle + shift)
                return .init(x + wide * radius * cos(angle), y + radius * sin(angle))
            }
        }
        return path
    }

    /// The shares of a way at which a wave turns, with both ends of the way.
    private static func turns(of way: Double, shift: Double, from first: Double) -> [Double] {
        var knots = [0.0]
        var angle = first - shift
        while angle < way - 0.3 {
            if angle > 0.3 { knots.append(angle / way) }
            angle += .pi
        }
        return knots + [1]
    }

    /// The angles at which a ring with petals turns, once round.
    private static func round(_ petals: Int, first: Double) -> [Double] {
        (0...(2 * petals)).map { (first + Double($0) * .pi) / Double(petals) }
    }
}
