import CCairo
import CPango
import CRSVG
import CertAuthority

/// Draws pages with librsvg, Pango and Cairo, each in a ``DrawingTurn``; equal pages give equal
/// bytes.
enum PageDrawing {
    /// Pixels along one side that a picture may have.
    private static let longestSide = 12_000

    /// The page as a PDF with text that can be selected and searched, and fonts within it.
    ///
    /// - Throws: ``DrawingError``.
    static func pdf(
        _ page: DrawnPage, _ metadata: DocumentMetadata
    ) throws(DrawingError) -> [UInt8] {
        try DrawingTurn.take { () throws(DrawingError) -> [UInt8] in
            let sink = ByteSink()
            guard
                let surface = cairo_pdf_surface_create_for_stream(
                    ByteSink.write, sink.reference, page.paper.width, page.paper.height)
            else { throw DrawingError("Cairo could not begin a PDF") }
            // Ending the surface may still write, also where drawing failed.
            defer { withExtendedLifetime(sink) { cairo_surface_destroy(surface) } }
            let members = [
                (CAIRO_PDF_METADATA_TITLE, metadata.title),
                (CAIRO_PDF_METADATA_AUTHOR, metadata.author),
                (CAIRO_PDF_METADATA_SUBJECT, metadata.subject),
                (CAIRO_PDF_METADATA_CREATOR, "CertAuthority"),
                (CAIRO_PDF_METADATA_CREATE_DATE, metadata.created),
                (CAIRO_PDF_METADATA_MOD_DATE, metadata.created),
            ]
            for (member, text) in members { cairo_pdf_surface_set_metadata(surface, member, text) }
            try draw(page, on: surface, scale: 1, isPDF: true)
            cairo_surface_finish(surface)
            try check(cairo_surface_status(surface))
            return sink.bytes
        }
    }

    /// The page as a PNG on white.
    ///
    /// - Parameter dpi: Pixels an inch.
    /// - Throws: ``DrawingError``, also where the picture would be too large.
    static func png(_ page: DrawnPage, dpi: Int) throws(DrawingError) -> [UInt8] {
        try DrawingTurn.take { () throws(DrawingError) -> [UInt8] in
            let scale = Double(dpi) / 72
            let width = Int((page.paper.width * scale).rounded())
            let height = Int((page.paper.height * scale).rounded())
            guard (1...longestSide).contains(width), (1...longestSide).contains(height) else {
                throw DrawingError("a picture may have \(longestSide) pixels along a side at most")
            }
            guard
                let surface = cairo_image_surface_create(
                    CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
            else { throw DrawingError("Cairo could not begin a picture") }
            defer { cairo_surface_destroy(surface) }
            try draw(page, on: surface, scale: scale, isPDF: false)
            let sink = ByteSink()
            try check(cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.reference))
            return sink.bytes
        }
    }

    /// Makes sure that a picture can be read, without drawing it.
    ///
    /// - Throws: ``DrawingError`` with librsvg's reason.
    static func examine(picture: [UInt8]) throws(DrawingError) {
        try DrawingTurn.take { () throws(DrawingError) in _ = try SVGHandle(picture) }
    }

    /// Makes sure that a PNG can be read, pixels and all.
    ///
    /// - Returns: Whether anything is to be seen in it: false where every pixel is transparent.
    /// - Throws: ``DrawingError`` with Cairo's reason.
    @discardableResult
    static func examine(png: [UInt8]) throws(DrawingError) -> Bool {
        try DrawingTurn.take { () throws(DrawingError) -> Bool in
            let source = ByteSource(png)
            let surface = withExtendedLifetime(source) {
                cairo_image_surface_create_from_png_stream(ByteSource.read, source.reference)
            }
            defer { cairo_surface_destroy(surface) }
            try check(cairo_surface_status(surface))
            return cairo_image_surface_get_format(surface) != CAIRO_FORMAT_ARGB32
                || isMarked(surface)
        }
    }

