import CCairo
import CRSVG

/// What librsvg and Cairo alone can do on a machine, to hold our documents against.
enum BareRendering {
    /// An SVG document as a PDF.
    ///
    /// - Throws: ``BareRenderingError``.
    static func pdf(_ svg: [UInt8], width: Double, height: Double) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try withUnsafeMutablePointer(to: &bytes) { sink in
            let surface = cairo_pdf_surface_create_for_stream(
                { closure, data, length in
                    guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    closure.assumingMemoryBound(to: [UInt8].self).pointee.append(
                        contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                    return CAIRO_STATUS_SUCCESS
                }, sink, width, height)
            defer { cairo_surface_destroy(surface) }
            let context = cairo_create(surface)
            defer { cairo_destroy(context) }
            guard let handle = rsvg_handle_new_from_data(svg, gsize(svg.count), nil) else {
                throw BareRenderingError()
            }
            defer { g_object_unref(UnsafeMutableRawPointer(handle)) }
            var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
            guard rsvg_handle_render_document(handle, context, &viewport, nil) != 0 else {
                throw BareRenderingError()
            }
            cairo_show_page(context)
            cairo_surface_finish(surface)
            guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
                throw BareRenderingError()
            }
        }
        return bytes
    }
}

/// librsvg or Cairo could not draw.
struct BareRenderingError: Error {}
