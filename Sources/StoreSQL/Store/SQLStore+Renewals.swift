public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Leads from certificates to those that renew them.
    public func renew(_ renewals: [Renewal], _ authorship: Authorship) async throws -> Int {
        guard !renewals.isEmpty else { return 0 }
        return try await write { db in
            var done: [Renewal] = []
            for renewal in renewals {
                try db.statement(
                    """
                    UPDATE certificate SET renewed_by = :new
                    WHERE number = :old AND renewed_by IS NULL AND state <> 'revoked'
                        AND erased IS NULL
                        AND EXISTS (SELECT 1 FROM certificate AS newer
                            WHERE newer.number = :new AND newer.state = 'good'
                                AND newer.erased IS NULL
                                AND newer.programme = certificate.programme
                                AND newer.organisation = certificate.organisation
                                AND newer.completed_on > certificate.completed_on)
                    """
                ).execute(arguments: [
                    "new": renewal.new.description, "old": renewal.old.description,
                ])
                if try db.changesCount == 1 { done.append(renewal) }
            }
            for start in stride(from: 0, to: done.count, by: Self.numbersPerEntry) {
                let part = done[start..<min(start + Self.numbersPerEntry, done.count)]
                var pairs = JSONObject()
                for renewal in part {
                    pairs[renewal.old.description] = .string(renewal.new.description)
                }
                try AuditChain.append(
                    .renew,
                    subject: part.count == 1
                        ? part[start].old.description : "\(part.count) certificates",
                    details: [
                        "numbers": .array(
                            part.flatMap { [$0.old, $0.new] }.map { .string($0.description) }),
                        "renewedBy": .object(pairs),
                    ], authorship, to: db)
            }
            return done.count
        }
    }
}