    /// A picture as a PNG, transparent where nothing is drawn.
    ///
    /// - Parameters:
    ///   - picture: An SVG document.
    ///   - side: Pixels each way, within which it is as large as it can be.
    /// - Throws: ``DrawingError``.
    static func png(picture: [UInt8], side: Int) throws(DrawingError) -> [UInt8] {
        try draw(picture: picture, side: side) { (surface) throws(DrawingError) -> [UInt8] in
            let sink = ByteSink()
            try check(cairo_surface_write_to_png_stream(surface, ByteSink.write, sink.reference))
            return sink.bytes
        }
    }

    /// Draws a picture as ``png(picture:side:)`` does, and looks at what came of it.
    ///
    /// - Returns: Whether anything is to be seen: false where every pixel is transparent.
    /// - Throws: ``DrawingError`` with librsvg's reason.
    static func marks(picture: [UInt8], side: Int) throws(DrawingError) -> Bool {
        try draw(picture: picture, side: side) { (surface) throws(DrawingError) -> Bool in
            isMarked(surface)
        }
    }

    private static func draw<Value>(
        picture: [UInt8], side: Int, _ use: (OpaquePointer) throws(DrawingError) -> Value
    ) throws(DrawingError) -> Value {
        try DrawingTurn.take { () throws(DrawingError) -> Value in
            guard
                let surface = cairo_image_surface_create(
                    CAIRO_FORMAT_ARGB32, Int32(side), Int32(side)),
                let context = cairo_create(surface)
            else { throw DrawingError("Cairo could not begin a picture") }
            defer {
                cairo_destroy(context)
                cairo_surface_destroy(surface)
            }
            try SVGHandle(picture).draw(on: context, width: Double(side), height: Double(side))
            try check(cairo_status(context))
            return try use(surface)
        }
    }

    /// Whether any pixel of a picture with transparency is not wholly transparent.
    private static func isMarked(_ surface: OpaquePointer?) -> Bool {
        cairo_surface_flush(surface)
        guard let pixels = cairo_image_surface_get_data(surface) else { return false }
        let size =
            Int(cairo_image_surface_get_stride(surface))
            * Int(cairo_image_surface_get_height(surface))
        // Colours are multiplied by their opacity, so nothing but zero is invisible.
        return UnsafeBufferPointer(start: pixels, count: size).contains { $0 != 0 }
    }

    private static func draw(
        _ page: DrawnPage, on surface: OpaquePointer, scale: Double, isPDF: Bool
    ) throws(DrawingError) {
        guard let context = cairo_create(surface) else { throw DrawingError("Cairo has no room") }
        defer { cairo_destroy(context) }
        cairo_scale(context, scale, scale)
        if !isPDF {
            cairo_set_source_rgb(context, 1, 1, 1)
            cairo_paint(context)
        }
        // The whole page in the units of the plane, and back for librsvg, which has its own.
        var plane = cairo_matrix_t()
        cairo_matrix_init_scale(
            &plane, page.paper.width / page.view.width, page.paper.height / page.view.height)
        cairo_matrix_translate(&plane, -page.view.x, -page.view.y)
        func inPlane(_ draw: () throws(DrawingError) -> Void) throws(DrawingError) {
            cairo_save(context)
            defer { cairo_restore(context) }
            withUnsafePointer(to: plane) { cairo_transform(context, $0) }
            try draw()
        }
        try inPlane { () throws(DrawingError) in
            for lines in page.lines { lines.draw(on: context) }
        }
        if !page.picture.isEmpty {
            try SVGHandle(page.picture).draw(
                on: context, width: page.paper.width, height: page.paper.height)
        }
        let shaper = try TextShaper()
        try inPlane { () throws(DrawingError) in
            for picture in page.pictures { try draw(picture, on: context) }
            for text in page.texts { shaper.draw(text, on: context) }
        }
        if isPDF { cairo_show_page(context) }
        try check(cairo_status(context))
    }

