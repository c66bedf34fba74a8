import CertAuthority
import Hummingbird
import LinkedData

/// Whether the server runs (`/healthz`) and whether it can answer (`/readyz`).
struct HealthRoutes<Store: StoreReader>: Sendable {
    let store: Store

    func add(to router: Router<BasicRequestContext>) {
        router.get("/healthz") { _, _ in Response.json(["status": "running"], caching: .never) }
        router.get("/readyz") { _, _ in
            _ = try await store.installation()
            return Response.json(["status": "ready"], caching: .never)
        }
    }
}
