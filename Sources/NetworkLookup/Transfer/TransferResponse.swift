/// What a server answered to one request.
struct TransferResponse: Sendable {
    /// The HTTP status.
    let status: Int
    /// Where a redirect leads, as an absolute URL.
    let redirect: String?
    /// The content; of a status other than 200, empty.
    let body: [UInt8]
}

/// One request, and what must hold while it is made.
struct TransferRequest: Sendable {
    let url: FetchURL
    let userAgent: String
    /// The largest body, in bytes.
    let byteLimit: Int
    /// The time for connecting, in milliseconds.
    let connectMilliseconds: Int
    /// The time for all of it, in milliseconds.
    let totalMilliseconds: Int
    let trust: TransferTrust
}

/// Whom a transfer trusts.
struct TransferTrust: Sendable {
    /// Whether loopback addresses may be connected to.
    var allowsLoopback = false
    /// A file of certificates to trust instead of the system's.
    var certificateFile: String?

    /// The public internet and the authorities that the system trusts.
    static let system = TransferTrust()

    /// What keeps the address from being connected to; nil where nothing does.
    func fault(of address: IPAddress) -> String? {
        if allowsLoopback, address == .v4(0x7F00_0001) || address == .v6(1) { return nil }
        return AddressPolicy.fault(of: address)
    }
}
