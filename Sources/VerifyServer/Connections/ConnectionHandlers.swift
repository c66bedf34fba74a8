import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOSSL

/// Stands where bytes come in, before anything reads them as HTTP.
final class ByteHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let watch: ConnectionWatch
    private var context: ChannelHandlerContext?

    init(_ watch: ConnectionWatch) { self.watch = watch }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Sends a whole answer as it stands, past everything that writes HTTP.
    func send(_ answer: ByteBuffer) {
        context?.write(wrapOutboundOut(answer), promise: nil)
    }

    func flush() { context?.flush() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // What is to be thrown away is not worth parsing.
        guard watch.reading != .remains else { return }
        watch.receivedBytes(unwrapInboundIn(data).readableBytes, now: .now())
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if watch.reading == .remains { context.read() }
        watch.finishedReading(now: .now())
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        watch.wantsToRead(now: .now())
        context.read()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        watch.writabilityChanged(context.channel.isWritable, now: .now())
        context.fireChannelWritabilityChanged()
    }
}

/// Stands behind the parser: follows requests and answers, and ends what takes too long.
final class MessageHandler: ChannelDuplexHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let watch: ConnectionWatch
    private let connections: IdleConnections
    private let events: ConnectionEvents
    private var task: Scheduled<Void>?

    init(_ watch: ConnectionWatch, _ connections: IdleConnections, _ events: ConnectionEvents) {
        self.watch = watch
        self.connections = connections
        self.events = events
    }

    func handlerAdded(context: ChannelHandlerContext) {
        watch.drop = { context.close(promise: nil) }
        connections.append(watch)
        schedule(context, in: watch.look(now: .now()).next)
    }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    private func forget() {
        task?.cancel()
        task = nil
        connections.remove(watch)
        watch.drop = nil
    }

    // MARK: Requests and answers

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard watch.reading != .remains else { return }
        switch unwrapInboundIn(data) {
        case .head:
            watch.readHead(now: .now())
            connections.remove(watch)
        case .body: break
        case .end: watch.readEnd()
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            // The rest of a body that nobody wants would have to be read before another request.
            let isRead = watch.reading != .body && watch.reading != .remains
            if !isRead || head.headerFields[.connection] == "close" {
                head.headerFields[.connection] = "close"
                watch.closesAfterAnswer = true
            }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            context.write(data, promise: promise)
            let throwsAway = watch.wroteEnd(now: .now())
            if watch.isIdle { connections.append(watch) }
            if watch.reading == .remains {
                context.flush()
                context.close(mode: .output, promise: nil)
                if throwsAway { context.read() }
            }
        default: context.write(data, promise: promise)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is NIOSSLError || error is BoringSSLError { events.count(.handshake) }
        let parserError = error as? HTTPParserError
        switch watch.reading {
        case .body: context.fireErrorCaught(BrokenRequest(error))
        case .remains where parserError != nil: break
        case .nothing, .head, .remains:
            let isHostFault = error is HostFault
            guard parserError != nil || isHostFault, watch.requestsOpen == 0 else {
                context.fireErrorCaught(error)
                return
            }
            events.count(.malformed)
            refuse(
                context,
                parserError == .headerOverflow ? .requestHeaderFieldsTooLarge : .badRequest,
                detail: isHostFault ? HostFault.detail : nil)
        }
    }

    /// Answers what is no request, and ends the connection.
    private func refuse(
        _ context: ChannelHandlerContext, _ status: HTTPResponse.Status, detail: String? = nil
    ) {
        let text =
            #"{"status":\#(status.code),"title":"\#(status.reasonPhrase)","#
            + (detail.map { #""detail":"\#($0)","# } ?? "")
            + #""type":"urn:certauthority:problem:request-refused"}"#
        let head = HTTPResponse(
            status: status,
            headerFields: [
                .contentType: "application/problem+json", .connection: "close",
                .contentLength: "\(text.utf8.count)", .cacheControl: "no-store",
            ])
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(string: text))), promise: nil)
        watch.readHead(now: .now())
        context.write(wrapOutboundOut(.end(nil)), promise: nil)
        _ = watch.wroteEnd(now: .now())
        context.flush()
        context.close(mode: .output, promise: nil)
        context.read()
    }

    // MARK: Time

    private func schedule(_ context: ChannelHandlerContext, in time: TimeAmount) {
        task = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [self] in
            task = nil
            let (overdue, next) = watch.look(now: .now())
            guard let overdue else {
                schedule(context, in: max(next, .milliseconds(10)))
                return
            }
            switch overdue {
            case .idle: events.count(.idle)
            case .head: events.count(.slowHead)
            case .body: events.count(.slowBody)
            case .answer: events.count(.unread)
            case .remains: break
            }
            if overdue == .body {
                watch.giveUp(now: .now())
                context.fireErrorCaught(BrokenRequest.slow)
                schedule(context, in: ConnectionWatch.Times.remains)
                return
            }
            if overdue == .head, watch.requestsOpen == 0 { refuse(context, .requestTimeout) }
            context.close(promise: nil)
        }
    }
}
