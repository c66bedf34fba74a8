import CCairo
import CertAuthority

extension DrawnLines {
    /// Draws the curves in the units of the context.
    func draw(on context: OpaquePointer) {
        cairo_save(context)
        defer { cairo_restore(context) }
        if let clip {
            cairo_rectangle(context, clip.x, clip.y, clip.width, clip.height)
            cairo_clip(context)
        }
        for step in path.steps {
            switch step {
            case .move(let point): cairo_move_to(context, point.x, point.y)
            case .line(let point): cairo_line_to(context, point.x, point.y)
            case .curve(let first, let second, let point):
                cairo_curve_to(context, first.x, first.y, second.x, second.y, point.x, point.y)
            case .close: cairo_close_path(context)
            }
        }
        cairo_set_source_rgb(
            context, Double(ink.red) / 255, Double(ink.green) / 255, Double(ink.blue) / 255)
        if let width {
            cairo_set_line_width(context, width)
            cairo_stroke(context)
        } else {
            cairo_fill(context)
        }
    }

    /// The same as markup of an SVG document.
    ///
    /// - Parameter clipName: What names the clipping path in the document.
    func markup(clipName: String) -> String {
        let data = path.svg(parts: 100)
        let paint =
            width.map {
                "fill=\"none\" stroke=\"\(ink.text)\" stroke-width=\"\(SheetLayout.text($0))\""
            }
            ?? "fill=\"\(ink.text)\""
        guard let clip else { return "<path d=\"\(data)\" \(paint)/>" }
        return """
            <clipPath id="\(clipName)"><rect x="\(SheetLayout.text(clip.x))" \
            y="\(SheetLayout.text(clip.y))" width="\(SheetLayout.text(clip.width))" \
            height="\(SheetLayout.text(clip.height))"/></clipPath>\
            <path clip-path="url(#\(clipName))" d="\(data)" \(paint)/>
            """
    }
}
