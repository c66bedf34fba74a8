/// An IPv4 or IPv6 address, as a number in the order of its digits.
enum IPAddress: Sendable, Hashable {
    /// The four bytes of an IPv4 address, the first the highest.
    case v4(UInt32)
    /// The sixteen bytes of an IPv6 address, the first the highest.
    case v6(UInt128)

    /// The address of that many bytes in network order; nil unless they are 4 or 16.
    init?(networkOrder bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16: self = .v6(bytes.reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }
}
