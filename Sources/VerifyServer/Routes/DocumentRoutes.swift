import CertAuthority
import Credentials
import Hummingbird
import LinkedData

/// What other people's verifiers fetch: status lists and DID documents.
struct DocumentRoutes<Store: PublicRecord>: Sendable {
    let store: Store
    let installation: Installation

    func add(to routes: inout Routes) {
        routes.get("/status/:list", .programs()) { _, context in
            let id = try context.parameters.require("list")
            guard let bytes = try await store.statusList(id) else { throw HTTPError(.notFound) }
            return Response.content(
                bytes, type: StatusListForm(list: id).mediaType, caching: .statusList)
        }
        routes.get("/orgs/:organisation/did.json", .programs()) { _, context in
            guard let slug = Slug(try context.parameters.require("organisation")) else {
                throw HTTPError(.notFound)
            }
            let keys = try await store.signingKeys(of: slug)
            guard !keys.isEmpty else { throw HTTPError(.notFound) }
            return document(installation.did(of: slug), keys)
        }
        routes.get("/.well-known/did.json", .programs()) { _, _ in
            document(installation.did, [])
        }
    }

    private func document(_ did: String, _ keys: [SigningKey]) -> Response {
        let document = OrganisationDocument.document(did: did, keys: keys)
        return .content(
            document.compactBytes(), type: "application/did+json", caching: .statusList)
    }
}
