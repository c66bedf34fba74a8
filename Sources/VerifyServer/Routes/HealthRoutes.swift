import CertAuthority
import Hummingbird
import LinkedData

/// Whether the server runs (`/health/live`) and whether it can answer (`/health/ready`); `/healthz`
/// and `/readyz` are the same.
struct HealthRoutes<Store: PublicRecord>: Sendable {
    let store: Store

    private static var facts: RouteFacts { RouteFacts(audience: .probes) }

    func add(to routes: inout Routes) {
        for path in ["/health/live", "/healthz"] as [RouterPath] {
            routes.get(path, Self.facts) { _, _ in
                Response.json(["status": "running"], caching: .never)
            }
        }
        for path in ["/health/ready", "/readyz"] as [RouterPath] {
            routes.get(path, Self.facts) { _, _ in
                _ = try await store.installation()
                return Response.json(["status": "ready"], caching: .never)
            }
        }
    }
}
