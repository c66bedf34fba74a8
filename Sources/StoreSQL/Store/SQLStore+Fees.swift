public import CertAuthority
import Credentials
import Foundation
import LinkedData

extension SQLStore {
    /// A quote by its id.
    public func quote(_ id: QuoteID) async throws(StoreError) -> StoredQuote? {
        try await read { db in try Self.quote(id, in: db) }
    }

    static func quote(_ id: QuoteID, in db: any SQLDatabase) throws -> StoredQuote? {
        try SQLRow.fetchOne(
            db.statement("\(selectQuotes) WHERE quote.id = ?"),
            arguments: [id.description]
        ).map(quote)
    }

    /// The quotes of a learner that still hold, the latest first.
    public func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate
    ) async throws(StoreError) -> [StoredQuote] {
        try await read { db in
            try Self.quotesHeld(
                learner: learner, programme: programme, organisation: organisation, on: day, in: db)
        }
    }

    static func quotesHeld(
        learner: String, programme: Slug, organisation: Slug, on day: CivilDate,
        in db: any SQLDatabase
    ) throws -> [StoredQuote] {
        try SQLRow.fetchAll(
            db.statement(
                """
                \(selectQuotes)
                WHERE learner = ? AND programme = ? AND organisation = ?
                    AND date <= ? AND held_until > ?
                ORDER BY quote.rowid DESC
                """),
            arguments: [
                learner, programme.text, organisation.text, day.description, day.description,
            ]
        ).map(quote)
    }

    /// The catalogue's files of a version.
    public func catalogue(version: Int64) async throws(StoreError) -> StoredCatalogue? {
        try await read { db in
            let rows = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT path, digest, content FROM catalogue_version_file
                    JOIN catalogue_content USING (digest) WHERE version = ?
                    """, arguments: [version])
            if rows.isEmpty { return nil }
            var files: [String: [UInt8]] = [:]
            for row in rows {
                let content = Self.bytes(row, "content")
                guard CatalogueVersions.digest(content) == row["digest"] else {
                    throw StoreError(
                        .corrupt, "the store's version \(version) of the catalogue is damaged")
                }
                files[row["path"]] = content
            }
            return StoredCatalogue(version: version, files: files)
        }
    }

    /// Every content that a file ever had.
    public func history(
        of path: String
    ) async throws(StoreError) -> [CatalogueFileVersion] {
        try await read { db in
            let rows = try SQLRow.fetchAll(
                db,
                sql: """
                    SELECT version AS first, applied, content FROM catalogue_version_file AS kept
                    JOIN catalogue_content ON catalogue_content.digest = kept.digest
                    JOIN catalogue_version ON catalogue_version.number = version
                    WHERE path = ? AND NOT EXISTS (
                        SELECT 1 FROM catalogue_version_file AS earlier
                        WHERE earlier.path = kept.path AND earlier.digest = kept.digest
                            AND earlier.version < kept.version)
                    ORDER BY version
                    """, arguments: [path])
            return rows.map { row in
                CatalogueFileVersion(
                    version: row["first"],
                    at: (row["applied"] as Int64?).map { Timestamp(seconds: $0) },
                    content: Self.bytes(row, "content"))
            }
        }
    }

    /// Replaces the catalogue, if it is still the one that the change was made from.
    public func replace(
        _ catalogue: StoredCatalogue, as change: CatalogueChangeKind, _ authorship: Authorship
    ) async throws {
        try await write { db in
            let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation")
            guard version == catalogue.version else {
                throw StoreError(
                    .conflict,
                    "another catalogue, schedule or record was applied meanwhile; look at it and try "
                        + "again")
            }
            try CatalogueVersions.replace(catalogue.files, as: change, authorship, in: db)
        }
    }

    /// Keeps a quote.
    public func record(_ quote: StoredQuote, _ authorship: Authorship) async throws {
        try await write { db in try Self.keep(quote, authorship, in: db) }
    }

    /// Keeps a quote in the caller's transaction.
    static func keep(_ quote: StoredQuote, _ authorship: Authorship, in db: any SQLDatabase) throws
    {
        let version = try Int64.fetchOne(db, sql: "SELECT catalogue_version FROM installation")
        guard version == quote.catalogueVersion else {
            throw StoreError(.conflict, "the fees were changed meanwhile; quote again")
        }
        try db.execute(
            sql: """
                INSERT INTO quote (id, at, date, held_until, programme, organisation, list, amount,
                    currency, digits, schedule_version, catalogue_version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                quote.id.description, quote.at.seconds, quote.date.description,
                quote.heldUntil.description, quote.programme.text, quote.organisation.text,
                quote.list.minorUnits, quote.amount.minorUnits, quote.amount.currency.code,
                quote.amount.currency.digits, quote.scheduleVersion, quote.catalogueVersion,
            ])
        if let eligibility = quote.eligibility {
            try db.execute(
                sql: """
                    INSERT INTO quote_eligibility (quote, learner, country, learner_groups, tier,
                        relief, evidence, vintages, kept_until)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    quote.id.description, eligibility.learner, eligibility.country,
                    eligibility.groups.sorted().map(\.rawValue).joined(separator: ";"),
                    eligibility.tier.text, eligibility.relief?.text,
                    eligibility.evidence.map(\.rawValue).joined(separator: ";"),
                    eligibility.vintages, eligibility.keptUntil.description,
                ])
        }
        // The audit can never be pruned: it says nothing of whom the quote was for.
        try AuditChain.append(
            .quote, subject: quote.id.description,
            details: [
                "programme": .string(quote.programme.text), "amount": quote.amount.json,
                "heldUntil": .string("\(quote.heldUntil)"),
            ], authorship, to: db)
    }

    /// Removes whom quotes were for, where it is due.
    public func pruneQuotes(
        on day: CivilDate, _ authorship: Authorship
    ) async throws -> [QuoteID] {
        try await write { db -> [QuoteID] in
            let due = try Self.due(on: day, in: db)
            if due.isEmpty { return [] }
            // Overwrites at once; what copies there are goes with `forget`.
            try db.overwriteWhatIsRemoved()
            try db.execute(
                sql: "DELETE FROM quote_eligibility WHERE kept_until <= ?",
                arguments: [day.description])
            try AuditChain.append(
                .pruneQuotes, subject: "\(Count(due.count, "quote"))",
                details: [
                    "day": .string("\(day)"),
                    "quotes": .array(due.map { .string("\($0)") }),
                ], authorship, to: db)
            return due
        }
    }

    /// The quotes from which something would be removed.
    public func quotesToPrune(on day: CivilDate) async throws(StoreError) -> [QuoteID] {
        try await read { db in try Self.due(on: day, in: db) }
    }

    /// Removes whom the quotes of a certificate's learner for its programme were for; the quotes
    /// themselves name nobody. To be done while it is known who the learner is.
    static func forgetQuotes(ofCertificate number: String, in db: any SQLDatabase) throws {
        try db.execute(
            sql: """
                DELETE FROM quote_eligibility
                WHERE learner = (SELECT learner_ref FROM learner WHERE certificate = :number)
                    AND quote IN (SELECT id FROM quote WHERE programme =
                        (SELECT programme FROM certificate WHERE number = :number))
                """, arguments: ["number": number])
    }

    private static func due(on day: CivilDate, in db: any SQLDatabase) throws -> [QuoteID] {
        let ids = try String.fetchAll(
            db, sql: "SELECT quote FROM quote_eligibility WHERE kept_until <= ? ORDER BY quote",
            arguments: [day.description])
        return try ids.map { id in try value(QuoteID(id)) }
    }

    private static let selectQuotes = """
        SELECT quote.*, quote_eligibility.* FROM quote
        LEFT JOIN quote_eligibility ON quote_eligibility.quote = quote.id
        """

    private static func quote(_ row: SQLRow) throws -> StoredQuote {
        let currency = try value(Currency(code: row["currency"], digits: row["digits"]))
        return StoredQuote(
            id: try value(QuoteID(row["id"] as String)), at: Timestamp(seconds: row["at"]),
            date: try value(CivilDate(row["date"] as String)),
            heldUntil: try value(CivilDate(row["held_until"] as String)),
            programme: try value(Slug(row["programme"] as String)),
            organisation: try value(Slug(row["organisation"] as String)),
            list: Money(minorUnits: row["list"], currency),
            amount: Money(minorUnits: row["amount"], currency),
            scheduleVersion: row["schedule_version"], catalogueVersion: row["catalogue_version"],
            eligibility: try eligibility(row))
    }

    private static func eligibility(_ row: SQLRow) throws -> StoredQuote.Eligibility? {
        guard let country = row["country"] as String? else { return nil }
        func parts(_ column: String) -> [String] {
            (row[column] as String).split(separator: ";").map(String.init)
        }
        return StoredQuote.Eligibility(
            learner: row["learner"], country: country,
            groups: Set(try parts("learner_groups").map { try value(LearnerGroup(named: $0)) }),
            tier: try value(Slug(row["tier"] as String)),
            relief: try (row["relief"] as String?).map { try value(Slug($0)) },
            evidence: try parts("evidence").map { try value(FeeRule.Evidence(rawValue: $0)) },
            vintages: row["vintages"],
            keptUntil: try value(CivilDate(row["kept_until"] as String)))
    }
}
