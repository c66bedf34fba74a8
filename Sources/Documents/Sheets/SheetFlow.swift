import CertAuthority

/// Texts below one another while they are being read: each keeps its distance from the one before, so
/// that a name of two lines moves what follows.
struct SheetFlow {
    enum Item {
        case text(SVGToken.Tag, String)
        /// An element that is drawn at the height 0.
        case ornament(SVGToken.Tag, [UInt8])
    }

    let tag: SVGToken.Tag
    /// How deep in the document it stands.
    let depth: Int
    var items: [Item] = []

    init(tag: SVGToken.Tag, depth: Int) {
        self.tag = tag
        self.depth = depth
    }
}

extension SheetLayout {
    /// A member of a flow as it is set.
    private struct Member {
        let item: SheetFlow.Item
        let tag: SVGToken.Tag
        /// From the last baseline before to its first.
        let gap: Double
        /// On the baseline of the one before, beside it.
        let isBeside: Bool
        let look: TextLook?
        let block: TextBlock?
        let x, width: Double

        var above: Double { block?.above ?? 0.2 }
        var below: Double { block?.below ?? 0.2 }
        var rest: Double { block?.rest ?? 0 }
    }

    /// How far a flow has given way.
    private struct Giving {
        var gaps = 1.0
        var sizes = 1.0
        var dropped = 0
    }

    private static let givings: [Giving] =
        [
            .init(), .init(gaps: 0.92), .init(gaps: 0.92, dropped: 1),
            .init(gaps: 0.85, dropped: 1), .init(gaps: 0.85, dropped: 2),
            .init(gaps: 0.78, dropped: 2), .init(gaps: 0.7, dropped: 3),
        ]
        + [0.94, 0.88, 0.82, 0.76, 0.7].flatMap { size in
            [0.78, 0.62].map { Giving(gaps: $0, sizes: size, dropped: 3) }
        }

    /// The least space between the ink of two members, in points.
    private static let clearance = 1.6

    /// Lays a flow out and adds it to a page.
    ///
    /// - Throws: ``SheetFault`` where a text has no room in its width, or all have none in the height.
    func lay(_ flow: SheetFlow, _ shift: Shift, _ parts: inout Parts) throws(SheetFault) {
        let place = Self.numbers(flow.tag.value("data-flow") ?? "")
        guard place.count == 4, place[2] > 0, place[3] > place[1] else {
            throw fault(
                flow.tag, "data-flow is not x, first baseline, width and foot",
                "write four numbers, such as data-flow=\"27 40 243 148\"")
        }
        var box = placed(
            .init(x: place[0], y: place[1], width: place[2], height: place[3] - place[1]),
            flow.tag, shift)
        box = beside(box, flow.tag)
        let foot = box.y + box.height
        let rise = number("data-rise", flow.tag) ?? 0
        var needed = 0.0
        for giving in Self.givings {
            let members = try members(flow, box, giving)
            guard !members.isEmpty else { return }
            var baselines = baselines(members, first: box.y, giving.gaps)
            let end = zip(members, baselines).map { $1 + $0.rest + $0.below }.max() ?? foot
            var moved = 0.0
            if end > foot {
                moved = -min(rise, end - foot)
            } else {
                moved = (foot - end) * (number("data-sink", flow.tag) ?? 0)
            }
            needed = end + moved - box.y
            baselines = baselines.map { $0 + moved }
            guard end + moved <= foot + 1e-6, isClear(members, baselines, flow.tag) else {
                continue
            }
            for (member, baseline) in zip(members, baselines) {
                add(member, at: baseline, shift, &parts)
            }
            return
        }
        let said = flow.items.compactMap { item in
            if case .text(_, let text) = item, !text.isEmpty { text } else { nil }
        }
        throw SheetFault(
            .overflow,
            "\(template.name).svg: \"\(SourceFault.printable(said.joined(separator: " / ")))\" needs a "
                + "height of \(Self.text(needed)), and there are \(Self.text(foot - box.y))")
    }

    private func add(
        _ member: Member, at baseline: Double, _ shift: Shift, _ parts: inout Parts
    ) {
        switch member.item {
        case .ornament(let tag, let raw):
            let x = tag.value("data-align") == "middle" ? member.x + member.width / 2 : member.x
            parts.add(
                ("<g transform=\"translate(\(Self.text(x - shift.x)) "
                    + "\(Self.text(baseline - shift.y)))\">").utf8)
            if tag.value("data-rule") == "true" {
                parts.add(
                    ("<path d=\"M0 0h\(Self.text(member.width))\" fill=\"none\""
                        + ink(tag) + "/>").utf8)
            } else {
                parts.add(raw)
            }
            parts.add("</g>".utf8)
        case .text:
            guard let look = member.look, let block = member.block else { return }
            add(
                block.placed(
                    x: member.x, width: member.width, baseline: baseline, look.alignment,
                    look.colour), shift, to: &parts)
        }
    }

