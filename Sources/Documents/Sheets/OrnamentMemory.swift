import LinkedData

/// Keeps the line work that was drawn before: it is the same on every sheet of a design.
enum OrnamentMemory {
    /// Half of it is more than the shipped designs need on all papers.
    private static let drawn = BoundedMemory<String, String>(capacity: 128)
    private static let paths = BoundedMemory<String, CurvePath>(capacity: 128)
    private static let frames = BoundedMemory<String, Frame>(capacity: 32)

    /// The lines of a frame, by their widths.
    struct Frame: Sendable {
        var edge = CurvePath()
        var rules = CurvePath()
        var fine = CurvePath()
        /// Areas.
        var dots = CurvePath()
    }

    static func lace(
        _ box: TextFitting.Box, hole: Double, petals: Int, strands: Int
    ) -> CurvePath {
        paths.recall("lace \(box) \(hole) \(petals) \(strands)") {
            let outer = min(box.width, box.height) / 2
            return LineWork.lace(
                x: box.x + box.width / 2, y: box.y + box.height / 2, inner: outer * hole,
                outer: outer, petals: petals, strands: strands)
        }
    }

    static func bloom(
        _ box: TextFitting.Box, hole: Double, petals: Int, rings: Int
    ) -> CurvePath {
        paths.recall("bloom \(box) \(hole) \(petals) \(rings)") {
            let outer = box.height / 2
            return LineWork.bloom(
                x: box.x + box.width / 2, y: box.y + box.height / 2, inner: outer * hole,
                outer: outer, petals: petals, rings: rings, wide: box.width / box.height)
        }
    }

    static func frame(_ view: TextFitting.Box, inset: Double, band: Double) -> Frame {
        frames.recall("frame \(view) \(inset) \(band)") {
            makeFrame(view, inset: inset, band: band)
        }
    }

    private static func makeFrame(
        _ view: TextFitting.Box, inset: Double, band: Double
    ) -> Frame {
        var frame = Frame()
        let (left, top) = (view.x + inset, view.y + inset)
        let (right, bottom) = (view.x + view.width - inset, view.y + view.height - inset)
        let (half, reach, unit) = (band / 2, band * 0.3625, band / 8)
        func box(_ inset: Double) -> TextFitting.Box {
            .init(
                x: left + inset, y: top + inset, width: right - left - 2 * inset,
                height: bottom - top - 2 * inset)
        }
        frame.edge.rectangle(box(0))
        frame.rules.rectangle(box(band))
        frame.fine.rectangle(box(band + 1.4 * unit))
        /// A multiple of three, so that swelling ends with the side.
        func periods(_ length: Double) -> Int {
            max(3, Int((length / unit / 5.48 / 3).rounded()) * 3)
        }
        let sides: [(CurvePath.Point, CurvePath.Point)] = [
            (.init(left + band, top + half), .init(right - band, top + half)),
            (.init(left + band, bottom - half), .init(right - band, bottom - half)),
            (.init(left + half, top + band), .init(left + half, bottom - band)),
            (.init(right - half, top + band), .init(right - half, bottom - band)),
        ]
        for (start, end) in sides {
            frame.fine.append(
                LineWork.braid(
                    from: start, to: end, half: reach,
                    periods: periods(max(end.x - start.x, end.y - start.y)), strands: 6))
        }
        for x in [left, right - band] {
            for y in [top, bottom - band] {
                frame.rules.rectangle(.init(x: x, y: y, width: band, height: band))
                frame.fine.append(
                    LineWork.lace(
                        x: x + half, y: y + half, inner: 1.2 * unit, outer: 3.4 * unit, petals: 8,
                        strands: 5))
                frame.dots.circle(x: x + half, y: y + half, radius: 0.8 * unit)
            }
        }
        return frame
    }

    static func border(
        view: TextFitting.Box, inset: Double, reach: Double, strands: Int
    ) -> String {
        drawn.recall("border \(view) \(inset) \(reach) \(strands)") {
            Guilloche.border(
                x: view.x + inset, y: view.y + inset, width: view.width - 2 * inset,
                height: view.height - 2 * inset, reach: reach, strands: strands)
        }
    }

    static func rosette(
        _ box: TextFitting.Box, hole: Double, petals: Int, strands: Int
    ) -> String {
        drawn.recall("rosette \(box) \(hole) \(petals) \(strands)") {
            let outer = min(box.width, box.height) / 2
            return Guilloche.rosette(
                x: box.x + box.width / 2, y: box.y + box.height / 2, inner: outer * hole,
                outer: outer, petals: petals, strands: strands)
        }
    }
}
