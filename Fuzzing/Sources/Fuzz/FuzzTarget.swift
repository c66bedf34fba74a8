/// Something that reads bytes from strangers, and what it promises of any of them.
protocol FuzzTarget: Sendable {
    /// As `scripts/fuzz` names it.
    static var name: String { get }

    init() throws

    /// Inputs to start from.
    func seeds() throws -> [[UInt8]]

    /// Words that inputs are made of.
    var dictionary: [String] { get }

    /// Throws ``BrokenPromise`` where something holds that must not.
    func check(_ bytes: [UInt8]) throws
}

extension FuzzTarget {
    var dictionary: [String] { [] }
}

/// What must hold and does not.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// Holds a promise.
func promise(_ holds: Bool, _ description: @autoclosure () -> String) throws {
    guard holds else { throw BrokenPromise(description()) }
}

extension Array<UInt8> {
    /// True for one input in so many, always for the same ones: for what is too slow to do each
    /// time.
    func isChosen(oneIn count: UInt64) -> Bool {
        // FNV-1a.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in self { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return (hash >> 17) % count == 0
    }
}
