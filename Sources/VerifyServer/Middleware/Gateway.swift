import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// The connection that a request came by.
struct ConnectionContext: InitializableFromSource {
    let channel: any Channel
    let logger: Logger

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        logger = source.logger
    }
}

/// The outermost of all: numbers each request, finds out who asks, counts, measures and logs.
struct Gateway<Responder: HTTPResponder>: HTTPResponder
where Responder.Context == BasicRequestContext {
    let responder: Responder
    let clients: ClientAddresses
    let numbers: RequestNumbers
    let metrics: ServerMetrics
    let log: RequestLog
    /// The header that makes browsers insist on HTTPS (RFC 6797); nil where nothing is HTTPS.
    let strictTransport: String?
    /// Learns the heads of verdicts.
    let heads: VerdictHeads

    func respond(to request: Request, context: ConnectionContext) async throws -> Response {
        let started = ContinuousClock.now
        metrics.inFlight.add(1)
        let peer = context.channel.remoteAddress.flatMap(IPAddress.init)
        let scope = RequestScope(
            id: numbers.take(), peer: peer,
            client: peer.map { clients.client(peer: $0, headers: request.headers) },
            metrics: metrics)
        var logger = context.logger
        logger[metadataKey: "hb.request.id"] = .string(scope.id)
        let inner = BasicRequestContext(source: .init(channel: context.channel, logger: logger))
        var response: Response
        do {
            response = try await RequestScope.$current.withValue(scope) {
                try await responder.respond(to: request, context: inner)
            }
        } catch {
            response = Response(status: .internalServerError)
        }
        if let name = requestIDName { response.headers[name] = scope.id }
        if let strictTransport { response.headers[.strictTransportSecurity] = strictTransport }
        if inner.endpointPath == VerdictRoute.pathText { heads.learn(from: response) }
        let status = response.status
        if let length = response.body.contentLength {
            finish(request, inner, scope, status, length, started)
            return response
        }
        let body = response.body
        response.body = ResponseBody { writer in
            let count = Counter()
            defer { finish(request, inner, scope, status, count.value, started) }
            try await body.map { buffer in
                count.add(buffer.readableBytes)
                return buffer
            }.write(writer)
        }
        return response
    }

    private func finish(
        _ request: Request, _ context: BasicRequestContext, _ scope: RequestScope,
        _ status: HTTPResponse.Status, _ bytes: Int, _ started: ContinuousClock.Instant
    ) {
        metrics.inFlight.add(-1)
        let duration = ContinuousClock.now - started
        let route = context.endpointPath.flatMap { $0 == "NotFound" ? nil : $0 } ?? "none"
        let method = knownMethods.contains(request.method) ? request.method.rawValue : "other"
        metrics.count(route: route, method: method, status: status.code, duration)
        log.tell(
            id: scope.id, method: method, route: route, status: status.code, duration: duration,
            bytes: bytes, client: scope.client?.address)
    }

}

/// Others are a stranger's invention, and not written down.
private let knownMethods: Set<HTTPRequest.Method> = [
    .get, .head, .post, .put, .patch, .delete, .options,
]

private let requestIDName = HTTPField.Name("X-Request-Id")
