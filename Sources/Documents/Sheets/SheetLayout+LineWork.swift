internal import Foundation
import CertAuthority

extension SheetLayout {
    // MARK: Below everything else

    private func ink(_ name: String, _ tag: SVGToken.Tag) throws(SheetFault) -> InkColour {
        guard let ink = tag.value(name).flatMap({ InkColour($0) }) else {
            throw fault(tag, "\(name) is no colour", "write \(name)=\"{{colour}}\"")
        }
        return ink
    }

    /// A ring of lace, a bloom or an area in one colour.
    func lineWork(
        _ kind: String, _ box: TextFitting.Box, _ tag: SVGToken.Tag, _ shift: Shift
    ) throws(SheetFault) -> DrawnLines {
        if kind == "panel" {
            var path = CurvePath()
            path.rectangle(box)
            return DrawnLines(path: path, ink: try ink("fill", tag), width: nil, clip: nil)
        }
        let petals = Int(number("data-petals", tag) ?? 36)
        let count = Int(number(kind == "lace" ? "data-strands" : "data-rings", tag) ?? 5)
        let hole = number("data-hole", tag) ?? 0.81
        guard (3...120).contains(petals), (2...40).contains(count), (0..<1).contains(hole),
            let width = number("stroke-width", tag), width > 0
        else {
            throw fault(
                tag, "a \(kind) cannot be drawn so",
                kind == "lace"
                    ? "write data-petals=\"40\" data-strands=\"5\" data-hole=\"0.81\" "
                        + "stroke-width=\"0.09\""
                    : "write data-petals=\"24\" data-rings=\"22\" data-hole=\"0.24\" "
                        + "stroke-width=\"0.1\"")
        }
        var clip: TextFitting.Box?
        let edges = Self.numbers(tag.value("data-clip") ?? "")
        if edges.count == 4 {
            clip = placed(
                .init(x: edges[0], y: edges[1], width: edges[2], height: edges[3]), tag, shift)
        }
        let path =
            kind == "lace"
            ? OrnamentMemory.lace(box, hole: hole, petals: petals, strands: count)
            : OrnamentMemory.bloom(box, hole: hole, petals: petals, rings: count)
        return DrawnLines(path: path, ink: try ink("stroke", tag), width: width, clip: clip)
    }

    /// A frame of two rules with a braid between, square blocks with rosettes at its corners, and a
    /// fine rule within.
    func frame(_ tag: SVGToken.Tag) throws(SheetFault) -> [DrawnLines] {
        let inset = number("data-inset", tag) ?? 9
        let band = number("data-band", tag) ?? 8
        guard inset >= 0, band > 0, view.width > 4 * (inset + band),
            view.height > 4 * (inset + band)
        else {
            throw fault(tag, "a braid cannot be drawn so", "write data-inset=\"9\" data-band=\"8\"")
        }
        let ink = try ink("stroke", tag)
        let lines = OrnamentMemory.frame(view, inset: inset, band: band)
        let unit = band / 8
        return [
            DrawnLines(path: lines.rules, ink: ink, width: 0.25 * unit, clip: nil),
            DrawnLines(path: lines.edge, ink: ink, width: 0.5 * unit, clip: nil),
            DrawnLines(path: lines.fine, ink: ink, width: 0.085 * unit, clip: nil),
            DrawnLines(path: lines.dots, ink: ink, width: nil, clip: nil),
        ]
    }

    // MARK: Where they stand

    /// A border of version 0.1.
    func border(_ tag: SVGToken.Tag) throws(SheetFault) -> String {
        let inset = number("data-inset", tag) ?? 28
        let reach = number("data-reach", tag) ?? 6
        let strands = Int(number("data-strands", tag) ?? 5)
        guard (1...12).contains(strands), (1...40).contains(reach), inset >= reach else {
            throw fault(
                tag, "a border cannot be drawn so",
                "write data-inset=\"28\" data-reach=\"6\" data-strands=\"5\"")
        }
        let path = OrnamentMemory.border(view: view, inset: inset, reach: reach, strands: strands)
        return "<path d=\"\(path)\"\(ink(tag))/>"
    }

    /// A rosette of version 0.1.
    func rosette(_ box: TextFitting.Box, _ tag: SVGToken.Tag) throws(SheetFault) -> String {
        let petals = Int(number("data-petals", tag) ?? 24)
        let strands = Int(number("data-strands", tag) ?? 8)
        let hole = number("data-hole", tag) ?? 0.4
        guard (3...120).contains(petals), petals % 3 == 0, (1...40).contains(strands),
            (0..<1).contains(hole)
        else {
            throw fault(
                tag, "a rosette cannot be drawn so",
                "write data-petals=\"24\", a multiple of three, data-strands=\"8\" and "
                    + "data-hole=\"0.4\"")
        }
        let path = OrnamentMemory.rosette(box, hole: hole, petals: petals, strands: strands)
        return "<path d=\"\(path)\"\(ink(tag))/>"
    }
}

extension CurvePath {
    mutating func rectangle(_ box: TextFitting.Box) {
        move(to: Point(box.x, box.y))
        line(to: Point(box.x + box.width, box.y))
        line(to: Point(box.x + box.width, box.y + box.height))
        line(to: Point(box.x, box.y + box.height))
        close()
    }

    /// A circle of four curves.
    mutating func circle(x: Double, y: Double, radius: Double) {
        follow((0...4).map { Double($0) * .pi / 2 }, closes: true) { angle in
            Point(x + radius * cos(angle), y + radius * sin(angle))
        }
    }
}
