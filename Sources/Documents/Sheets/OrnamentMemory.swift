import LinkedData

/// Keeps the line work that was drawn before: it is the same on every sheet of a design.
enum OrnamentMemory {
    /// Half of it is more than the shipped designs need on all papers.
    private static let drawn = BoundedMemory<String, String>(capacity: 128)

    static func border(
        view: TextFitting.Box, inset: Double, reach: Double, strands: Int
    ) -> String {
        drawn.recall("border \(view) \(inset) \(reach) \(strands)") {
            Guilloche.border(
                x: view.x + inset, y: view.y + inset, width: view.width - 2 * inset,
                height: view.height - 2 * inset, reach: reach, strands: strands)
        }
    }

    static func rosette(
        _ box: TextFitting.Box, hole: Double, petals: Int, strands: Int
    ) -> String {
        drawn.recall("rosette \(box) \(hole) \(petals) \(strands)") {
            let outer = min(box.width, box.height) / 2
            return Guilloche.rosette(
                x: box.x + box.width / 2, y: box.y + box.height / 2, inner: outer * hole,
                outer: outer, petals: petals, strands: strands)
        }
    }
}
