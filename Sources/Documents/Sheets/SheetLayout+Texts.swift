import CertAuthority
internal import LinkedData

extension SheetLayout {
    /// The smallest size in which anything is set on a flexible template, in points.
    static let leastPoints = 7.5

    /// How a text looks, by its attributes.
    struct TextLook {
        let face: TypeFace
        let colour: InkColour
        let weight: Int
        let isItalic: Bool
        let tracking: Double
        /// What its sizes are multiplied by.
        let factor: Double
        let language: LanguageTag
        let alignment: TextFitting.Alignment
        let text: String
    }

    /// A text on one line without what the template's own lines add.
    static func oneLine(_ text: String) -> String {
        var text = text.split(whereSeparator: \.isNewline).joined(separator: " ")[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }

    /// Sets a text into its box.
    func set(
        _ tag: SVGToken.Tag, _ text: String, _ shift: Shift
    ) throws(SheetFault) -> [PlacedText] {
        let box = Self.numbers(tag.value("data-box") ?? "")
        let lines = tag.value("data-lines").flatMap { Int($0) } ?? 1
        guard box.count == 4, box[2] > 0, box[3] > 0 else {
            throw fault(tag, "data-box is not x, y, width and height", "write four numbers")
        }
        let look = try look(tag, text)
        let sizes = sizes(tag, look)
        guard sizes.count == 2, sizes[0] >= sizes[1], sizes[1] >= 4 * point, (1...6).contains(lines)
        else {
            throw fault(
                tag, "data-size or data-lines cannot be used",
                "write data-size=\"40 16\", the wanted size and the smallest, and 1 to 6 lines")
        }
        guard
            let vertical = TextFitting.Alignment(rawValue: tag.value("data-vertical") ?? "middle")
        else { throw unusable(tag) }
        let place = placed(.init(x: box[0], y: box[1], width: box[2], height: box[3]), tag, shift)
        let demand = TextFitting.Demand(
            text: look.text, face: look.face, box: place, largest: sizes[0], smallest: sizes[1],
            lines: lines, weight: look.weight, isItalic: look.isItalic, tracking: look.tracking,
            horizontal: look.alignment, vertical: vertical, language: look.language,
            colour: look.colour, floor: floor)
        do throws(TextFitting.Overflow) {
            return try PlacedTexts.recall(demand) { () throws(TextFitting.Overflow) in
                try fitting.place(demand)
            }
        } catch {
            throw SheetFault(
                .overflow,
                "\(template.name).svg: \"\(SourceFault.printable(look.text))\" does not fit its box of "
                    + "\(Self.text(place.width)) by \(Self.text(place.height)); it would need the "
                    + "size \(Self.text(error.size)), and \(Self.text(sizes[1])) is the smallest")
        }
    }

    /// The size below which nothing is set, in the units of the plane.
    var floor: Double { template.isFlexible ? Self.leastPoints * point : 0 }

    /// Sizes in the units of the plane: from `data-size`, or from `data-points`, which are those of
    /// Latin letters.
    func sizes(_ tag: SVGToken.Tag, _ look: TextLook) -> [Double] {
        if let points = tag.value("data-points") {
            return Self.numbers(points).map { $0 * point / look.face.latinScale * look.factor }
        }
        return Self.numbers(tag.value("data-size") ?? "")
    }

    /// The attributes of a text that do not tell its place.
    func look(_ tag: SVGToken.Tag, _ text: String) throws(SheetFault) -> TextLook {
        guard let face = TypeFace(rawValue: tag.value("data-face") ?? "serif"),
            let colour = InkColour(tag.value("fill") ?? "#000000"),
            var alignment = TextFitting.Alignment(rawValue: tag.value("data-align") ?? "middle")
        else { throw unusable(tag) }
        if mirrors(tag), alignment != .middle { alignment = alignment == .start ? .end : .start }
        // Capitals, slant and space between letters are for scripts that have them.
        let isEuropean = TypeFace.isEuropean(text)
        let isUpper = tag.value("data-case") == "upper" && isEuropean
        var tracking = tag.value("data-tracking").flatMap { Double($0) } ?? 0
        let isChinese = template.isFlexible && !isEuropean && TypeFace.isChinese(text)
        if template.isFlexible, !isEuropean { tracking = isChinese ? 0.08 : 0 }
        var weight = tag.value("font-weight").flatMap { Int($0) } ?? 400
        if isChinese, tag.value("data-strong") == "true" { weight = 700 }
        return TextLook(
            face: face, colour: colour,
            weight: weight,
            isItalic: tag.value("font-style") == "italic" && (isEuropean || !template.isFlexible),
            tracking: tracking, factor: isChinese && face == .serif ? 1.09 : 1,
            language: tag.value("xml:lang").flatMap { LanguageTag($0) } ?? .english,
            alignment: alignment, text: isUpper ? text.uppercased() : text)
    }

    private func unusable(_ tag: SVGToken.Tag) -> SheetFault {
        fault(
            tag, "data-face, fill, data-align or data-vertical cannot be used",
            "see docs/documents.md for the values")
    }

    /// Adds lines to a page; in the document they stand in a group that is moved already.
    func add(_ lines: [PlacedText], _ shift: Shift, to parts: inout Parts) {
        parts.texts += lines
        for line in lines { parts.document += Self.markup(line, shift).utf8 }
    }

    /// A line as others show it: with the families by name, anchored where it was aligned.
    private static func markup(_ line: PlacedText, _ shift: Shift) -> String {
        let style = line.style
        let families = style.families.map { "'\($0)'" }.joined(separator: ", ")
        var markup =
            "<text x=\"\(text(line.x - shift.x))\" y=\"\(text(line.y - shift.y))\" "
            + "font-family=\"\(families)\""
        markup += " font-size=\"\(text(style.size))\" fill=\"\(line.colour.text)\""
        markup += " xml:lang=\"\(style.language)\""
        if style.weight != 400 { markup += " font-weight=\"\(style.weight)\"" }
        if style.isItalic { markup += " font-style=\"italic\"" }
        // Some families have figures like small letters, whose 1 reads as a capital I.
        if line.text.utf8.contains(where: ASCII.isDigit) {
            markup += " font-variant=\"lining-nums\""
        }
        if style.spacing != 0 { markup += " letter-spacing=\"\(text(style.spacing))\"" }
        // Of a line that runs to the left the end is the left side.
        if style.isRightToLeft { markup += " direction=\"rtl\" text-anchor=\"end\"" }
        return markup + ">\(XMLText.escaped(line.text))</text>"
    }
}
