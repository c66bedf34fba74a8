/// A quick hash that is the same in every run; a collision costs a comparison, nothing more.
///
/// Public, so that the compiler may inline it in other modules: it is asked of every letter.
public enum Hash64 {
    /// The hash of what was hashed before and one value more.
    public static func adding(_ value: UInt64, to hash: UInt64) -> UInt64 {
        ((hash ^ 0xCBF2_9CE4_8422_2325) &+ value) &* 0x0000_0100_0000_01B3
    }

    /// A hash with its bits mixed; zero for zero, so that an empty word counts for nothing.
    public static func mixed(_ hash: UInt64) -> UInt64 {
        var mixed = hash
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
