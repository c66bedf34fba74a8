import NIOCore
import NIOHTTP1

/// A request without a `Host`, with several, or with one that names no host.
struct HostFault: Error {
    static let detail =
        "A request has one Host header, which names the host that is asked (RFC 9112 section 3.2)."
}

/// Refuses requests whose `Host` is missing, given twice or no host (RFC 9112 §3.2): what stands
/// between us and the client may have read another one than we would.
///
/// Stands behind ``PromptHandler``, which answers none of those.
final class HostHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private var isRefused = false

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Where one request ends and the next begins is not taken from whoever sends such a one.
        guard !isRefused else { return }
        if case .head(let head) = unwrapInboundIn(data), !Self.isSound(head) {
            isRefused = true
            context.fireErrorCaught(HostFault())
            return
        }
        context.fireChannelRead(data)
    }

    static func isSound(_ head: HTTPRequestHead) -> Bool {
        var hosts = 0
        for (name, value) in head.headers
        where name.utf8.count == 4 && name.isASCIIEqual("host") {
            hosts += 1
            guard isHost(value) else { return false }
        }
        return hosts == 1 || hosts == 0 && head.version == .http1_0
    }

    /// A name, an address, or an address in brackets, perhaps with a port (RFC 3986 §3.2.2).
    static func isHost(_ value: String) -> Bool {
        !value.isEmpty
            && value.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "["), UInt8(ascii: "]"),
                    UInt8(ascii: "%"):
                    true
                default: false
                }
            }
    }
}
