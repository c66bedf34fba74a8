import CertAuthority
internal import LinkedData

/// Turns a filled template into a page: sets the texts that have a box, and draws what the slots
/// ask for.
struct SheetLayout {
    /// What the slots of a template are filled with.
    struct Slots {
        /// The text of the QR code.
        let qr: String
        /// The organisation's logo, a checked SVG document.
        let logo: [UInt8]?
    }

    private let template: SheetTemplate
    private let paper: (width: Double, height: Double)
    /// The part of the plane that the paper shows: the template whole, in the middle.
    private let view: TextFitting.Box
    private let isMirrored: Bool
    private let slots: Slots
    private let fitting: TextFitting

    init(
        _ template: SheetTemplate, paper: SheetPaper, isMirrored: Bool, slots: Slots,
        shaper: TextShaper
    ) {
        self.template = template
        let size = paper.size(isLandscape: template.isLandscape)
        let drawn = template.view
        let scale = min(size.width / drawn.width, size.height / drawn.height)
        let (width, height) = (size.width / scale, size.height / scale)
        view = .init(
            x: drawn.x - (width - drawn.width) / 2, y: drawn.y - (height - drawn.height) / 2,
            width: width, height: height)
        self.paper = size
        self.isMirrored = isMirrored
        self.slots = slots
        fitting = TextFitting(shaper)
    }

    /// A text with a box while its content is being read.
    private struct OpenText {
        let tag: SVGToken.Tag
        var text = ""
    }

    /// Lays a page out.
    ///
    /// - Returns: The page, and the same as one SVG document that others can show.
    /// - Throws: ``SheetFault``.
    func page(_ filled: [UInt8]) throws(SheetFault) -> (page: DrawnPage, svg: [UInt8]) {
        var tokens = SVGTokens(filled)
        var picture: [UInt8] = []
        var document: [UInt8] = []
        var texts: [PlacedText] = []
        var open: OpenText?
        var isRoot = true
        func add(_ markup: String) {
            picture += markup.utf8
            document += markup.utf8
        }
        while true {
            let start = tokens.position
            let token: SVGToken?
            do throws(SVGFault) { token = try tokens.next() } catch {
                throw SheetFault(.template, "\(template.name).svg, filled in: \(error)")
            }
            guard let token else { break }
            let raw = filled[start..<tokens.position]
            switch token {
            case .start(let tag) where isRoot:
                isRoot = false
                add(root(tag))
            case .start(let tag) where tag.value("data-box") != nil && tag.name.isExactly("text"):
                open = OpenText(tag: tag)
            case .start(let tag) where tag.value("data-slot") != nil:
                guard tag.isEmpty else {
                    throw fault(tag, "a slot is an empty element", "close it with />")
                }
                add(try slot(tag))
            case .text(let text) where open != nil: open?.text += text
            case .end(let name, _) where open != nil && name.isExactly("text"):
                guard let closed = open else { break }
                open = nil
                let lines = try set(closed)
                texts += lines
                for line in lines { document += Self.markup(line).utf8 }
            case .start(let tag) where open != nil:
                throw fault(tag, "an element within a text with data-box", "give it a text alone")
            case .other: break
            default:
                picture += raw
                document += raw
            }
        }
        let page = DrawnPage(
            picture: picture, texts: texts, paper: paper,
            view: (view.x, view.y, view.width, view.height))
        return (page, document)
    }

    // MARK: The root

    private func root(_ tag: SVGToken.Tag) -> String {
        let replaced = ["width", "height", "viewBox"]
        var markup = "<svg"
        for (name, value) in tag.attributes where !replaced.contains(name) {
            markup += " \(name)=\"\(XMLText.escaped(value))\""
        }
        return markup
            + " width=\"\(Self.text(paper.width))pt\" height=\"\(Self.text(paper.height))pt\""
            + " viewBox=\"\(Self.text(view.x)) \(Self.text(view.y)) \(Self.text(view.width)) "
            + "\(Self.text(view.height))\">"
    }

    // MARK: Texts

