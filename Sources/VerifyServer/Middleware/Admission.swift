import HTTPTypes
import Hummingbird

/// Turns away what is too much or makes no sense, before anything is looked up for it.
struct Admission<Context: RequestContext>: RouterMiddleware {
    let limits: Settings.Limits
    /// Nil where nobody is limited.
    let limiter: RateLimiter?
    let exempt: [AddressBlock]
    let events: ConnectionEvents
    let facts: RouteTable

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var request = request
        guard request.uri.string.utf8.count <= limits.addressBytes else {
            throw Problem.tooLongAddress(limits.addressBytes)
        }
        let path = request.uri.path
        guard RequestPath.isPlain(path) else { throw HTTPError(.notFound) }
        let scope = RequestScope.current
        let route = facts(request, context)
        if route.audience != .probes {
            if let inFlight = scope?.metrics.inFlight.value, inFlight > limits.requestsInFlight {
                events.count(.overloaded)
                throw Problem.overloaded
            }
            if let limiter, let client = scope?.client, !client.isExempt(by: exempt) {
                let cost = route.cost.tokens(context.parameters)
                if let seconds = limiter.take(cost, from: RateKey(client.address)) {
                    events.count(.limited)
                    throw Problem.tooManyRequests(seconds)
                }
            }
        }
        try bound(&request, to: limits.bytes(of: route.body))
        return try await next(request, context)
    }

    private func bound(_ request: inout Request, to limit: Int) throws {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }) {
            guard length <= limit else { throw Problem.tooLargeBody(limit) }
        } else if request.headers[.transferEncoding] != nil {
            request.body = RequestBody(
                asyncSequence: BoundedBody(body: request.body, limit: limit))
        }
    }
}

extension Settings.Limits {
    /// How many bytes a body may have.
    func bytes(of body: RouteFacts.BodyLimit) -> Int {
        switch body {
        case .ordinary: bodyBytes
        case .bulk: bulkBodyBytes
        }
    }
}

/// A body of unknown length that fails once it is longer than it may be.
struct BoundedBody: AsyncSequence, Sendable {
    let body: RequestBody
    let limit: Int

    struct AsyncIterator: AsyncIteratorProtocol {
        var iterator: RequestBody.AsyncIterator
        var left: Int
        let limit: Int

        mutating func next() async throws -> ByteBuffer? {
            guard let buffer = try await iterator.next() else { return nil }
            left -= buffer.readableBytes
            guard left >= 0 else { throw Problem.tooLargeBody(limit) }
            return buffer
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(iterator: body.makeAsyncIterator(), left: limit, limit: limit)
    }
}

extension Problem {
    static func tooManyRequests(_ seconds: Int) -> Problem {
        var problem = Problem(
            status: .tooManyRequests, kind: "too-many-requests", title: "Too many requests",
            detail: "Your network asks more often than is allowed. Try again in a moment.")
        problem.retryAfter = seconds
        return problem
    }

    static var overloaded: Problem {
        var problem = Problem(
            status: .serviceUnavailable, kind: "overloaded", title: "Too busy now",
            detail:
                "Too many are asking at this moment. Try again in a moment. This says nothing "
                + "about any certificate.")
        problem.retryAfter = 2
        return problem
    }

    static func tooLongAddress(_ limit: Int) -> Problem {
        Problem(
            status: .uriTooLong, kind: "address-too-long", title: "The address is too long",
            detail: "An address may have \(limit) bytes.")
    }

    static func tooLargeBody(_ limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge, kind: "too-large", title: "Too large",
            detail: "What is sent may have \(limit) bytes.")
    }
}
