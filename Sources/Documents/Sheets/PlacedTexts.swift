import LinkedData

/// The texts that were set last, at their places: most of what stands on a sheet, such as its
/// heading, stands on the next one too.
enum PlacedTexts {
    private static let known = BoundedMemory<TextFitting.Demand, [PlacedText]>(capacity: 2_048)

    /// The lines of a text, set now where they are not known.
    static func recall(
        _ demand: TextFitting.Demand,
        _ place: () throws(TextFitting.Overflow) -> [PlacedText]
    ) throws(TextFitting.Overflow) -> [PlacedText] {
        try known.recall(demand, place)
    }
}