    private func set(_ open: OpenText) throws(SheetFault) -> [PlacedText] {
        let tag = open.tag
        let box = Self.numbers(tag.value("data-box") ?? "")
        let sizes = Self.numbers(tag.value("data-size") ?? "")
        let lines = tag.value("data-lines").flatMap { Int($0) } ?? 1
        guard box.count == 4, box[2] > 0, box[3] > 0 else {
            throw fault(tag, "data-box is not x, y, width and height", "write four numbers")
        }
        guard sizes.count == 2, sizes[0] >= sizes[1], sizes[1] >= 4, (1...6).contains(lines) else {
            throw fault(
                tag, "data-size or data-lines cannot be used",
                "write data-size=\"40 16\", the wanted size and the smallest, and 1 to 6 lines")
        }
        guard let face = TypeFace(rawValue: tag.value("data-face") ?? "serif"),
            let colour = InkColour(tag.value("fill") ?? "#000000"),
            var horizontal = TextFitting.Alignment(rawValue: tag.value("data-align") ?? "middle"),
            let vertical = TextFitting.Alignment(rawValue: tag.value("data-vertical") ?? "middle")
        else {
            throw fault(
                tag, "data-face, fill, data-align or data-vertical cannot be used",
                "see docs/documents.md for the values")
        }
        var place = TextFitting.Box(x: box[0], y: box[1], width: box[2], height: box[3])
        if mirrors(tag) {
            place = mirrored(place)
            horizontal =
                switch horizontal {
                case .start: .end
                case .middle: .middle
                case .end: .start
                }
        }
        let text = open.text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .trimmingBlanks
        let demand = TextFitting.Demand(
            text: text, face: face, box: place, largest: sizes[0], smallest: sizes[1],
            lines: lines, weight: tag.value("font-weight").flatMap { Int($0) } ?? 400,
            isItalic: tag.value("font-style") == "italic",
            tracking: tag.value("data-tracking").flatMap { Double($0) } ?? 0,
            horizontal: horizontal, vertical: vertical,
            language: tag.value("xml:lang").flatMap { LanguageTag($0) } ?? .english, colour: colour)
        do throws(TextFitting.Overflow) {
            return try PlacedTexts.recall(demand) { () throws(TextFitting.Overflow) in
                try fitting.place(demand)
            }
        } catch {
            throw SheetFault(
                .overflow,
                "\(template.name).svg: \"\(SourceFault.printable(text))\" does not fit its box of "
                    + "\(Self.text(place.width)) by \(Self.text(place.height)); it would need the "
                    + "size \(Self.text(error.size)), and \(Self.text(sizes[1])) is the smallest")
        }
    }

    /// A line as others show it: with the families by name, anchored where it was aligned.
    private static func markup(_ line: PlacedText) -> String {
        let style = line.style
        let families = style.families.map { "'\($0)'" }.joined(separator: ", ")
        var markup = "<text x=\"\(text(line.x))\" y=\"\(text(line.y))\" font-family=\"\(families)\""
        markup += " font-size=\"\(text(style.size))\" fill=\"\(line.colour.text)\""
        markup += " xml:lang=\"\(style.language)\""
        if style.weight != 400 { markup += " font-weight=\"\(style.weight)\"" }
        if style.isItalic { markup += " font-style=\"italic\"" }
        if style.spacing != 0 { markup += " letter-spacing=\"\(text(style.spacing))\"" }
        // Of a line that runs to the left the end is the left side.
        if style.isRightToLeft { markup += " direction=\"rtl\" text-anchor=\"end\"" }
        return markup + ">\(XMLText.escaped(line.text))</text>"
    }

    // MARK: Slots

