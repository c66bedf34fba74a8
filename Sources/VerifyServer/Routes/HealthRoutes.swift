import CertAuthority
import Hummingbird
import LinkedData

/// Whether the server runs (`/health/live`) and whether it can answer (`/health/ready`); `/healthz`
/// and `/readyz` are the same.
struct HealthRoutes<Store: PublicRecord>: Sendable {
    let store: Store

    func add(to router: Router<BasicRequestContext>) {
        for path in ["/health/live", "/healthz"] as [RouterPath] {
            router.get(path) { _, _ in Response.json(["status": "running"], caching: .never) }
        }
        for path in ["/health/ready", "/readyz"] as [RouterPath] {
            router.get(path) { _, _ in
                _ = try await store.installation()
                return Response.json(["status": "ready"], caching: .never)
            }
        }
    }
}