    /// Whether what hangs below a height lies between two sides, where code and seal leave room:
    /// `data-clear` has the height, which moves with the foot, and the sides; the second moves with the
    /// right side of the paper.
    private func isClear(
        _ members: [Member], _ baselines: [Double], _ flow: SVGToken.Tag
    ) -> Bool {
        let clear = Self.numbers(flow.value("data-clear") ?? "")
        guard clear.count == 3 else { return true }
        let height = clear[0] + extra.height
        var (left, right) = (clear[1], clear[2] + extra.width)
        if mirrors(flow) { (left, right) = (view.width - right, view.width - left) }
        return zip(members, baselines).allSatisfy { member, baseline in
            guard let block = member.block, let look = member.look,
                baseline + member.rest + member.below > height
            else { return true }
            return block.placed(
                x: member.x, width: member.width, baseline: baseline, look.alignment, look.colour
            ).enumerated().allSatisfy { index, line in
                line.y + block.extents[index].below <= height
                    || line.x >= left && line.x + block.extents[index].width <= right
            }
        }
    }

    private func baselines(_ members: [Member], first: Double, _ gaps: Double) -> [Double] {
        var baselines: [Double] = []
        // The row's first baseline, its last, and how far its ink hangs below that.
        var row = (first: first, last: first, below: 0.0)
        for member in members {
            if baselines.isEmpty {
                row = (first, first + member.rest, member.below)
                baselines.append(first)
            } else if member.isBeside {
                row.below = max(row.last + row.below, row.first + member.rest + member.below)
                row.last = max(row.last, row.first + member.rest)
                row.below -= row.last
                baselines.append(row.first)
            } else {
                let baseline = max(
                    row.last + member.gap * gaps,
                    row.last + row.below + member.above + Self.clearance * point)
                row = (baseline, baseline + member.rest, member.below)
                baselines.append(baseline)
            }
        }
        return baselines
    }

    private func members(
        _ flow: SheetFlow, _ box: TextFitting.Box, _ giving: Giving
    ) throws(SheetFault) -> [Member] {
        var members: [Member] = []
        for item in flow.items {
            let tag: SVGToken.Tag
            var look: TextLook?
            var block: TextBlock?
            switch item {
            case .text(let own, let text):
                tag = own
                if text.isEmpty { continue }
                look = try self.look(merged(own, flow.tag), text)
            case .ornament(let own, _): tag = own
            }
            // The lowest go first where there is no room.
            if let drop = number("data-drop", tag), Int(drop) <= giving.dropped { continue }
            let indent = number("data-indent", tag) ?? 0
            let own = number("data-width", tag).map {
                tag.value("data-stretch") == "true" ? $0 + extra.width : $0
            }
            let width = own ?? (box.width - indent)
            let x = mirrors(flow.tag) ? box.x + box.width - indent - width : box.x + indent
            if let look { block = try self.block(tag, look, width, giving.sizes) }
            members.append(
                Member(
                    item: item, tag: tag, gap: number("data-gap", tag) ?? 0,
                    isBeside: tag.value("data-beside") == "true", look: look, block: block, x: x,
                    width: width))
        }
        return members
    }

    /// A text of a flow is mirrored where the flow is.
    private func merged(_ own: SVGToken.Tag, _ flow: SVGToken.Tag) -> SVGToken.Tag {
        guard let mirror = flow.value("data-mirror") else { return own }
        return SVGToken.Tag(
            name: own.name, attributes: own.attributes + [("data-mirror", mirror)],
            isEmpty: own.isEmpty, line: own.line)
    }

    private func block(
        _ tag: SVGToken.Tag, _ look: TextLook, _ width: Double, _ sizes: Double
    ) throws(SheetFault) -> TextBlock {
        let steps = (tag.value("data-points") ?? "").split(separator: ";").map {
            Self.numbers(String($0))
        }
        guard !steps.isEmpty,
            steps.allSatisfy({ step in
                (2...3).contains(step.count) && step[0] >= step[1]
                    && (step.count == 2 || (1...6).contains(step[2]))
            })
        else {
            throw fault(
                tag, "data-points cannot be used",
                "write data-points=\"50 35; 34 22 2\": sizes from and down to, and lines")
        }
        let unit = point / look.face.latinScale * look.factor
        let demand = TextBlock.Demand(
            text: look.text, face: look.face, width: width,
            steps: steps.map {
                .init(
                    largest: max($0[0] * sizes, $0[1]) * unit, smallest: $0[1] * unit,
                    lines: $0.count == 3 ? Int($0[2]) : 1)
            }, weight: look.weight, isItalic: look.isItalic, tracking: look.tracking,
            language: look.language, floor: floor, separator: tag.value("data-separator"))
        do throws(TextFitting.Overflow) {
            return try PlacedTexts.recall(demand) { () throws(TextFitting.Overflow) in
                try fitting.block(demand)
            }
        } catch {
            throw SheetFault(
                .overflow,
                "\(template.name).svg: \"\(SourceFault.printable(look.text))\" does not fit a width of "
                    + "\(Self.text(width)); it would need the size \(Self.text(error.size))")
        }
    }
}
