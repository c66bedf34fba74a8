import NIOCore
import NIOHTTP1

/// Answers at once what can be answered at once, on the event loop's own thread: a request that
/// wakes no other thread and passes no queue costs a fraction. All others go the ordinary way.
///
/// Stands behind the parser. It keeps the order of answers: nothing is answered here while one is
/// due from the ordinary way.
final class PromptHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let verdicts: any PromptResponder
    private let bytes: ByteHandler
    private let watch: ConnectionWatch
    private let connections: IdleConnections
    /// A head whose end is awaited.
    private var held: HTTPRequestHead?
    private var hasWritten = false
    private var peer: IPAddress?

    init(
        _ verdicts: any PromptResponder, bytes: ByteHandler, watch: ConnectionWatch,
        connections: IdleConnections
    ) {
        self.verdicts = verdicts
        self.bytes = bytes
        self.watch = watch
        self.connections = connections
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head)
        where watch.requestsOpen == 0 && held == nil && context.channel.isWritable
            && verdicts.takes(head):
            held = head
        case .end(nil):
            guard let head = held else { return context.fireChannelRead(data) }
            held = nil
            if peer == nil { peer = context.remoteAddress.flatMap(IPAddress.init) }
            guard let answer = verdicts.answer(to: head, peer: peer) else {
                context.fireChannelRead(wrapInboundOut(.head(head)))
                return context.fireChannelRead(data)
            }
            bytes.send(answer)
            hasWritten = true
            watch.answeredAtOnce(now: .now())
            connections.remove(watch)
            connections.append(watch)
        case .head, .body, .end:
            release(context)
            context.fireChannelRead(data)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if hasWritten {
            hasWritten = false
            bytes.flush()
        }
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        release(context)
        context.fireChannelInactive()
    }

    /// Has the ordinary way take up what is held.
    private func release(_ context: ChannelHandlerContext) {
        guard let head = held else { return }
        held = nil
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }
}

/// What can be answered without waiting.
protocol PromptResponder: Sendable {
    /// Whether a request may be one of those; costs next to nothing.
    func takes(_ head: HTTPRequestHead) -> Bool

    /// The whole answer with its head; nil where the ordinary way has to be asked, and nothing was
    /// counted or logged.
    func answer(to head: HTTPRequestHead, peer: IPAddress?) -> ByteBuffer?
}
