import HTTPTypes
import Hummingbird

/// What every address answers to the methods that it does not have (RFC 9110 §9.1, §15.5.6), and to
/// OPTIONS.
enum MethodRules {
    /// The methods that are told apart here; others are unknown to this server.
    private static let methods: [HTTPRequest.Method] =
        [.get, .head, .post, .put, .delete, .connect, .options, .trace, .patch]
        + [HTTPRequest.Method("QUERY")].compactMap { $0 }

    /// Completes the routes that the router has now; to be called after the last is added.
    static func complete<Context: RequestContext>(_ router: Router<Context>) {
        for (path, own) in routes(router) {
            let allowed = own.map(\.rawValue).joined(separator: ", ")
            router.on(path, method: .options) { _, _ in
                var response = Response(status: .noContent)
                response.headers[.allow] = allowed
                return response
            }
            for method in methods where !own.contains(method) {
                router.on(path, method: method) { _, _ -> Response in
                    throw Problem.methodNotAllowed(allowed)
                }
            }
        }
    }

    /// Every path with the methods that it has, HEAD beside GET and OPTIONS beside all.
    static func routes<Context: RequestContext>(
        _ router: Router<Context>
    ) -> [(path: RouterPath, methods: [HTTPRequest.Method])] {
        var found: [(path: RouterPath, methods: [HTTPRequest.Method])] = []
        for route in router.routes {
            if let place = found.firstIndex(where: { $0.path == route.path }) {
                found[place].methods.append(route.method)
            } else {
                found.append((route.path, [route.method]))
            }
        }
        return found.map { path, own in
            let own = own.contains(.get) ? own + [.head] : own
            return (path, methods.filter { own.contains($0) || $0 == .options })
        }
    }
}

/// Refuses methods that nobody here knows.
struct KnownMethods<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard MethodRules.isKnown(request.method) else {
            throw Problem(
                status: .notImplemented, kind: "unknown-method", title: "Not a method known here",
                detail: "GET, HEAD, POST and OPTIONS are answered here.")
        }
        return try await next(request, context)
    }
}

extension MethodRules {
    static func isKnown(_ method: HTTPRequest.Method) -> Bool { methods.contains(method) }
}

extension Problem {
    /// A method that an address does not have.
    ///
    /// - Parameter allowed: Those that it has, as `Allow` lists them.
    static func methodNotAllowed(_ allowed: String) -> Problem {
        var problem = Problem(
            status: .methodNotAllowed, kind: "method-not-allowed", title: "Not to be done here",
            detail: "This address answers \(allowed).")
        problem.allowed = allowed
        return problem
    }
}
