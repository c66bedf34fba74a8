import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1
import NIOSSL

/// HTTP/1.1, over TLS where there is a certificate, with bounds on everything that a client decides.
struct GuardedChannel: HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    let responder: HTTPChannelHandler.Responder
    let door: ConnectionDoor
    /// Answers what can be answered at once.
    let prompt: any PromptResponder

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            let watch = ConnectionWatch(door.times, now: .now())
            let connections = door.connections(of: channel.eventLoop)
            try pipeline.addHandler(DoorHandler(door, connections))
            if let context = door.tls?.context {
                try pipeline.addHandler(NIOSSLServerHandler(context: context))
            }
            let bytes = ByteHandler(watch)
            try pipeline.addHandler(bytes)
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = door.limits.headerBytes
            limits.maxHeaderListSize = door.limits.headerBytes
            limits.maxHeaderFieldCount = door.limits.headerCount
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false, withErrorHandling: false,
                withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(
                PromptHandler(prompt, bytes: bytes, watch: watch, connections: connections))
            try pipeline.addHandler(HostHandler())
            try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: door.tls != nil))
            try pipeline.addHandler(MessageHandler(watch, connections, door.events))
            // Ends idle connections when the server is to stop.
            try pipeline.addHandler(HTTPConnectionStateHandler(logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel,
                configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async {
        await handleHTTP(asyncChannel: value, logger: logger)
    }
}

/// Lets connections in and keeps count of them, each event loop for itself, so without a lock.
struct ConnectionDoor: Sendable {
    let limits: Settings.Limits
    let times: ConnectionWatch.Times
    let events: ConnectionEvents
    let tls: TLSCredentials?
    /// Addresses for which the bound of one client does not hold.
    private let unbounded: [AddressBlock]
    private let loops: [ObjectIdentifier: NIOLoopBoundBox<IdleConnections>]

    init(
        settings: Settings, group: any EventLoopGroup, events: ConnectionEvents,
        tls: TLSCredentials?
    ) {
        limits = settings.limits
        times = ConnectionWatch.Times(settings.limits)
        self.events = events
        self.tls = tls
        unbounded = settings.trustedProxies + settings.rate.exempt
        var loops: [ObjectIdentifier: NIOLoopBoundBox<IdleConnections>] = [:]
        for loop in group.makeIterator() {
            loops[ObjectIdentifier(loop)] = NIOLoopBoundBox.makeBoxSendingValue(
                IdleConnections(), eventLoop: loop)
        }
        self.loops = loops
    }

    /// The connections of an event loop; to be used on it.
    func connections(of loop: any EventLoop) -> IdleConnections {
        loops[ObjectIdentifier(loop)]?.value ?? IdleConnections()
    }

    /// The client whose connections are counted; nil where they are not.
    func counted(_ address: SocketAddress?) -> RateKey? {
        guard let address = address.flatMap(IPAddress.init), !unbounded.contains(address) else {
            return nil
        }
        return RateKey(address)
    }

    /// Counts a connection in. Where there are too many, the one that has been idle longest goes.
    ///
    /// - Returns: False where none is idle, or its client has too many: the new one has to go.
    func admits(_ client: RateKey?, to connections: IdleConnections) -> Bool {
        events.open.add(1)
        events.opened.add(1)
        connections.count += 1
        if let client {
            let count = connections.countByClient[client, default: 0] + 1
            connections.countByClient[client] = count
            guard count <= share(limits.connectionsPerClient) else { return false }
        }
        guard connections.count > share(limits.connections) else { return true }
        guard let oldest = connections.takeOldest() else { return false }
        events.count(.evicted)
        oldest.drop?()
        return true
    }

    func release(_ client: RateKey?, from connections: IdleConnections) {
        events.open.add(-1)
        connections.count -= 1
        if let client, let count = connections.countByClient[client] {
            connections.countByClient[client] = count > 1 ? count - 1 : nil
        }
    }

    /// What one event loop may have of all; connections go round the loops.
    private func share(_ total: Int) -> Int { max(1, (total + loops.count - 1) / loops.count) }
}

/// Counts a connection in and out, and turns away what is too much.
final class DoorHandler: ChannelInboundHandler {
    typealias InboundIn = NIOAny
    typealias OutboundOut = ByteBuffer

    private let door: ConnectionDoor
    private let connections: IdleConnections
    private var client: RateKey?
    private var isInside = false

    init(_ door: ConnectionDoor, _ connections: IdleConnections) {
        self.door = door
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        client = door.counted(context.remoteAddress)
        isInside = true
        guard door.admits(client, to: connections) else {
            door.events.count(.refused)
            refuse(context)
            return
        }
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isInside { door.release(client, from: connections) }
        isInside = false
        context.fireChannelInactive()
    }

    /// Closes, after a word where that can be said without TLS.
    private func refuse(_ context: ChannelHandlerContext) {
        if door.tls == nil {
            let answer =
                "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n"
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
        }
        context.close(promise: nil)
    }
}

extension IPAddress {
    /// The address of a socket; nil where it has none.
    init?(_ address: SocketAddress) {
        guard let text = address.ipAddress else { return nil }
        self.init(text)
    }
}
