import CertAuthority

/// Makes a text fit a box: shrinks it within limits, breaks it into lines, never lets it overlap.
struct TextFitting {
    /// What is to be set, and how.
    struct Demand: Hashable {
        var text: String
        var face: TypeFace
        var box: Box
        /// The nominal size that is wanted, and the smallest that can still be read.
        var largest: Double
        var smallest: Double
        /// How many lines there may be.
        var lines: Int
        var weight: Int
        var isItalic: Bool
        /// Added between letters, in sizes.
        var tracking: Double
        var horizontal: Alignment
        var vertical: Alignment
        var language: LanguageTag
        var colour: InkColour
        /// The real size below which no letter of any script is set, in the units of the page.
        var floor = 0.0
    }

    /// A rectangle of the page.
    struct Box: Hashable {
        var x, y, width, height: Double
    }

    /// Where in its box a text stands.
    enum Alignment: String {
        /// Left or upper end.
        case start
        case middle
        /// Right or lower end.
        case end
    }

    /// Why a text does not fit.
    struct Overflow: Error {
        /// The size to which it would have to shrink.
        let size: Double
    }

    /// Readers know a line by its capitals; their height in sizes.
    private static let capitals = 0.7
    /// The size at which texts are measured; widths grow with the size.
    static let measure = 100.0
    /// One line is preferred to two until it is this much smaller than wanted.
    private static let patience = 0.78

    let shaper: TextShaper

    init(_ shaper: TextShaper) { self.shaper = shaper }

    /// The lines of a text at their places.
    ///
    /// - Throws: ``Overflow`` where even the smallest size does not fit.
    func place(_ demand: Demand) throws(Overflow) -> [PlacedText] {
        guard !demand.text.isEmpty else { return [] }
        let choice = demand.face.choice(for: demand.text, language: demand.language)
        let style = TextStyle(
            families: choice.families, size: Self.measure, weight: demand.weight,
            isItalic: demand.isItalic, spacing: demand.tracking * Self.measure,
            language: demand.language, isRightToLeft: TypeFace.isRightToLeft(demand.text))
        let largest = max(demand.largest * choice.scale, demand.floor)
        let smallest = max(demand.smallest * choice.scale, demand.floor)
        var best: (lines: [String], size: Double)?
        for withinWords in [false, true] {
            for count in 1...demand.lines {
                let lines = broken(demand.text, style, into: count, withinWords: withinWords)
                guard lines.count == count else { continue }
                let size = size(lines, style, choice, demand, upTo: largest)
                if size > best?.size ?? 0 { best = (lines, size) }
                if size >= max(largest * Self.patience, smallest) { break }
            }
            if let best, best.size >= smallest { break }
        }
        guard let best, best.size >= smallest else {
            throw Overflow(size: (best?.size ?? 0) / choice.scale)
        }
        return set(best.lines, size: best.size, style, choice, demand)
    }

    // MARK: Sizes

    /// The largest size at which the lines fit the box, up to the one wanted.
    private func size(
        _ lines: [String], _ style: TextStyle, _ choice: FaceChoice, _ demand: Demand,
        upTo largest: Double
    ) -> Double {
        let extents = lines.map { shaper.extent($0, style) }
        let widest = extents.map(\.width).max() ?? 0
        let height =
            (extents.first?.above ?? 0) + (extents.last?.below ?? 0)
            + Double(lines.count - 1) * leading(extents, choice) * Self.measure
        var size = largest
        if widest > 0 { size = min(size, Self.even(demand.box.width / widest * Self.measure)) }
        if height > 0 { size = min(size, Self.even(demand.box.height / height * Self.measure)) }
        return size
    }

    /// Hundredths, downwards: the same size whatever the last bits of a width are.
    static func even(_ size: Double) -> Double { (size * 100).rounded(.down) / 100 }

    /// The distance of lines in sizes: the script's own, or more where ink would touch ink.
    func leading(_ extents: [TextExtent], _ choice: FaceChoice) -> Double {
        var leading = choice.leading
        for (upper, lower) in zip(extents, extents.dropFirst()) {
            leading = max(leading, (upper.below + lower.above) / Self.measure * 1.06)
        }
        return leading
    }

    private func set(
        _ lines: [String], size: Double, _ style: TextStyle, _ choice: FaceChoice, _ demand: Demand
    ) -> [PlacedText] {
        let measured = lines.map { shaper.extent($0, style) }
        let step = leading(measured, choice) * size
        var style = style
        style.size = size
        style.spacing = demand.tracking * size
        let extents = lines.map { shaper.extent($0, style) }
        let box = demand.box
        let rest = Double(lines.count - 1) * step
        let capitals = Self.capitals * size
        var baseline =
            switch demand.vertical {
            case .start: box.y + capitals
            case .middle: box.y + (box.height - capitals - rest) / 2 + capitals
            case .end: box.y + box.height - rest
            }
        // Ink that rises or hangs further than capitals do stays within the box too.
        baseline = min(baseline, box.y + box.height - rest - (extents.last?.below ?? 0))
        baseline = max(baseline, box.y + (extents.first?.above ?? 0))
        return zip(lines, extents).enumerated().map { index, line in
            let (text, extent) = line
            // The space after the last letter is none.
            let width = extent.width - style.spacing
            let x =
                switch demand.horizontal {
                case .start: box.x
                case .middle: box.x + (box.width - width) / 2
                case .end: box.x + box.width - width
                }
            return PlacedText(
                text: text, style: style, x: x, y: baseline + Double(index) * step,
                colour: demand.colour)
        }
    }

    // MARK: Lines

    /// The text in so many lines, the longest as short as can be; in fewer where it has no more
    /// places to break.
    func broken(
        _ text: String, _ style: TextStyle, into count: Int, withinWords: Bool,
        onlyAtBlanks: Bool = false
    ) -> [String] {
        guard count > 1 else { return [text] }
        let bytes = Array(text.utf8)
        let ends = shaper.breaks(text, style, withinWords: withinWords) + [bytes.count]
        var pieces: [(text: String, width: Double)] = []
        var start = 0
        for end in ends where end > start {
            if onlyAtBlanks, !withinWords, end < bytes.count,
                bytes[end - 1] != UInt8(ascii: " ") || SmallWords.ends(bytes[start..<end])
            {
                continue
            }
            let piece = String(decoding: bytes[start..<end], as: UTF8.self)
            pieces.append((piece, shaper.extent(piece, style).width))
            start = end
        }
        var low = pieces.map(\.width).max() ?? 0
        var high = pieces.reduce(0) { $0 + $1.width }
        for _ in 0..<24 {
            let middle = (low + high) / 2
            if Self.filled(pieces, upTo: middle).count <= count {
                high = middle
            } else {
                low = middle
            }
        }
        return Self.filled(pieces, upTo: high).map(Self.trimmed)
    }

    private static func filled(
        _ pieces: [(text: String, width: Double)], upTo limit: Double
    ) -> [String] {
        var lines: [String] = []
        var width = 0.0
        for piece in pieces {
            if lines.isEmpty || width + piece.width > limit {
                lines.append(piece.text)
                width = piece.width
            } else {
                lines[lines.count - 1] += piece.text
                width += piece.width
            }
        }
        return lines
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last?.isWhitespace ?? false { line.removeLast() }
        return line
    }
}
