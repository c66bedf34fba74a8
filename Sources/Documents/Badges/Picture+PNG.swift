public import CertAuthority

extension Picture {
    /// The picture as a PNG, for where SVG is not shown, such as in mail: a PNG as it is, an SVG drawn
    /// on a transparent square.
    ///
    /// - Parameter side: Pixels each way of one that is drawn.
    /// - Throws: ``BadgeError`` where it cannot be drawn.
    public func png(side: Int) throws(BadgeError) -> [UInt8] {
        guard form == .svg else { return bytes }
        do throws(DrawingError) {
            return try PageDrawing.png(picture: bytes, side: side)
        } catch {
            throw BadgeError("the picture \(name.text) cannot be drawn: \(error)")
        }
    }
}
