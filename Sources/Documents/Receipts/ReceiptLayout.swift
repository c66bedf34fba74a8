import CertAuthority

/// Places the words of a receipt on A4, mirrored where its language runs from right to left.
struct ReceiptLayout {
    private static let paper = (width: 595.28, height: 841.89)
    private static let margin = 64.0
    private static let ink = InkColour(red: 0x14, green: 0x20, blue: 0x2B)
    private static let quiet = InkColour(red: 0x4A, green: 0x5A, blue: 0x68)

    private let language: Language
    private let fitting: TextFitting
    private var texts: [PlacedText] = []
    private var rules: [CurvePath] = []
    private var y = 96.0

    init(_ language: Language, _ shaper: TextShaper) {
        self.language = language
        fitting = TextFitting(shaper)
    }

    private var isMirrored: Bool { language.direction == .rightToLeft }
    private var width: Double { Self.paper.width - 2 * Self.margin }

    /// The page.
    ///
    /// - Throws: ``SheetFault`` where a text does not fit.
    mutating func page(_ words: ReceiptWords) throws(SheetFault) -> DrawnPage {
        for (index, line) in words.seller.enumerated() {
            try add(line, size: index == 0 ? 11 : 9.5, weight: index == 0 ? 700 : 400)
        }
        y += 40
        try add(words.title, size: 24, weight: 700, leading: 1.5)
        y += 8
        for fact in words.facts { try addPair(fact.name, fact.value, gap: 120) }
        if !words.recipient.isEmpty {
            y += 20
            for (index, line) in words.recipient.enumerated() {
                try add(
                    line, size: index == 0 ? 9.5 : 11, colour: index == 0 ? Self.quiet : Self.ink)
            }
        }
        y += 28
        try add(words.subject, size: 11, weight: 700, lines: 4)
        y += 6
        addRule()
        for line in words.lines { try add(line) }
        y += 16
        for remark in words.remarks {
            try add(remark, size: 9.5, colour: Self.quiet, lines: 3)
        }
        guard y < Self.paper.height - Self.margin else {
            throw SheetFault(.overflow, "the texts are longer than a page")
        }
        return DrawnPage(
            lines: rules.map {
                DrawnLines(path: $0, ink: Self.quiet, width: 0.6, clip: nil)
            }, picture: [], pictures: [], texts: texts, paper: Self.paper,
            view: (0, 0, Self.paper.width, Self.paper.height))
    }

    private mutating func add(_ line: ReceiptWords.Line) throws(SheetFault) {
        if line.isSum { addRule() }
        let (weight, size) = (line.isSum ? 700 : 400, line.isRemark ? 9.5 : 11.0)
        let colour = line.isRemark ? Self.quiet : Self.ink
        let top = y
        // Amounts are figures and a code: they run from left to right in every language.
        let value = try block(line.value, size, weight, width * 0.4, lines: 1)
        try add(line.label, size: size, weight: weight, colour: colour, part: 0.58, lines: 3)
        let x = isMirrored ? Self.margin : Self.margin + width * 0.6
        texts += value.placed(
            x: x, width: width * 0.4, baseline: top + size,
            isMirrored ? .start : .end, colour)
    }

    private mutating func addPair(
        _ name: String, _ value: String, gap: Double
    ) throws(SheetFault) {
        let top = y
        let text = try block(value, 11, 400, width - gap, lines: 1)
        try add(name, size: 11, colour: Self.quiet, part: gap / width - 0.02)
        let x = isMirrored ? Self.margin : Self.margin + gap
        texts += text.placed(
            x: x, width: width - gap, baseline: top + 11,
            isMirrored ? .end : .start, Self.ink)
    }

    /// A paragraph from the side where the language begins.
    private mutating func add(
        _ text: String, size: Double, weight: Int = 400, colour: InkColour = ink, part: Double = 1,
        lines: Int = 2, leading: Double = 1.45
    ) throws(SheetFault) {
        let block = try block(text, size, weight, width * part, lines: lines)
        let x = isMirrored ? Self.margin + width * (1 - part) : Self.margin
        texts += block.placed(
            x: x, width: width * part, baseline: y + size,
            isMirrored ? .end : .start, colour)
        y += block.rest + size * leading
    }

    private func block(
        _ text: String, _ size: Double, _ weight: Int, _ width: Double, lines: Int
    ) throws(SheetFault) -> TextBlock {
        do throws(TextFitting.Overflow) {
            return try fitting.block(
                TextBlock.Demand(
                    text: text, face: .sans, width: width,
                    steps: [
                        .init(largest: size, smallest: size * 0.9, lines: 1),
                        .init(largest: size, smallest: size * 0.8, lines: lines),
                    ],
                    weight: weight, isItalic: false, tracking: 0, language: language.tag, floor: 7,
                    separator: nil))
        } catch {
            throw SheetFault(
                .overflow, "\"\(SourceFault.printable(text))\" does not fit its line; shorten it")
        }
    }

    private mutating func addRule() {
        var rule = CurvePath()
        rule.move(to: .init(Self.margin, y + 2))
        rule.line(to: .init(Self.margin + width, y + 2))
        rules.append(rule)
        y += 8
    }
}
