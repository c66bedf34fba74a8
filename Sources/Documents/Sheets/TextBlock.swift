import CertAuthority

/// Lines of one text, set but not yet placed.
struct TextBlock: Sendable {
    /// What is to be set into a width, and how it may give way.
    struct Demand: Hashable {
        /// One way to set it: from one size down to another, in so many lines.
        struct Step: Hashable {
            var largest, smallest: Double
            var lines: Int
        }

        var text: String
        var face: TypeFace
        var width: Double
        /// The ways in the order in which they are tried.
        var steps: [Step]
        var weight: Int
        var isItalic: Bool
        /// Added between letters, in sizes.
        var tracking: Double
        var language: LanguageTag
        /// The real size below which no letter of any script is set, in the units of the page.
        var floor: Double
        /// Where it is a list, what parts its members; the last ones are left out where all have no
        /// room.
        var separator: String?
    }

    let lines: [String]
    let style: TextStyle
    let extents: [TextExtent]
    /// The distance of lines.
    let leading: Double

    /// From the first baseline to the last.
    var rest: Double { Double(lines.count - 1) * leading }
    /// How far its ink rises above the first baseline, and hangs below the last.
    var above: Double { extents.first?.above ?? 0 }
    var below: Double { extents.last?.below ?? 0 }

    /// The lines at their places.
    func placed(
        x: Double, width: Double, baseline: Double, _ alignment: TextFitting.Alignment,
        _ colour: InkColour
    ) -> [PlacedText] {
        zip(lines, extents).enumerated().map { index, line in
            let (text, extent) = line
            // The space after the last letter is none.
            let own = extent.width - style.spacing
            let left =
                switch alignment {
                case .start: x
                case .middle: x + (width - own) / 2
                case .end: x + width - own
                }
            return PlacedText(
                text: text, style: style, x: left, y: baseline + Double(index) * leading,
                colour: colour)
        }
    }
}

extension TextFitting {
    /// Sets a text in the first way that has room.
    ///
    /// - Throws: ``Overflow`` where none has.
    func block(_ demand: TextBlock.Demand) throws(Overflow) -> TextBlock {
        var demand = demand
        while true {
            do throws(Overflow) { return try whole(demand) } catch {
                guard let separator = demand.separator,
                    let last = demand.text.ranges(of: separator).last
                else { throw error }
                demand.text = String(demand.text[..<last.lowerBound])
            }
        }
    }

    private func whole(_ demand: TextBlock.Demand) throws(Overflow) -> TextBlock {
        let choice = demand.face.choice(for: demand.text, language: demand.language)
        let style = TextStyle(
            families: choice.families, size: Self.measure, weight: demand.weight,
            isItalic: demand.isItalic, spacing: demand.tracking * Self.measure,
            language: demand.language, isRightToLeft: TypeFace.isRightToLeft(demand.text))
        var largest = 0.0
        for withinWords in [false, true] {
            // Words are broken as a last resort only.
            for step in withinWords ? Array(demand.steps.suffix(1)) : demand.steps {
                for count in min(2, step.lines)...step.lines {
                    let lines = broken(
                        demand.text, style, into: count, withinWords: withinWords,
                        onlyAtBlanks: true)
                    guard lines.count <= count else { continue }
                    let extents = lines.map { shaper.extent($0, style) }
                    let widest = extents.map(\.width).max() ?? 0
                    var size = max(step.largest * choice.scale, demand.floor)
                    if widest > 0 {
                        size = min(size, Self.even(demand.width / widest * Self.measure))
                    }
                    largest = max(largest, size)
                    guard size >= max(step.smallest * choice.scale, demand.floor) else { continue }
                    return set(
                        lines, size: size, style, leading: leading(extents, choice), demand)
                }
            }
        }
        throw Overflow(size: largest / choice.scale)
    }

    private func set(
        _ lines: [String], size: Double, _ style: TextStyle, leading: Double,
        _ demand: TextBlock.Demand
    ) -> TextBlock {
        var style = style
        style.size = size
        style.spacing = demand.tracking * size
        return TextBlock(
            lines: lines, style: style, extents: lines.map { shaper.extent($0, style) },
            leading: leading * size)
    }
}
