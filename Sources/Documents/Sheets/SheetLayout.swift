import CertAuthority
internal import LinkedData

/// Turns a filled template into a page: sets the texts that have a box or stand in a flow, and draws
/// what the slots ask for.
struct SheetLayout {
    let template: SheetTemplate
    let paper: (width: Double, height: Double)
    /// The part of the plane that the paper shows: the template whole, in the middle; of a flexible
    /// one the paper itself.
    let view: TextFitting.Box
    let isMirrored: Bool
    let pictures: Pictures
    let fitting: TextFitting
    /// Units of the plane in a point.
    let point: Double

    /// What the slots of a template are filled with.
    struct Pictures {
        /// The text of the QR code.
        var code = ""
        /// Side by side, the organisation's first.
        var logos: [Picture]
        /// The organisation's own.
        var logo: Picture?
        var badge: SheetContent.Badge?
        /// By those who sign; nil where one has none.
        var signatures: [Picture?] = []
    }

    init(
        _ template: SheetTemplate, paper: SheetPaper, isMirrored: Bool, content: SheetContent,
        shaper: TextShaper
    ) {
        self.init(
            template, size: paper.size(isLandscape: template.isLandscape), isMirrored: isMirrored,
            pictures: .init(
                code: content.scanned, logos: content.logos, logo: content.logo,
                badge: content.badge, signatures: content.signatories.map(\.signature)),
            shaper: shaper)
    }

    /// - Parameter size: Of the paper, in points.
    init(
        _ template: SheetTemplate, size: (width: Double, height: Double), isMirrored: Bool,
        pictures: Pictures, shaper: TextShaper
    ) {
        self.template = template
        let drawn = template.view
        let scale =
            template.isFlexible
            ? SheetPaper.a4.size(isLandscape: template.isLandscape).width / drawn.width
            : min(size.width / drawn.width, size.height / drawn.height)
        let (width, height) = (size.width / scale, size.height / scale)
        view =
            template.isFlexible
            ? .init(x: drawn.x, y: drawn.y, width: width, height: height)
            : .init(
                x: drawn.x - (width - drawn.width) / 2, y: drawn.y - (height - drawn.height) / 2,
                width: width, height: height)
        point = 1 / scale
        self.paper = size
        self.isMirrored = isMirrored
        self.pictures = pictures
        fitting = TextFitting(shaper)
    }

    /// How much wider and higher the paper is than the template was drawn; nothing for one that is
    /// scaled.
    var extra: (width: Double, height: Double) {
        guard template.isFlexible else { return (0, 0) }
        return (view.width - template.view.width, view.height - template.view.height)
    }

    /// What a page is put together of.
    struct Parts {
        var picture: [UInt8] = []
        var document: [UInt8] = []
        var texts: [PlacedText] = []
        var lines: [DrawnLines] = []
        var pictures: [DrawnPicture] = []
        /// Where the line work goes in the document: below all else.
        var ground = 0

        mutating func add(_ markup: some Sequence<UInt8>) {
            let bytes = Array(markup)
            picture += bytes
            document += bytes
        }
    }

    /// How far what stands in a group is moved.
    struct Shift: Equatable {
        var x = 0.0
        var y = 0.0
    }

    /// A text with a box while its content is being read.
    private struct OpenText {
        let tag: SVGToken.Tag
        var text = ""
    }