    private func slot(_ tag: SVGToken.Tag) throws(SheetFault) -> String {
        let kind = tag.value("data-slot") ?? ""
        let attributes = ["fill", "stroke", "stroke-width", "opacity", "stroke-opacity"]
            .compactMap { name in
                tag.value(name).map { " \(name)=\"\(XMLText.escaped($0))\"" }
            }.joined()
        if kind == "border" {
            let inset = number("data-inset", tag) ?? 28
            let reach = number("data-reach", tag) ?? 6
            let strands = Int(number("data-strands", tag) ?? 5)
            guard (1...12).contains(strands), (1...40).contains(reach), inset >= reach else {
                throw fault(
                    tag, "a border cannot be drawn so",
                    "write data-inset=\"28\" data-reach=\"6\" data-strands=\"5\"")
            }
            let path = OrnamentMemory.border(
                view: view, inset: inset, reach: reach, strands: strands)
            return "<path d=\"\(path)\"\(attributes)/>"
        }
        guard let x = number("x", tag), let y = number("y", tag),
            let width = number("width", tag), let height = number("height", tag), width > 0,
            height > 0
        else { throw fault(tag, "a slot without a place", "give it x, y, width and height") }
        var box = TextFitting.Box(x: x, y: y, width: width, height: height)
        if mirrors(tag) { box = mirrored(box) }
        switch kind {
        case "qr": return try qr(box, tag)
        case "logo": return logo(box, tag)
        case "rosette":
            let petals = Int(number("data-petals", tag) ?? 24)
            let strands = Int(number("data-strands", tag) ?? 8)
            let hole = number("data-hole", tag) ?? 0.4
            guard (3...120).contains(petals), petals % 3 == 0, (1...40).contains(strands),
                (0..<1).contains(hole)
            else {
                throw fault(
                    tag, "a rosette cannot be drawn so",
                    "write data-petals=\"24\" data-strands=\"8\" data-hole=\"0.4\"")
            }
            let path = OrnamentMemory.rosette(box, hole: hole, petals: petals, strands: strands)
            return "<path d=\"\(path)\"\(attributes)/>"
        default:
            throw fault(
                tag, "there is no slot \(kind)", "use qr, logo, border or rosette")
        }
    }

    /// 28 mm, in points.
    private static let smallestCode = 79.37

    private func qr(_ box: TextFitting.Box, _ tag: SVGToken.Tag) throws(SheetFault) -> String {
        let printed = min(box.width, box.height) * paper.width / view.width
        guard printed >= Self.smallestCode else {
            throw fault(tag, "a QR code smaller than 28 mm", "make it 86 by 86 for A4 and Letter")
        }
        do throws(QRCodeError) {
            let code = try QRCode(slots.qr)
            let side = min(box.width, box.height)
            let unit = side / Double(code.side)
            let quiet = 4 * unit
            return """
                <rect x="\(Self.text(box.x - quiet))" y="\(Self.text(box.y - quiet))" \
                width="\(Self.text(side + 2 * quiet))" height="\(Self.text(side + 2 * quiet))" \
                fill="#fff"/><path transform="translate(\(Self.text(box.x)) \
                \(Self.text(box.y))) scale(\(unit))" shape-rendering="crispEdges" \
                d="\(code.path)"/>
                """
        } catch {
            throw SheetFault(.drawing, error.description)
        }
    }

    private func logo(_ box: TextFitting.Box, _ tag: SVGToken.Tag) -> String {
        guard let logo = slots.logo else { return "" }
        var align = tag.value("data-align") ?? "middle"
        if mirrors(tag), align != "middle" { align = align == "start" ? "end" : "start" }
        let position = ["start": "xMin", "end": "xMax"][align] ?? "xMid"
        return SVGLogo.nested(
            logo, x: Self.text(box.x), y: Self.text(box.y), width: Self.text(box.width),
            height: Self.text(box.height), position: position + "YMid")
    }

    // MARK: Places

    private func mirrors(_ tag: SVGToken.Tag) -> Bool {
        isMirrored && tag.value("data-mirror") == "true"
    }

    private func mirrored(_ box: TextFitting.Box) -> TextFitting.Box {
        var box = box
        box.x = 2 * template.view.x + template.view.width - box.x - box.width
        return box
    }

    private func number(_ name: String, _ tag: SVGToken.Tag) -> Double? {
        tag.value(name).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The numbers of a list, separated by blanks or commas; none where one cannot be read.
    static func numbers(_ text: String) -> [Double] {
        let parts = text.split { $0 == " " || $0 == "," }
        let numbers = parts.compactMap { Double($0) }.filter(\.isFinite)
        return numbers.count == parts.count ? numbers : []
    }

    /// A number with three decimals at most.
    static func text(_ value: Double) -> String {
        let thousandths = Int((value * 1_000).rounded())
        var digits = String(abs(thousandths) % 1_000 + 1_000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return (thousandths < 0 ? "-" : "") + "\(abs(thousandths) / 1_000)"
            + (digits.isEmpty ? "" : ".\(digits)")
    }

    private func fault(_ tag: SVGToken.Tag, _ reason: String, _ remedy: String) -> SheetFault {
        SheetFault(
            .template,
            "\(template.name).svg, <\(tag.name)> with "
                + (tag.attributes.first.map { "\($0.name)=\"\($0.value)\"" } ?? "no attributes")
                + ": \(reason); \(remedy)")
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
