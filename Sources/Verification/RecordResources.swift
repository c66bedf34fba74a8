import CertAuthority
import Credentials
import LinkedData

/// What a verifier may look up, from a record that was read whole; whatever is not of that record
/// is asked of the store.
struct RecordResources<Store: PublicRecord>: VerificationResources {
    private let record: VerificationRecord
    private let installation: Installation
    private let others: StoreResources<Store>
    private let issuer: String
    private let document: Lookup<ControllerDocument>
    private let listURL: String

    init(_ record: VerificationRecord, installation: Installation, others: StoreResources<Store>) {
        self.record = record
        self.installation = installation
        self.others = others
        let organisation = record.certificate.organisation
        issuer = installation.did(of: organisation)
        document = StoreResources<Store>.document(issuer, of: organisation, keys: record.keys)
        listURL = installation.statusListURL(record.certificate.statusList)
    }

    func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        guard identifier.isExactly(issuer) else {
            return await others.controllerDocument(identifier)
        }
        return document
    }

    func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        guard url.isExactly(listURL) else { return await others.statusListCredential(url) }
        return switch record.statusList {
        case .success(let bytes):
            StoreResources<Store>.list(record.certificate.statusList, bytes: bytes)
        case .failure(let error): .unavailable(StoreResources<Store>.reason(error))
        }
    }

    func isAuthoritative(for issuer: String) -> Bool { others.isAuthoritative(for: issuer) }
}
