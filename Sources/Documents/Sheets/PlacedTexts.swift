import Synchronization

/// The texts that were set last, at their places: most of what stands on a sheet, such as its
/// heading, stands on the next one too.
enum PlacedTexts {
    private static let known = Mutex<[TextFitting.Demand: [PlacedText]]>([:])
    /// Beyond so many all are forgotten.
    private static let limit = 1_024

    /// The lines of a text, set now where they are not known.
    static func recall(
        _ demand: TextFitting.Demand,
        _ place: () throws(TextFitting.Overflow) -> [PlacedText]
    ) throws(TextFitting.Overflow) -> [PlacedText] {
        if let lines = known.withLock({ $0[demand] }) { return lines }
        let lines = try place()
        known.withLock {
            if $0.count >= limit { $0.removeAll() }
            $0[demand] = lines
        }
        return lines
    }
}
