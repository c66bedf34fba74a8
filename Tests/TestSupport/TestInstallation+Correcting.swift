import StoreSQL
import CertAuthority
import Office
import StoreSQLite
import Testing

extension TestInstallation {
    /// Corrects a certificate as `certctl reissue` does.
    func correct(
        _ old: Certificate, name: String? = nil, email: String? = nil, completedOn: String? = nil
    ) async throws -> Certificate {
        let row = try #require(try await store.row(of: old.number))
        let (corrected, columns) = try Correction([
            .name: name, .email: email, .completedOn: completedOn,
        ])
        .row(from: row) { _ in }
        let organisation: Organisation = try #require(
            contents.catalogue.organisation(slug("itu")))
        let programme: Programme = try #require(contents.catalogue.programme(old.programme))
        return try await Reissuing(
            installation: installation, organisation: organisation, programme: programme,
            signer: signer()
        ).issue(
            corrected, correcting: old, corrected: columns.map(\.name), reason: "a slip",
            store: store,
            Self.authorship)
    }
}
