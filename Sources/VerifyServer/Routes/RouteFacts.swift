import Documents
import Hummingbird

/// What is known of a route beside what it answers; said where the route is added, and asked for by
/// everything that treats one request otherwise than another.
struct RouteFacts: Sendable {
    /// Who asks.
    enum Audience: Sendable {
        /// People: errors are pages, unless JSON is preferred.
        case people
        /// Programs: errors are problem documents, whatever is accepted.
        case programs
        /// Those who look after the server: as programs, and neither limited nor turned away, so
        /// that a server which has too much to do is not taken for a dead one.
        case probes
    }

    /// How large a body may be, of the limits that the operator sets.
    enum BodyLimit: Sendable {
        case ordinary
        case bulk
    }

    /// How many of a client's tokens a request takes.
    enum Cost: Sendable {
        case fixed(Int)
        /// By what stands in the path.
        case byParameters(@Sendable (Parameters) -> Int)

        /// A look-up.
        static let lookup = fixed(1)
        /// A picture that is drawn when it is asked for.
        static let picture = fixed(3)
        /// A document that is drawn, or one that is handed in and verified.
        static let document = fixed(10)
        /// Many documents at once.
        static let many = fixed(highest)

        /// What the dearest request costs.
        static let highest = 100

        func tokens(_ parameters: Parameters) -> Int {
            switch self {
            case .fixed(let tokens): tokens
            case .byParameters(let tokens): tokens(parameters)
            }
        }
    }

    var audience = Audience.people
    var cost = Cost.lookup
    var body = BodyLimit.ordinary
    /// Whether programs on pages of other sites may read answers that are no pages (Fetch Standard
    /// §3.2 "CORS protocol").
    var isOpenToOtherSites = true

    /// Where nothing else is said.
    static let standard = RouteFacts()

    /// For programs.
    static func programs(
        _ cost: Cost = .lookup, body: BodyLimit = .ordinary
    ) -> RouteFacts {
        RouteFacts(audience: .programs, cost: cost, body: body)
    }
}

/// The facts of all routes, by path and method.
struct RouteTable: Sendable {
    private struct Key: Hashable {
        let path: String
        let method: HTTPRequest.Method
    }

    private var facts: [Key: RouteFacts] = [:]
    /// Of the methods that a path does not have.
    private var ofPath: [String: RouteFacts] = [:]
    /// First steps of paths that are for programs.
    private var programSteps: Set<Substring> = []

    init(_ routes: [Routes.Route]) {
        for route in routes {
            let path = route.path.description
            facts[Key(path: path, method: route.method)] = route.facts
            var others = route.facts
            // A refusal does none of the work.
            others.cost = .lookup
            others.body = .ordinary
            ofPath[path] = others
            if route.facts.audience != .people, let step = Self.firstStep(path) {
                programSteps.insert(step)
            }
        }
    }

    /// What is known of a request's route.
    ///
    /// - Parameters:
    ///   - route: The path of the route; nil where there is none at the address.
    ///   - path: The address as it was asked for.
    subscript(
        route: String?, method: HTTPRequest.Method, path: String
    ) -> RouteFacts {
        guard let route, let others = ofPath[route] else {
            // Where there is nothing, the answer is in the manner of what stands beside it.
            let isAmongPrograms =
                path.dropFirst().contains("/")
                && Self.firstStep(path).map(programSteps.contains) == true
            return RouteFacts(audience: isAmongPrograms ? .programs : .people)
        }
        let method = method == .head ? .get : method
        return facts[Key(path: route, method: method)] ?? others
    }

    private static func firstStep(_ path: String) -> Substring? {
        path.split(separator: "/", maxSplits: 1).first
    }
}

extension RouteTable {
    /// What is known of the route by which a request came.
    func callAsFunction(_ request: Request, _ context: some RequestContext) -> RouteFacts {
        self[context.endpointPath, request.method, request.uri.path]
    }
}

extension CertificateFile {
    /// What it costs, by number and among a learner's downloads.
    var cost: RouteFacts.Cost {
        switch effort {
        case .reading: .lookup
        case .picture: .picture
        case .document: .document
        }
    }
}
