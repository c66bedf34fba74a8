import Documents
import HTTPTypes
import Hummingbird
import Testing
@testable import VerifyServer

@Suite("What requests cost, by the route that answers them")
struct RequestCostTests {
    /// Asks for the cost where the server asks: in front of the routes.
    private struct Asking: RouterMiddleware {
        typealias Context = BasicRequestContext
        let facts: RouteTable

        func handle(
            _ request: Request, context: Context,
            next: (Request, Context) async throws -> Response
        ) async throws -> Response {
            let route = facts(request, context)
            var response = Response(status: .ok)
            response.headers[.contentLength] = "\(route.cost.tokens(context.parameters))"
            response.headers[.contentType] = "\(route.audience) \(route.body)"
            return response
        }
    }

    private func asking(_ body: (Asked) async throws -> Void) async throws {
        try await TestServer.withRoutes { routes in
            let router = Router(options: .autoGenerateHeadEndpoints)
            router.add(middleware: Asking(facts: routes.table))
            routes.install(in: router)
            MethodRules.complete(router)
            try await body(Asked(router: router))
        }
    }

    private struct Asked {
        let router: Router<BasicRequestContext>

        func headers(_ method: HTTPRequest.Method, _ path: String) async throws -> HTTPFields {
            try await TestServer.answer(router, method, path).headers
        }

        func tokens(_ method: HTTPRequest.Method, _ path: String) async throws -> Int? {
            try await headers(method, path)[.contentLength].flatMap { Int($0) }
        }
    }

    private static let token = "AAAAAAAAAAAAAAAAAAAAAA"
    private static let number = "/credentials/7K3M-9QXD-2T8F-W4HN-C"

    @Test("A learner's download costs what the same document costs by its number")
    func downloads() async throws {
        try await asking { asked in
            for file in CertificateFile.downloads {
                guard let address = file.address else { continue }
                let cost = try await asked.tokens(.get, "/c/\(Self.token)/\(file.name)")
                #expect(try await asked.tokens(.get, Self.number + address) == cost, "\(file)")
            }
            let pdf = "/c/\(Self.token)/certificate.pdf"
            #expect(try await asked.tokens(.get, pdf) == 10)
            #expect(try await asked.tokens(.head, pdf) == 10)
            #expect(try await asked.tokens(.post, pdf) == 1)
        }
    }

    @Test("The archive costs what all files cost, and so does what might be one by another name")
    func archive() async throws {
        try await asking { asked in
            var all = 0
            for file in CertificateFile.downloads {
                all += try await asked.tokens(.get, "/c/\(Self.token)/\(file.name)") ?? 0
            }
            for name in [LearnerRoutes.everything, "certificate.pd%66", "x", "qr.png"] {
                #expect(try await asked.tokens(.get, "/c/\(Self.token)/\(name)") == all, "\(name)")
            }
            #expect(all <= RouteFacts.Cost.highest)
            #expect(try await asked.tokens(.get, "/c/\(Self.token)") == 1)
        }
    }

    @Test("What is submitted costs more than what is looked up, and a bulk may be larger")
    func submitting() async throws {
        try await asking { asked in
            #expect(try await asked.tokens(.get, "/") == 1)
            #expect(try await asked.tokens(.get, "/v/7K3M") == 1)
            for path in ["/", "/credentials/verify", "/presentations/verify"] {
                #expect(try await asked.tokens(.post, path) == 10, "\(path)")
            }
            for path in ["/verify/bulk", "/verify/many"] {
                #expect(try await asked.tokens(.post, path) == RouteFacts.Cost.highest)
            }
            #expect(try await asked.tokens(.get, "/verify/many") == 1)
            let bulk = try await asked.headers(.post, "/verify/bulk")
            #expect(bulk[.contentType] == "programs bulk")
            #expect(
                try await asked.headers(.get, "/verify/bulk")[.contentType] == "programs ordinary")
        }
    }

    @Test("Errors are for who asks there, where there is nothing too")
    func audiences() async throws {
        try await asking { asked in
            for (path, audience) in [
                ("/", "people"), ("/v/1", "people"), ("/verify/many", "people"),
                ("/programmes/x", "people"), ("/orgs/x", "people"), ("/logos/x", "programs"),
                ("/nothing", "people"), ("/c/1/2/3", "people"),
                ("/status/1", "programs"), ("/orgs/x/y/z", "programs"), ("/badges/1", "programs"),
                ("/credentials/1/2", "programs"), ("/healthz", "probes"),
                ("/health/ready", "probes"), ("/health/other", "programs"),
            ] {
                let type = try await asked.headers(.get, path)[.contentType]
                #expect(type == "\(audience) ordinary", "\(path)")
            }
        }
    }
}
