import CPango
import Foundation

/// One thread at a time measures or draws.
///
/// Cairo's FreeType fonts are shared by all threads and not safe among them: one thread closes the
/// font file that another is reading from, also where each has a Pango font map of its own, and the
/// process dies. All threads use one font map, so that no thread's end releases fonts outside of
/// its turn and fonts stay warm whichever thread draws.
enum DrawingTurn {
    /// May be taken again by the thread that has it: whoever draws a page measures its texts.
    private static let lock = NSRecursiveLock()
    /// Never released. Used in a turn only.
    private nonisolated(unsafe) static let fonts = pango_cairo_font_map_new()

    /// Runs the work while no other thread measures or draws; Pango's default font map, also
    /// librsvg's, is the shared one.
    static func take<Value, Failure: Error>(
        _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        lock.lock()
        defer { lock.unlock() }
        pango_cairo_font_map_set_default(fonts.map { OpaquePointer($0) })
        return try work()
    }
}
