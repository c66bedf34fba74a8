import HTTPTypes

/// On whose behalf a request is made.
struct Client: Equatable, Sendable {
    /// Whose requests it is counted with.
    let address: IPAddress
    /// False where a trusted proxy named nobody that could be read: the address is then the proxy's
    /// own, and whatever the proxy may do, whoever asked by it may not.
    var isNamed = true

    /// Whether it is not limited.
    func isExempt(by exempt: [AddressBlock]) -> Bool { isNamed && exempt.contains(address) }
}

/// Tells on whose behalf a request is made.
///
/// A proxy's word is taken only where the proxy is trusted, and of a chain of addresses the last one
/// that is no trusted proxy counts: what stands before it was written by strangers.
struct ClientAddresses: Sendable {
    let trusted: [AddressBlock]
    let header: Settings.ProxyHeader

    private static let longestChain = 16

    func client(peer: IPAddress, headers: HTTPFields) -> Client {
        client(peer: peer) { name in HTTPField.Name(name).map { headers[values: $0] } ?? [] }
    }

    /// - Parameter values: The values of the headers of that name, in their order.
    func client(peer: IPAddress, values: (String) -> [String]) -> Client {
        guard trusted.contains(peer) else { return Client(address: peer) }
        var client = peer
        let hops = hops(values)
        for hop in hops.reversed().prefix(Self.longestChain) {
            // A proxy that does not say for whom it asks (`unknown`, RFC 7239 §6), or not in a way
            // that can be read.
            guard let address = hop else { return Client(address: client, isNamed: false) }
            client = address
            guard trusted.contains(address) else { return Client(address: client) }
        }
        return Client(address: client, isNamed: hops.count <= Self.longestChain)
    }

    /// The chain as the header gives it, the client first; nil for what is no address.
    private func hops(_ values: (String) -> [String]) -> [IPAddress?] {
        switch header {
        case .xForwardedFor:
            return values("X-Forwarded-For").flatMap(Self.elements).map(Self.address)
        case .forwarded:
            return values("Forwarded").flatMap(Self.elements).map { element in
                let pairs = element.split(separator: ";").map(Self.trimmed)
                let forward = pairs.first { $0.lowercased().hasPrefix("for=") }
                return forward.flatMap { Self.address($0.dropFirst(4)) }
            }
        }
    }

    /// The members of a list; empty ones do not count (RFC 9110 §5.6.1).
    private static func elements(_ value: String) -> [Substring] {
        value.split(separator: ",").filter { !trimmed($0).isEmpty }
    }

    /// An address with or without quotes, brackets and port (RFC 7239 §6).
    private static func address(_ text: Substring) -> IPAddress? {
        var text = trimmed(text)
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            text = text.dropFirst().dropLast()
        }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.first == ":" && isPort(rest.dropFirst()) else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        if text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") {
            guard isPort(text[text.index(after: colon)...]) else { return nil }
            text = text[..<colon]
        }
        return IPAddress(text)
    }

    /// Up to five digits, or the name of a port that is hidden (RFC 7239 §6.3).
    private static func isPort(_ text: Substring) -> Bool {
        text.first == "_"
            || (1...5).contains(text.utf8.count) && UInt16(text) != nil
                && text.first != "+"
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return start[...last]
    }
}
