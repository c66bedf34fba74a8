import HTTPTypes

/// Tells on whose behalf a request is made.
///
/// A proxy's word is taken only where the proxy is trusted, and of a chain of addresses the last one
/// that is no trusted proxy counts: what stands before it was written by strangers.
struct ClientAddresses: Sendable {
    let trusted: [AddressBlock]
    let header: Settings.ProxyHeader

    private static let longestChain = 16

    func client(peer: IPAddress, headers: HTTPFields) -> IPAddress {
        client(peer: peer) { name in HTTPField.Name(name).map { headers[values: $0] } ?? [] }
    }

    /// - Parameter values: The values of the headers of that name, in their order.
    func client(peer: IPAddress, values: (String) -> [String]) -> IPAddress {
        guard trusted.contains(peer) else { return peer }
        var client = peer
        for hop in hops(values).reversed().prefix(Self.longestChain) {
            // A proxy that does not say for whom it asks (`unknown`, RFC 7239 §6) asks for itself.
            guard let address = hop else { return client }
            client = address
            guard trusted.contains(address) else { return client }
        }
        return client
    }

    /// The chain as the header gives it, the client first; nil for what is no address.
    private func hops(_ values: (String) -> [String]) -> [IPAddress?] {
        switch header {
        case .xForwardedFor:
            return values("X-Forwarded-For").flatMap { $0.split(separator: ",") }
                .map(Self.address)
        case .forwarded:
            return values("Forwarded").flatMap { $0.split(separator: ",") }.map { element in
                let pairs = element.split(separator: ";").map(Self.trimmed)
                let forward = pairs.first { $0.lowercased().hasPrefix("for=") }
                return forward.flatMap { Self.address($0.dropFirst(4)) }
            }
        }
    }

    /// An address with or without quotes, brackets and port (RFC 7239 §6).
    private static func address(_ text: Substring) -> IPAddress? {
        var text = trimmed(text)
        if text.count >= 2, text.first == "\"", text.last == "\"" {
            text = text.dropFirst().dropLast()
        }
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            return IPAddress(text[text.index(after: text.startIndex)..<end])
        }
        if text.filter({ $0 == ":" }).count == 1, let colon = text.firstIndex(of: ":") {
            text = text[..<colon]
        }
        return IPAddress(text)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0 == " " || $0 == "\t" }
        guard let last = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
        return start[...last]
    }
}
