public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Issues a corrected certificate and revokes the one that it corrects.
    public func supersede(
        _ reissue: Reissue, by lists: some StatusListAuthority, _ authorship: Authorship,
        sign: @escaping @Sendable (PlannedCertificate) throws -> Certificate
    ) async throws -> Certificate {
        try await write(isSeenEverywhere: true) { db in
            let old = reissue.old
            guard let before = try Self.certificate(old, in: db) else {
                throw StoreError(.notFound, "there is no certificate \(old)")
            }
            do throws(CorrectionRefusal) { try before.checkCorrectable() } catch {
                throw StoreError(error)
            }
            try Self.moveAside(reissue.request.key, for: old, in: db)
            let statusLists = SQLStatusListRows(db: db)
            var places = StatusPlaces(
                statusLists, organisation: before.organisation, for: reissue.batch.mechanism)
            let place = try places.reserve(by: lists, at: authorship.at)
            try places.save()
            let planned = PlannedCertificate(
                position: 1, request: reissue.request, statusList: place.list,
                statusIndex: place.index)
            let issued = try IssuedCertificate(planned: planned, certificate: try sign(planned))
            let sequence =
                try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM certificate") ?? 0
            let new = reissue.request.number
            let certificate = try db.statement(Self.insertCertificate)
            try Self.insert(issued, sequence: sequence + 1, with: certificate)
            let learner = try db.statement(Self.insertLearner)
            try Self.insertLearner(issued, with: learner)
            _ = try NameWordRows.catchUp(in: db, most: 1_000)
            try db.execute(
                sql: "UPDATE certificate SET supersedes = ? WHERE number = ?",
                arguments: [old.description, new.description])
            try db.execute(
                sql: Self.updateStanding,
                arguments: [
                    Standing.State.revoked.rawValue, authorship.at.seconds, reissue.reason,
                    old.description,
                ])
            try db.execute(
                sql: "UPDATE certificate SET superseded_by = ? WHERE number = ?",
                arguments: [new.description, old.description])
            try Self.endMisdirectedLinks(of: old, authorship, in: db)
            try statusLists.set(
                true, indexes: [before.statusIndex], list: before.statusList,
                organisation: before.organisation, by: lists, at: authorship.at)
            try AuditChain.append(
                .reissue, subject: old.description,
                details: [
                    "number": .string(new.description), "binding": .string(issued.binding.text),
                    "reason": .string(reissue.reason),
                    "corrected": .array(reissue.corrected.map { .string($0) }),
                ], authorship, to: db)
            return try Self.value(try Self.certificate(new, in: db))
        }
    }

    /// Frees the corrected row's key, which only an earlier version of the same certificate may
    /// have.
    private static func moveAside(
        _ key: RowKey, for old: CertificateNumber, in db: any SQLDatabase
    ) throws {
        if let batch = try String.fetchOne(
            db, sql: "SELECT batch FROM planned_certificate WHERE row_key = ?",
            arguments: [key.text])
        {
            throw StoreError(
                .conflict,
                """
                batch \(batch) has planned a certificate of that programme for this learner and \
                day; finish it with \(do: .resumeBatch(batch)), or give it up
                """)
        }
        guard
            let text = try String.fetchOne(
                db, sql: "SELECT number FROM certificate WHERE row_key = ?", arguments: [key.text])
        else { return }
        let holder = try value(CertificateNumber(text))
        guard try versions(of: old, in: db).contains(holder) else {
            throw StoreError(
                .conflict,
                "\(holder) certifies that programme for this learner and day already; if \(old) is "
                    + "one too many, revoke it")
        }
        try db.execute(
            sql: "UPDATE certificate SET row_key = ? WHERE number = ?",
            arguments: [RowKey.supersededText(holder), holder.description])
    }

    /// A certificate with all that it corrected and that corrected it, oldest first.
    public func versions(
        of number: CertificateNumber
    ) async throws(StoreError) -> [CertificateNumber] {
        try await read { db in try Self.versions(of: number, in: db) }
    }

    static func versions(
        of number: CertificateNumber, in db: any SQLDatabase
    ) throws -> [CertificateNumber] {
        let select = try db.statement(
            "SELECT number, supersedes, superseded_by, erased FROM certificate WHERE number = ?"
        )
        func history(_ number: CertificateNumber) throws -> CertificateHistory? {
            try SQLRow.fetchOne(select, arguments: [number.description]).map(Self.history)
        }
        guard let own = try history(number) else { return [] }
        var seen: Set<CertificateNumber> = [number]
        func follow(
            _ first: CertificateNumber?, _ next: (CertificateHistory) -> CertificateNumber?
        ) throws -> [CertificateNumber] {
            var found: [CertificateNumber] = []
            var current = first
            while let number = current {
                guard seen.insert(number).inserted, let version = try history(number) else {
                    throw StoreError(.corrupt, "the store holds a correction of nothing, \(number)")
                }
                found.append(number)
                current = next(version)
            }
            return found
        }
        let earlier = try follow(own.supersedes, \.supersedes)
        return earlier.reversed() + [number] + (try follow(own.supersededBy, \.supersededBy))
    }

    /// The row that a certificate was issued from.
    public func row(of number: CertificateNumber) async throws(StoreError) -> CohortRow? {
        try await read { db in
            let statement = try db.statement(
                """
                SELECT \(CohortColumn.allCases.list)
                FROM certificate JOIN learner ON learner.certificate = certificate.number
                WHERE number = ?
                """)
            try statement.bind(number.description)
            return try statement.first { try CohortRow($0, at: 0, number: 1) }
        }
    }
}
