public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// Writes down what a run will issue.
    public func plan(
        _ batch: Batch, _ requests: CertificateRequests, by lists: some StatusListAuthority,
        _ authorship: Authorship
    ) async throws {
        do {
            try await insertPlan(batch, requests, by: lists, authorship)
        } catch let error as StoreError where error.code == .conflict {
            try await refusePlanned(requests)
            throw error
        }
    }

    private func insertPlan(
        _ batch: Batch, _ requests: CertificateRequests, by lists: some StatusListAuthority,
        _ authorship: Authorship
    ) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO batch (id, programme, organisation, source, source_digest, started,
                        state, size, key, mechanism, settled_by)
                    VALUES (?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?)
                    """,
                arguments: [
                    batch.id, batch.programme.text, batch.organisation.text, batch.source,
                    batch.sourceDigest, batch.planned.seconds, requests.count, batch.key,
                    batch.mechanism.description, batch.settledBy,
                ])
            // Programmes without fees need no look at each row.
            let ledger = Self.ledger(authorship, in: db)
            let needsOrders = try batch.settledBy == nil && ledger.hasOrders
            var places = StatusPlaces(
                SQLStatusListRows(db: db), organisation: batch.organisation,
                for: batch.mechanism)
            let insert = try db.statement(Self.insertPlanned)
            var binding = PlanBinding()
            try requests.forEach { position, request, supply in
                if needsOrders { try ledger.checkSettled(request) }
                let place = try places.reserve(by: lists, at: batch.planned)
                let planned = PlannedCertificate(
                    position: position, request: request, statusList: place.list,
                    statusIndex: place.index, planSalt: try supply.bytes(PlanBinding.saltLength))
                binding.append(planned)
                try Self.insert(planned, batch: batch.id, with: insert)
            }
            try Self.refuseIssued(in: batch.id, db)
            try places.save()
            try AuditChain.append(
                .planBatch, subject: batch.id,
                details: ToldPlan.details(batch, size: requests.count, binding), authorship, to: db)
        }
    }

    /// Between the caller's look and the transaction another process may have planned a row. It is
    /// looked for once that has failed: within, a database may not answer any more.
    private func refusePlanned(_ requests: CertificateRequests) async throws {
        let other = try await read { db in
            var other: (row: Int, batch: String)?
            let select = try db.statement("SELECT batch FROM planned_certificate WHERE row_key = ?")
            try requests.forEach { _, request, _ in
                guard other == nil else { return }
                let batch = try String.fetchOne(select, arguments: [request.key.text])
                other = batch.map { (request.row.number, $0) }
            }
            return other
        }
        guard let other else { return }
        throw StoreError(
            .conflict,
            "another process is issuing this cohort now: row \(other.row) is planned in its batch "
                + "\(other.batch); nothing was changed. Let it finish, then run this again: what is "
                + "issued by then is left alone")
    }

    /// Between the caller's look and this transaction another process may have issued a row; a plan
    /// of such a row could never be fulfilled.
    private static func refuseIssued(in batch: String, _ db: any SQLDatabase) throws {
        for column in ["row_key", "number"] {
            let row = try Int.fetchOne(
                db,
                sql: """
                    SELECT row_number FROM planned_certificate JOIN certificate USING (\(column))
                    WHERE planned_certificate.batch = ? LIMIT 1
                    """, arguments: [batch])
            if let row {
                throw StoreError(
                    .conflict,
                    "another process issued row \(row) of this cohort meanwhile; nothing was changed: run "
                        + "this again, and what is issued by then is left alone")
            }
        }
    }

    /// Records signed certificates of a run and strikes them from its plan.
    public func record(
        _ certificates: [IssuedCertificate], of batch: Batch, _ authorship: Authorship
    ) async throws {
        guard let last = certificates.last?.planned.position else { return }
        let isIndexBehind = try await write { db in
            // First, so that another process' work is told as such and not as a contradiction.
            try db.execute(
                sql: "DELETE FROM planned_certificate WHERE batch = ? AND position <= ?",
                arguments: [batch.id, last])
            guard try db.changesCount == certificates.count else {
                throw StoreError(
                    .conflict,
                    "another process works on batch \(batch.id), and this run leaves it to that one; "
                        + "let it finish, then run this again: what is issued by then is left alone"
                )
            }
            var sequence =
                try Int64.fetchOne(db, sql: "SELECT max(sequence) FROM certificate") ?? 0
            let certificate = try db.statement(Self.insertCertificate)
            let learner = try db.statement(Self.insertLearner)
            for issued in certificates {
                sequence += 1
                try Self.insert(issued, sequence: sequence, with: certificate)
                try Self.insertLearner(issued, with: learner)
                try Self.recordEvidence(of: issued, in: db, batch: batch.id)
            }
            try Self.ledger(authorship, in: db).capture(
                issued: certificates.map(\.planned.request.key))
            let isDone =
                try SQLRow.fetchOne(
                    db, sql: "SELECT 1 FROM planned_certificate WHERE batch = ? LIMIT 1",
                    arguments: [batch.id]) == nil
            if isDone {
                try db.execute(
                    sql: "UPDATE batch SET state = 'finished' WHERE id = ?", arguments: [batch.id])
            }
            try AuditChain.append(
                .issue, subject: batch.id,
                details: [
                    "numbers": .array(
                        certificates.map { .string($0.certificate.number.description) }),
                    "bindings": .array(certificates.map { .string($0.binding.text) }),
                    "positions": [
                        "first": .number(Double(certificates[0].planned.position)),
                        "last": .number(Double(last)),
                    ],
                ], authorship, to: db)
            guard isDone || sequence % Int64(NameWordRows.longestWait) < certificates.count else {
                return false
            }
            return try NameWordRows.catchUp(in: db, most: Self.fewWords)
        }
        // In transactions of their own, so that other writers wait for none for long.
        guard isIndexBehind else { return }
        while try await write({ db in try NameWordRows.catchUp(in: db) }) {}
    }

    /// Of so many certificates the words are kept in the transaction that records the last of them.
    private static let fewWords = 2_000

    /// Gives up what a run has not issued yet.
    public func abandon(batch id: String, _ authorship: Authorship) async throws -> Int {
        try await write { db in
            let state = try String.fetchOne(
                db, sql: "SELECT state FROM batch WHERE id = ?", arguments: [id])
            guard let state else { throw StoreError(.notFound, "there is no batch \(id)") }
            guard state == BatchRecord.State.planned.rawValue else {
                throw StoreError(.conflict, "batch \(id) is \(state); there is nothing to abandon")
            }
            try db.execute(
                sql: "DELETE FROM planned_certificate WHERE batch = ?", arguments: [id])
            let count = try db.changesCount
            try db.execute(
                sql: "UPDATE batch SET state = 'abandoned' WHERE id = ?", arguments: [id])
            try AuditChain.append(
                .abandonBatch, subject: id, details: ["givenUp": .number(Double(count))],
                authorship, to: db)
            return count
        }
    }

    /// The runs, oldest first.
    public func batches() async throws(StoreError) -> [BatchRecord] {
        try await read { db in
            try SQLRow.fetchAll(db, sql: Self.selectBatches + " ORDER BY batch.rowid")
                .map(Self.batchRecord)
        }
    }

    /// One run.
    public func batch(_ id: String) async throws(StoreError) -> BatchRecord? {
        try await read { db in
            try SQLRow.fetchOne(
                db, sql: Self.selectBatches + " WHERE batch.id = ?", arguments: [id]
            )
            .map(Self.batchRecord)
        }
    }

    /// The next certificates of a run that are planned and not yet issued.
    public func planned(
        in batch: String, after position: Int, limit: Int
    ) async throws(StoreError) -> [PlannedCertificate] {
        try await read { db in
            let statement = try db.statement(
                """
                SELECT \(Self.plannedColumns) FROM planned_certificate
                WHERE batch = ? AND position > ?
                ORDER BY position LIMIT ?
                """)
            try statement.bind(batch)
            try statement.bind(Int64(position))
            try statement.bind(Int64(limit))
            return try statement.rows(Self.planned)
        }
    }

    /// Where rows of these keys are planned and not yet issued.
    public func planned(rowKeys: [RowKey]) async throws(StoreError) -> [RowKey: PlannedRow] {
        try await read { db in
            var found: [RowKey: PlannedRow] = [:]
            try Self.forEach(
                of: rowKeys, in: "planned_certificate",
                columns: "batch, row_number, \(CohortColumn.allCases.list)", db
            ) { key, row in
                found[key] = PlannedRow(
                    batch: row.text(1),
                    row: try CohortRow(row, at: 3, number: Int(row.integer(2))))
            }
            return found
        }
    }
}
