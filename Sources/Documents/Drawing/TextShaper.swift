import CCairo
import CPango
import CertAuthority

/// Shapes text with Pango: measures it, finds where lines may break, draws it.
///
/// Every use of Pango, also the release of its objects, happens in a ``DrawingTurn``.
final class TextShaper {
    private let context: OpaquePointer
    private let layout: OpaquePointer

    /// - Throws: ``DrawingError`` when Pango has no fonts at all.
    init() throws(DrawingError) {
        (context, layout) = try DrawingTurn.take(Self.start)
    }

    deinit {
        DrawingTurn.take {
            g_object_unref(UnsafeMutableRawPointer(layout))
            g_object_unref(UnsafeMutableRawPointer(context))
        }
    }

    private static func start() throws(DrawingError) -> (OpaquePointer, OpaquePointer) {
        guard let map = pango_cairo_font_map_get_default(),
            let context = pango_font_map_create_context(map)
        else { throw DrawingError("Pango could not be started; are there any fonts?") }
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        guard let layout = pango_layout_new(context) else {
            g_object_unref(UnsafeMutableRawPointer(context))
            throw DrawingError("Pango could not be started")
        }
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_single_paragraph_mode(layout, 1)
        return (context, layout)
    }

    /// The room that a text takes on one line.
    func extent(_ text: String, _ style: TextStyle) -> TextExtent {
        DrawingTurn.take { () -> TextExtent in
            set(text, style)
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_line_get_extents(line, &ink, &logical)
            return TextExtent(
                width: Self.units(logical.width), above: Self.units(-ink.y),
                below: Self.units(ink.y + ink.height),
                missing: Int(pango_layout_get_unknown_glyphs_count(layout)))
        }
    }

    /// Where a line may end: offsets in UTF-8, each after the blank that a break swallows.
    ///
    /// - Parameter withinWords: Also between any two letters that readers tell apart.
    func breaks(_ text: String, _ style: TextStyle, withinWords: Bool) -> [Int] {
        DrawingTurn.take { () -> [Int] in
            set(text, style)
            var count: Int32 = 0
            guard let attributes = pango_layout_get_log_attrs_readonly(layout, &count) else {
                return []
            }
            var offset = 0
            var found: [Int] = []
            for (index, scalar) in text.unicodeScalars.enumerated() where index < Int(count) {
                let attribute = attributes[index]
                if offset > 0,
                    attribute.is_line_break != 0 || withinWords && attribute.is_cursor_position != 0
                {
                    found.append(offset)
                }
                offset += UTF8.width(scalar)
            }
            return found
        }
    }

