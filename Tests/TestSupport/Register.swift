import CertAuthority
import Credentials

extension RegisterStore {
    /// What is issued, in the order of issue.
    func certificates(programme: Slug?) async throws -> [CertificateSummary] {
        var filter = RegisterFilter()
        filter.programme = programme
        return try await register(filter, after: nil, limit: nil).map(\.summary)
    }
}
