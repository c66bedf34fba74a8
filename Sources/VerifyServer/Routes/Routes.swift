import HTTPTypes
import Hummingbird

/// All that is answered, each route with what is to be known of it.
///
/// Routes are values until the last is added: whatever stands before them (limits, refusals, the
/// form of errors) is made from all of them.
struct Routes: Sendable {
    typealias Handler =
        @Sendable (Request, BasicRequestContext) async throws -> Response

    struct Route: Sendable {
        let path: RouterPath
        let method: HTTPRequest.Method
        let facts: RouteFacts
        let handler: Handler
    }

    private(set) var all: [Route] = []

    /// The facts of those that were added.
    var table: RouteTable { RouteTable(all) }

    mutating func get(
        _ path: RouterPath, _ facts: RouteFacts = .standard, handler: @escaping Handler
    ) {
        all.append(Route(path: path, method: .get, facts: facts, handler: handler))
    }

    mutating func post(
        _ path: RouterPath, _ facts: RouteFacts = .standard, handler: @escaping Handler
    ) {
        all.append(Route(path: path, method: .post, facts: facts, handler: handler))
    }

    /// Has a router answer them.
    func install(in router: Router<BasicRequestContext>) {
        for route in all { router.on(route.path, method: route.method, use: route.handler) }
    }
}