    /// The outlines of a text on one line, from the left end of its baseline: for pictures that others
    /// show without our fonts.
    func outline(_ text: String, _ style: TextStyle) -> CurvePath {
        DrawingTurn.take { () -> CurvePath in
            set(text, style)
            var outline = CurvePath()
            guard let surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1),
                let page = cairo_create(surface)
            else { return outline }
            defer {
                cairo_destroy(page)
                cairo_surface_destroy(surface)
            }
            cairo_move_to(page, 0, 0)
            pango_cairo_layout_line_path(page, line)
            guard let path = cairo_copy_path(page) else { return outline }
            defer { cairo_path_destroy(path) }
            var index = 0
            while index < Int(path.pointee.num_data), let data = path.pointee.data {
                let header = data[index].header
                func point(_ place: Int) -> CurvePath.Point {
                    let point = data[index + place].point
                    return .init(point.x, point.y)
                }
                switch header.type {
                case CAIRO_PATH_MOVE_TO: outline.move(to: point(1))
                case CAIRO_PATH_LINE_TO: outline.line(to: point(1))
                case CAIRO_PATH_CURVE_TO: outline.curve(point(1), point(2), to: point(3))
                default: outline.close()
                }
                index += Int(header.length)
            }
            return outline
        }
    }

    /// Draws a line on a page; in the turn of whoever draws the page.
    func draw(_ placed: PlacedText, on page: OpaquePointer) {
        set(placed.text, placed.style)
        let colour = placed.colour
        cairo_set_source_rgb(
            page, Double(colour.red) / 255, Double(colour.green) / 255,
            Double(colour.blue) / 255)
        if runsAreForward {
            drawWords(placed, on: page)
        } else {
            cairo_move_to(page, placed.x, placed.y)
            pango_cairo_show_layout_line(page, line)
        }
    }

    private var runsAreForward: Bool {
        var node = line?.pointee.runs
        while let current = node {
            node = current.pointee.next
            let run = current.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self).pointee
            if (run?.item?.pointee.analysis.level ?? 0) & 1 == 1 { return false }
        }
        return true
    }

    // MARK: Whole words

    /// Draws each word as one unit of text, so that a reader of the PDF gets its letters as they
    /// were written: in many scripts the order and number of glyphs is not that of the letters, and
    /// in all of them readers guess blanks from wide gaps. Readers turn words that run to the left
    /// by themselves, letter by letter; those are drawn so.
    private func drawWords(_ placed: PlacedText, on page: OpaquePointer) {
        let bytes = Array(placed.text.utf8)
        var x = placed.x
        var node = line?.pointee.runs
        while let current = node {
            node = current.pointee.next
            guard let data = current.pointee.data else { continue }
            let run = data.assumingMemoryBound(to: PangoGlyphItem.self).pointee
            x = draw(
                run, bytes, x: x, y: placed.y, isTracked: placed.style.spacing != 0, on: page)
        }
    }

    /// - Returns: Where the run ends.
    private func draw(
        _ run: PangoGlyphItem, _ bytes: [UInt8], x: Double, y: Double, isTracked: Bool,
        on page: OpaquePointer
    ) -> Double {
        guard let item = run.item?.pointee, let string = run.glyphs?.pointee,
            let font = item.analysis.font
        else { return x }
        var end = x + Self.units(run.start_x_offset)
        let start = Int(item.offset)
        var glyphs: [cairo_glyph_t] = []
        var clusters: [cairo_text_cluster_t] = []
        var wasBlank: Bool?
        var wordStart = start
        func close(at offset: Int, _ first: Int) {
            clusters.append(
                cairo_text_cluster_t(
                    num_bytes: Int32(offset - wordStart), num_glyphs: Int32(glyphs.count - first)))
            wordStart = offset
        }
        var first = 0
        // Letters far apart would be read as words of one letter.
        let isSimple =
            !isTracked && Self.isSimple(string, bytes[start..<(start + Int(item.length))])
        for index in 0..<Int(string.num_glyphs) {
            let glyph = string.glyphs[index]
            let offset = start + Int(string.log_clusters[index])
            let isBlank = bytes[offset] == UInt8(ascii: " ")
            if index > 0, isSimple || wasBlank != isBlank {
                close(at: offset, first)
                first = glyphs.count
            }
            wasBlank = isBlank
            // Pango marks what draws nothing by a number above those of glyphs.
            if glyph.glyph & 0xF000_0000 == 0, glyph.glyph != 0x0FFF_FFFF {
                glyphs.append(
                    cairo_glyph_t(
                        index: UInt(glyph.glyph),
                        x: end + Self.units(glyph.geometry.x_offset),
                        y: y - Self.units(run.y_offset) + Self.units(glyph.geometry.y_offset)))
            }
            end += Self.units(glyph.geometry.width)
        }
        close(at: start + Int(item.length), first)
        cairo_set_scaled_font(page, pango_cairo_font_get_scaled_font(Self.cairoFont(font)))
        let text = Array(bytes[start..<(start + Int(item.length))])
        text.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                cairo_show_text_glyphs(
                    page, characters.baseAddress, Int32(characters.count), glyphs,
                    Int32(glyphs.count), clusters, Int32(clusters.count),
                    cairo_text_cluster_flags_t(rawValue: 0))
            }
        }
        return end + Self.units(run.end_x_offset)
    }

    /// Whether each letter of a run has one glyph with a width, in the order of the letters; then
    /// each can be selected by itself.
    private static func isSimple(_ string: PangoGlyphString, _ bytes: ArraySlice<UInt8>) -> Bool {
        let letters = String(decoding: bytes, as: UTF8.self).unicodeScalars
        guard Int(string.num_glyphs) == letters.count else { return false }
        var offset = 0
        for (index, letter) in letters.enumerated() {
            guard Int(string.log_clusters[index]) == offset,
                string.glyphs[index].glyph < 0x0FFF_FFFF, string.glyphs[index].geometry.width > 0
            else { return false }
            offset += UTF8.width(letter)
        }
        return true
    }

    private static func cairoFont(_ font: UnsafeMutablePointer<PangoFont>) -> OpaquePointer {
        OpaquePointer(font)
    }

    // MARK: The layout

    private var line: UnsafeMutablePointer<PangoLayoutLine>? {
        pango_layout_get_line_readonly(layout, 0)
    }

    private func set(_ text: String, _ style: TextStyle) {
        let description = pango_font_description_new()
        pango_font_description_set_family(
            description, style.families.joined(separator: ","))
        pango_font_description_set_absolute_size(
            description, style.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(
            description, PangoWeight(rawValue: UInt32(style.weight)))
        pango_font_description_set_style(
            description, style.isItalic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL)
        pango_layout_set_font_description(layout, description)
        pango_font_description_free(description)
        pango_context_set_language(context, pango_language_from_string(style.language.text))
        pango_context_set_base_dir(
            context, style.isRightToLeft ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR)
        pango_layout_context_changed(layout)
        let attributes = pango_attr_list_new()
        // Old-style figures take a 1 for a capital I.
        pango_attr_list_insert(attributes, pango_attr_font_features_new("lnum=1"))
        if style.spacing != 0 {
            pango_attr_list_insert(
                attributes,
                pango_attr_letter_spacing_new(
                    Int32((style.spacing * Double(PANGO_SCALE)).rounded())))
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        pango_layout_set_text(layout, text, -1)
    }

    private static func units(_ value: Int32) -> Double { Double(value) / Double(PANGO_SCALE) }
}
