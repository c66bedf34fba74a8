import CertAuthority
internal import Foundation

/// Draws a badge on a square of 512 units.
struct BadgeDrawing {
    private let artwork: BadgeArtwork
    private let cut: BadgeArtwork.Cut
    private let shaper: TextShaper

    private static let centre = 256.0
    /// The radius of the arcs.
    private static let arcs = 210.0
    /// Steps that have room for a bead each; more have arcs alone.
    private static let mostBeads = 12

    /// - Throws: ``DrawingError`` where there are no fonts.
    init(_ artwork: BadgeArtwork, _ cut: BadgeArtwork.Cut) throws(DrawingError) {
        self.artwork = artwork
        self.cut = cut
        shaper = try TextShaper()
    }

    private var accent: Accent { artwork.accent }

    /// The elements.
    func markup() -> String {
        var markup = """
            <circle cx="256" cy="256" r="252" fill="\(accent.light.text)"/>\
            <circle cx="256" cy="256" r="242" fill="none" stroke="#fff" stroke-width="3"/>\
            <circle cx="256" cy="256" r="178" fill="\(accent.deep.text)"/>
            """
        if cut == .full { markup += lace }
        switch artwork.ring {
        case .level(let level):
            let reached = level.flatMap { Programme.Level.allCases.firstIndex(of: $0) }.map {
                $0 + 1
            }
            for place in 0..<3 {
                let start = Double(place) * 120
                markup += arc(
                    from: start + 5, to: start + 115, isReached: place < reached ?? 0, width: 30)
            }
        case .steps(let done, let count): markup += steps(done, of: max(1, count))
        }
        return markup + initials + words
    }

    private var lace: String {
        let path = LineWork.lace(
            x: Self.centre, y: Self.centre, inner: 148, outer: 173, petals: 36, strands: 4)
        let ink = accent.deep.mixed(with: .white, 0.2).text
        return
            "<path d=\"\(path.svg(parts: 10))\" fill=\"none\" stroke=\"\(ink)\" stroke-width=\"1.3\"/>"
    }

    // MARK: The ring

    private func arc(
        from start: Double, to end: Double, isReached: Bool, width: Int
    ) -> String {
        let (from, to) = (Self.point(start), Self.point(end))
        let large = end - start > 180 ? 1 : 0
        return """
            <path d="M\(Self.text(from.x)) \(Self.text(from.y))A210 210 0 \(large) 1 \
            \(Self.text(to.x)) \(Self.text(to.y))" fill="none" \
            stroke="\(isReached ? "#fff" : accent.faint.text)" \
            stroke-width="\(isReached ? width : 10)"/>
            """
    }

    /// An arc for each step, with a bead in its middle: a tick, or its number where it is open.
    private func steps(_ done: Int, of count: Int) -> String {
        let half = 180 / Double(count)
        let gap = min(5, half / 3)
        // One arc stands at the top where their number is odd, and a gap where it is even.
        let first = count % 2 == 1 ? 0 : half
        var markup = ""
        for step in 0..<count {
            let middle = first + 2 * half * Double(step)
            markup += arc(
                from: middle - half + gap, to: middle + half - gap, isReached: step < done,
                width: 26)
        }
        guard count <= Self.mostBeads else { return markup }
        for step in 0..<count {
            markup += bead(
                at: Self.point(first + 2 * half * Double(step)), number: step + 1,
                isDone: step < done)
        }
        return markup
    }

    private func bead(
        at place: (x: Double, y: Double), number: Int, isDone: Bool
    ) -> String {
        let (x, y) = (Self.text(place.x), Self.text(place.y))
        let ground = "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"41\" fill=\"\(accent.light.text)\"/>"
        guard isDone else {
            let ring =
                "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"33\" fill=\"\(accent.light.text)\" "
                + "stroke=\"\(accent.faint.text)\" stroke-width=\"7\"/>"
            // At small sizes a numeral could not be read.
            return ground + ring
                + (cut == .full
                    ? text("\(number)", size: 36, x: place.x, baseline: place.y + 13, fill: "#fff")
                    : "")
        }
        return ground + "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"33\" fill=\"#fff\"/>"
            + "<path d=\"M\(Self.text(place.x - 15)) \(Self.text(place.y + 1))l10 11 20-23\" "
            + "fill=\"none\" stroke=\"\(accent.deep.text)\" stroke-width=\"8.5\" "
            + "stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
    }

