import CertAuthority
internal import Foundation
internal import LinkedData

extension SheetLayout {
    /// The kinds of slots, as faults name them.
    private static let kinds =
        "qr, logo, logos, badge, signature, braid, lace, bloom, panel, border or rosette"

    /// Fills a slot.
    func slot(
        _ tag: SVGToken.Tag, _ shift: Shift, _ parts: inout Parts
    ) throws(SheetFault) {
        let kind = tag.value("data-slot") ?? ""
        if kind == "border" {
            parts.add(try border(tag).utf8)
            return
        }
        if kind == "braid" {
            parts.lines += try frame(tag)
            return
        }
        guard let x = number("x", tag), let y = number("y", tag),
            let width = number("width", tag), let height = number("height", tag), width > 0,
            height > 0
        else { throw fault(tag, "a slot without a place", "give it x, y, width and height") }
        let box = placed(.init(x: x, y: y, width: width, height: height), tag, shift)
        // What is written where the slot stands is moved by the group that it stands in.
        var local = box
        local.x -= shift.x
        local.y -= shift.y
        switch kind {
        case "qr": parts.add(try qr(local, tag).utf8)
        case "logo": add(row(pictures.logo.map { [$0] } ?? [], box, tag), shift, &parts)
        case "logos": add(row(pictures.logos, box, tag), shift, &parts)
        case "badge": try badge(box, local, tag, shift, &parts)
        case "signature":
            let place = tag.value("data-index").flatMap { Int($0) } ?? 0
            guard pictures.signatures.indices.contains(place),
                let signature = pictures.signatures[place]
            else { return }
            add([DrawnPicture(picture: signature, box: box)], shift, &parts)
        case "rosette": parts.add(try rosette(local, tag).utf8)
        case "lace", "bloom", "panel": parts.lines.append(try lineWork(kind, box, tag, shift))
        default: throw fault(tag, "there is no slot \(kind)", "use \(Self.kinds)")
        }
    }

    /// The inks of an element, as its template gives them.
    func ink(_ tag: SVGToken.Tag) -> String {
        ["fill", "stroke", "stroke-width", "opacity", "stroke-opacity"].compactMap { name in
            name == "fill" && tag.value("data-rule") != nil
                ? nil : tag.value(name).map { " \(name)=\"\(XMLText.escaped($0))\"" }
        }.joined()
    }

    // MARK: The code

    /// 28 mm, in points.
    private static let smallestCode = 79.37

    private func qr(_ box: TextFitting.Box, _ tag: SVGToken.Tag) throws(SheetFault) -> String {
        let side = min(box.width, box.height)
        guard side / point >= Self.smallestCode - 0.01 else {
            throw fault(
                tag, "a QR code smaller than 28 mm",
                "make it 35 by 35 where the template is drawn in millimetres, 100 by 100 in points")
        }
        do throws(QRCodeError) {
            let code = try QRCode(pictures.code)
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

    // MARK: Pictures of others

    private func add(_ pictures: [DrawnPicture], _ shift: Shift, _ parts: inout Parts) {
        parts.pictures += pictures
        for drawn in pictures {
            let data = Data(drawn.picture.bytes).base64EncodedString()
            parts.document +=
                """
                <image x="\(Self.text(drawn.box.x - shift.x))" y="\(Self.text(drawn.box.y - shift.y))" \
                width="\(Self.text(drawn.box.width))" height="\(Self.text(drawn.box.height))" \
                href="data:\(drawn.picture.form.mediaType);base64,\(data)"/>
                """.utf8
        }
    }

    /// Logos side by side in a box: as high as it, wide ones lower, so that they look alike; all
    /// smaller where they have no room.
    private func row(
        _ logos: [Picture], _ box: TextFitting.Box, _ tag: SVGToken.Tag
    ) -> [DrawnPicture] {
        var alignment = tag.value("data-align") ?? "middle"
        if mirrors(tag), alignment != "middle" {
            alignment = alignment == "start" ? "end" : "start"
        }
        let row = Self.row(logos, height: box.height, upTo: box.width)
        var x =
            switch alignment {
            case "start": box.x
            case "end": box.x + box.width - row.width
            default: box.x + (box.width - row.width) / 2
            }
        let ordered = Array(zip(logos, row.sizes))
        return (mirrors(tag) ? ordered.reversed() : ordered).map { logo, size in
            defer { x += size.width + row.gap }
            return DrawnPicture(
                picture: logo,
                box: .init(
                    x: x, y: box.y + (box.height - size.height) / 2, width: size.width,
                    height: size.height))
        }
    }

    private static func row(
        _ logos: [Picture], height: Double, upTo room: Double
    ) -> (sizes: [(width: Double, height: Double)], gap: Double, width: Double) {
        guard !logos.isEmpty else { return ([], 0, 0) }
        var sizes = logos.map { logo in
            let aspect = min(max(logo.aspect, 0.2), 8)
            let own = aspect > 1.6 ? height * (1.6 / aspect).squareRoot() : height
            return (width: own * aspect, height: own)
        }
        var gap = height * 0.4
        let width = sizes.reduce(0) { $0 + $1.width } + gap * Double(logos.count - 1)
        let scale = min(1, room / width)
        sizes = sizes.map { ($0.width * scale, $0.height * scale) }
        gap *= scale
        return (sizes, gap, width * scale)
    }

    /// A box with what is left of it beside the logos: `data-after` has their height, the room that
    /// they may take, and the space between.
    func beside(_ box: TextFitting.Box, _ tag: SVGToken.Tag) -> TextFitting.Box {
        let after = Self.numbers(tag.value("data-after") ?? "")
        guard after.count == 3, !pictures.logos.isEmpty else { return box }
        let taken = Self.row(pictures.logos, height: after[0], upTo: after[1]).width + after[2]
        var box = box
        if !mirrors(tag) { box.x += taken }
        box.width -= taken
        return box
    }

    private func badge(
        _ box: TextFitting.Box, _ local: TextFitting.Box, _ tag: SVGToken.Tag, _ shift: Shift,
        _ parts: inout Parts
    ) throws(SheetFault) {
        switch pictures.badge {
        case .picture(let picture): add([DrawnPicture(picture: picture, box: box)], shift, &parts)
        case .drawn(let artwork):
            guard let cut = BadgeArtwork.Cut(rawValue: tag.value("data-cut") ?? "full") else {
                throw fault(tag, "data-cut cannot be used", "write full or small")
            }
            do throws(DrawingError) {
                let scale = min(local.width, local.height) / 512
                parts.add(
                    ("<g transform=\"translate(\(Self.text(local.x)) \(Self.text(local.y))) "
                        + "scale(\(scale))\">" + (try artwork.markup(cut)) + "</g>").utf8)
            } catch { throw SheetFault(.drawing, error.description) }
        case nil: break
        }
    }
}

extension Picture {
    /// How many times as wide as high it is; 1 where it does not say.
    var aspect: Double {
        switch form {
        case .png:
            // The header's width and height (ISO/IEC 15948 §11.2.2).
            guard bytes.count >= 24 else { return 1 }
            func number(_ place: Int) -> Double {
                Double(bytes[place..<(place + 4)].reduce(0 as UInt32) { $0 << 8 | UInt32($1) })
            }
            return number(20) > 0 ? number(16) / number(20) : 1
        case .svg:
            let view = SVGLogo.root(bytes)?.value("viewBox").map(SheetLayout.numbers) ?? []
            return view.count == 4 && view[2] > 0 && view[3] > 0 ? view[2] / view[3] : 1
        }
    }
}
