/// The bounds within which a workbook is read: enough for a million learners, and far from what a
/// few kilobytes can be made to expand to.
public struct WorkbookLimits: Sendable {
    /// The size of the file in bytes.
    public var file = 128 << 20
    /// How many parts the archive may have.
    public var parts = 2_000
    /// The size of a part, expanded, in bytes.
    public var part = 512 << 20
    /// The size of all parts that are read, expanded, in bytes.
    public var total = 768 << 20
    /// How much a part may expand to its compressed size; small parts may more.
    public var ratio = 200
    /// Parts up to this size may expand by any ratio.
    public var small = 4 << 20
    /// How deep elements may lie in each other.
    public var depth = 32
    /// How many rows with something in them a sheet may have, the header among them.
    public var rows = 1_000_001
    /// How many columns with something in them.
    public var columns = 256
    /// The size of a cell's text in bytes.
    public var cell = 64 << 10
    /// How many faults of cells are listed before reading stops.
    public var faults = 1_000

    /// The usual bounds.
    public init() {}
}
