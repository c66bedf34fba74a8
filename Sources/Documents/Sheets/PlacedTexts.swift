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

    private static let blocks = BoundedMemory<TextBlock.Demand, TextBlock>(capacity: 2_048)

    /// The block of a text, set now where it is not known.
    static func recall(
        _ demand: TextBlock.Demand, _ set: () throws(TextFitting.Overflow) -> TextBlock
    ) throws(TextFitting.Overflow) -> TextBlock {
        try blocks.recall(demand, set)
    }
}