    /// Lays a page out.
    ///
    /// - Returns: The page, and the same as one document that others can show.
    /// - Throws: ``SheetFault``.
    func page(_ filled: [UInt8]) throws(SheetFault) -> (page: DrawnPage, SheetDocument) {
        var tokens = SVGTokens(filled)
        var parts = Parts()
        var open: OpenText?
        var flow: SheetFlow?
        var depth = 0
        var anchored: (depth: Int, shift: Shift)?
        while true {
            let start = tokens.position
            let token: SVGToken?
            do throws(SVGFault) { token = try tokens.next() } catch {
                throw SheetFault(.template, "\(template.name).svg, filled in: \(error)")
            }
            guard let token else { break }
            let raw = filled[start..<tokens.position]
            let shift = anchored?.shift ?? Shift()
            if case .start(let tag) = token, !tag.isEmpty { depth += 1 }
            if case .end = token { depth -= 1 }
            switch token {
            case .start(let tag) where parts.picture.isEmpty:
                parts.add(root(tag).utf8)
                parts.ground = parts.document.count
            case .start(let tag) where tag.value("data-box") != nil && tag.name.isExactly("text"),
                .start(let tag) where flow != nil && tag.name.isExactly("text"):
                open = OpenText(tag: tag)
            case .text(let text) where open != nil: open?.text += text
            case .end(let name, _) where open != nil && name.isExactly("text"):
                guard let closed = open else { break }
                open = nil
                let text = Self.oneLine(closed.text)
                if flow != nil {
                    flow?.items.append(.text(closed.tag, text))
                } else {
                    add(try set(closed.tag, text, shift), shift, to: &parts)
                }
            case .start(let tag) where open != nil:
                throw fault(tag, "an element within a text with data-box", "give it a text alone")
            case .start(let tag) where tag.value("data-slot") != nil:
                guard tag.isEmpty else {
                    throw fault(tag, "a slot is an empty element", "close it with />")
                }
                guard flow == nil else { throw fault(tag, "a slot in a flow", "put it beside it") }
                try slot(tag, shift, &parts)
            case .start(let tag) where tag.value("data-flow") != nil:
                guard tag.name.isExactly("g"), !tag.isEmpty, flow == nil else {
                    throw fault(
                        tag, "a flow is a group, and no flow in a flow", "write <g data-flow>")
                }
                flow = SheetFlow(tag: tag, depth: depth)
            case .end(_, _) where depth + 1 == flow?.depth:
                guard let whole = flow else { break }
                flow = nil
                try lay(whole, shift, &parts)
            case .start(let tag) where flow != nil:
                guard tag.isEmpty, tag.value("data-gap") != nil else {
                    throw fault(
                        tag, "in a flow stand texts, and ornaments with a gap",
                        "give it data-gap, or put it beside the flow")
                }
                flow?.items.append(.ornament(tag, Array(raw)))
            case .start(let tag)
            where tag.value("data-anchor") != nil || tag.value("data-mirror") != nil:
                guard tag.name.isExactly("g"), !tag.isEmpty, anchored == nil else {
                    throw fault(
                        tag,
                        "data-anchor and data-mirror stand on texts, slots and groups, and no "
                            + "such group stands in another", "write <g data-anchor=\"foot\">")
                }
                let moved = self.shift(tag)
                anchored = (depth, moved)
                parts.add(group(tag, moved).utf8)
            case .other: break
            case .text where flow != nil: break
            default:
                if case .end = token, depth + 1 == anchored?.depth { anchored = nil }
                parts.add(raw)
            }
        }
        return (
            DrawnPage(
                lines: parts.lines, picture: parts.picture, pictures: parts.pictures,
                texts: parts.texts, paper: paper, view: (view.x, view.y, view.width, view.height)),
            SheetDocument(markup: parts.document, ground: parts.ground)
        )
    }

    // MARK: The root and groups

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

    /// How far a group moves with the sides of the paper that it is anchored to.
    private func shift(_ tag: SVGToken.Tag) -> Shift {
        let sides = (tag.value("data-anchor") ?? "").split(separator: " ")
        var shift = Shift()
        if sides.contains("right") { shift.x = extra.width }
        if sides.contains("middle") { shift.x = extra.width / 2 }
        if sides.contains("foot") { shift.y = extra.height }
        return shift
    }

    private func group(_ tag: SVGToken.Tag, _ shift: Shift) -> String {
        let moves = "translate(\(Self.text(shift.x)) \(Self.text(shift.y)))"
        guard mirrors(tag) else { return "<g transform=\"\(moves)\">" }
        let axis = Self.text(2 * view.x + view.width)
        return "<g transform=\"translate(\(axis) 0) scale(-1 1) \(moves)\">"
    }

    // MARK: Places

    func mirrors(_ tag: SVGToken.Tag) -> Bool {
        isMirrored && tag.value("data-mirror") == "true"
    }

    /// A box as it lies on the paper: moved with its group, as wide as the paper lets it be, mirrored.
    func placed(
        _ box: TextFitting.Box, _ tag: SVGToken.Tag, _ shift: Shift
    ) -> TextFitting.Box {
        var box = box
        if tag.value("data-stretch") == "true" { box.width += extra.width }
        if tag.value("data-stretch-foot") == "true" { box.height += extra.height }
        box.x += shift.x
        box.y += shift.y
        if mirrors(tag) { box.x = 2 * view.x + view.width - box.x - box.width }
        return box
    }

    func number(_ name: String, _ tag: SVGToken.Tag) -> Double? {
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

    func fault(_ tag: SVGToken.Tag, _ reason: String, _ remedy: String) -> SheetFault {
        SheetFault(
            .template,
            "\(template.name).svg, <\(tag.name)> with "
                + (tag.attributes.first.map { "\($0.name)=\"\($0.value)\"" } ?? "no attributes")
                + ": \(reason); \(remedy)")
    }
}