    // MARK: Letters

    private var initials: String {
        let initials = artwork.initials
        guard !initials.isEmpty else {
            return """
                <path transform="translate(131 131) scale(2.5)" d="M50 14c3 22 14 33 36 36-22 3-33 \
                14-36 36-3-22-14-33-36-36 22-3 33-14 36-36Z" fill="none" stroke="#fff" \
                stroke-width="7" stroke-linejoin="round"/>
                """
        }
        let sizes: [Double] = cut == .full ? [190, 160, 124] : [220, 196, 150]
        let wanted = sizes[min(initials.count, 3) - 1]
        let size = fitted(initials, size: wanted, width: cut == .full ? 266 : 320)
        let extent = shaper.extent(initials, style(size, for: initials))
        // Capitals stand in the middle; what hangs below them does not count.
        let isLatin = initials.utf8.allSatisfy { $0 < 0x80 }
        let baseline =
            Self.centre + (isLatin ? size * 0.357 : (extent.above - extent.below) / 2)
        return text(initials, size: size, x: Self.centre, baseline: baseline, fill: "#fff")
    }

    private var words: String {
        guard cut == .full else { return "" }
        let ink = InkColour.white.mixed(with: accent.light, 0.2).text
        var markup = ""
        if !artwork.organisation.isEmpty {
            let size = fitted(artwork.organisation, size: 32, width: 208, spacing: 0.06)
            if size >= 17 {
                markup += text(
                    artwork.organisation, size: size, x: Self.centre, baseline: 176, fill: ink,
                    spacing: 0.06)
            }
        }
        if !artwork.word.isEmpty {
            let wanted = artwork.word.count < 11 ? 28.0 : 24
            let size = fitted(artwork.word, size: wanted, width: 200, spacing: 0.04)
            markup += text(
                artwork.word, size: size, x: Self.centre, baseline: 361, fill: ink, spacing: 0.04)
        }
        return markup
    }

    /// The size at which a text has the room that there is, up to the one wanted.
    private func fitted(
        _ text: String, size: Double, width: Double, spacing: Double = 0
    ) -> Double {
        let extent = shaper.extent(text, style(size, for: text, spacing))
        return extent.width > width ? (size * width / extent.width).rounded(.down) : size
    }

    private func style(
        _ size: Double, for text: String, _ spacing: Double = 0
    ) -> TextStyle {
        let choice = TypeFace.sans.choice(for: text, language: artwork.language.tag)
        let isRightToLeft = TypeFace.isRightToLeft(text)
        return TextStyle(
            families: choice.families, size: size, weight: 700,
            // Letters that are joined must not be parted.
            spacing: isRightToLeft ? 0 : spacing * size, language: artwork.language.tag,
            isRightToLeft: isRightToLeft)
    }

    private func text(
        _ text: String, size: Double, x: Double, baseline: Double, fill: String,
        spacing: Double = 0
    ) -> String {
        let style = style(size, for: text, spacing)
        let width = shaper.extent(text, style).width - style.spacing
        let path = shaper.outline(text, style).moved(x: x - width / 2, y: baseline)
        return "<path d=\"\(path.svg(parts: 10))\" fill=\"\(fill)\"/>"
    }

    // MARK: Numbers

    /// The place on the ring at an angle in degrees, clockwise from the top.
    private static func point(_ angle: Double) -> (x: Double, y: Double) {
        let turn = angle * .pi / 180
        return (centre + arcs * sin(turn), centre - arcs * cos(turn))
    }

    private static func text(_ value: Double) -> String { SheetLayout.text(value) }
}