    /// A picture of others, as large as fits its box.
    private static func draw(
        _ drawn: DrawnPicture, on context: OpaquePointer
    ) throws(DrawingError) {
        let box = drawn.box
        cairo_save(context)
        defer { cairo_restore(context) }
        switch drawn.picture.form {
        case .svg:
            cairo_translate(context, box.x, box.y)
            try SVGHandle(drawn.picture.bytes).draw(
                on: context, width: box.width, height: box.height)
        case .png:
            let source = ByteSource(drawn.picture.bytes)
            let surface = withExtendedLifetime(source) {
                cairo_image_surface_create_from_png_stream(ByteSource.read, source.reference)
            }
            defer { cairo_surface_destroy(surface) }
            try check(cairo_surface_status(surface))
            let width = Double(cairo_image_surface_get_width(surface))
            let height = Double(cairo_image_surface_get_height(surface))
            guard width > 0, height > 0 else { return }
            let scale = min(box.width / width, box.height / height)
            cairo_translate(
                context, box.x + (box.width - width * scale) / 2,
                box.y + (box.height - height * scale) / 2)
            cairo_scale(context, scale, scale)
            cairo_set_source_surface(context, surface, 0, 0)
            cairo_paint(context)
        }
    }

    private static func check(_ status: cairo_status_t) throws(DrawingError) {
        guard status != CAIRO_STATUS_SUCCESS else { return }
        throw DrawingError(
            "Cairo: " + (cairo_status_to_string(status).map { String(cString: $0) } ?? "failed"))
    }
}

/// An SVG document as librsvg has read it.
private final class SVGHandle {
    private let handle: UnsafeMutablePointer<RsvgHandle>

    init(_ bytes: [UInt8]) throws(DrawingError) {
        var error: UnsafeMutablePointer<GError>?
        guard let handle = rsvg_handle_new_from_data(bytes, gsize(bytes.count), &error) else {
            throw DrawingError.taking(error)
        }
        rsvg_handle_set_dpi(handle, 96)
        self.handle = handle
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(handle)) }

    func draw(on context: OpaquePointer, width: Double, height: Double) throws(DrawingError) {
        var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
        var error: UnsafeMutablePointer<GError>?
        let isDrawn = withExtendedLifetime(self) {
            rsvg_handle_render_document(handle, context, &viewport, &error) != 0
        }
        guard isDrawn else { throw DrawingError.taking(error) }
    }
}

extension DrawingError {
    /// Takes over an error of GLib, which is released here.
    fileprivate static func taking(_ error: UnsafeMutablePointer<GError>?) -> DrawingError {
        defer { if let error { g_error_free(error) } }
        let reason = error?.pointee.message.map { String(cString: $0) } ?? "for no reason given"
        return DrawingError("librsvg cannot draw it: \(reason)")
    }
}

/// Collects what Cairo writes.
private final class ByteSink {
    private(set) var bytes: [UInt8] = []

    /// For Cairo's closure argument; the sink outlives the call that is given it.
    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let write: cairo_write_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let sink = Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
        sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}

/// Hands Cairo what it reads.
private final class ByteSource {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// For Cairo's closure argument; the source outlives the call that is given it.
    var reference: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

    static let read: cairo_read_func_t = { closure, data, length in
        guard let closure, let data else { return CAIRO_STATUS_READ_ERROR }
        let source = Unmanaged<ByteSource>.fromOpaque(closure).takeUnretainedValue()
        let end = source.offset + Int(length)
        guard end <= source.bytes.count else { return CAIRO_STATUS_READ_ERROR }
        source.bytes[source.offset..<end].withUnsafeBufferPointer { part in
            if let start = part.baseAddress { data.update(from: start, count: part.count) }
        }
        source.offset = end
        return CAIRO_STATUS_SUCCESS
    }
}
