package import CertAuthority
package import Credentials

/// What rows say, each in one way, whoever asks for them.
extension SQLStore {
    /// A stored text that no longer reads as what it was is damage, not a missing value.
    package static func value<Value>(_ value: @autoclosure () throws -> Value?) throws -> Value {
        guard let value = try? value() else {
            throw StoreError(.corrupt, "the store holds a value that cannot be read")
        }
        return value
    }

    package static func state(_ text: String) throws -> Standing.State {
        try value(Standing.State(rawValue: text))
    }

    package static func instant(_ seconds: Int64?) -> Timestamp? {
        seconds.map { Timestamp(seconds: $0) }
    }

    package static func bytes(_ row: SQLRow, _ column: String) -> [UInt8] {
        row[column] ?? []
    }

    private static func number(
        _ row: any SQLColumns, _ column: Int32
    ) throws -> CertificateNumber? {
        guard let text = row.optionalText(column) else { return nil }
        return try value(CertificateNumber(text))
    }

    // MARK: Certificates

    /// A certificate by its number, for ``certificate(_:_:evidence:)``.
    package static let certificateQuery = """
        SELECT programme, organisation, batch, name, locale, delivery, completed_on, issued,
            valid_until, key, status_list, status_index, state, state_since, state_reason,
            settled_by, credential, supersedes, superseded_by, erased, digests, renewed_by
        FROM certificate WHERE number = ?
        """

    package static func certificate(
        _ number: CertificateNumber, _ row: any SQLColumns, evidence: [CertificateNumber]
    ) throws -> Certificate {
        Certificate(
            number: number, programme: try value(Slug(row.text(0))),
            organisation: try value(Slug(row.text(1))), batch: row.text(2), name: row.text(3),
            locale: row.optionalText(4).flatMap { LanguageTag($0) },
            delivery: try value(DeliveryMode(rawValue: row.text(5))),
            completedOn: try value(CivilDate(row.text(6))),
            issuedAt: Timestamp(seconds: row.integer(7)), validUntil: row.instant(8),
            key: row.text(9), statusList: row.text(10), statusIndex: Int(row.integer(11)),
            standing: Standing(
                state: try state(row.text(12)), since: row.instant(13),
                reason: row.optionalText(14)),
            settledBy: row.optionalText(15), evidence: evidence, credential: row.bytes(16),
            history: CertificateHistory(
                supersedes: try Self.number(row, 17), supersededBy: try Self.number(row, 18),
                erasedAt: row.instant(19),
                erasedDigest: CertificateBinding.documentDigest(row.bytes(20)),
                renewedBy: try Self.number(row, 21)))
    }

    /// The columns that ``summary(_:at:)`` reads.
    static let summaryColumns = """
        number, programme, name, completed_on, issued, state, batch, supersedes, superseded_by,
        erased
        """

    /// - Parameter first: The place of the first of ``summaryColumns``.
    static func summary(
        _ row: any SQLColumns, at first: Int32
    ) throws -> CertificateSummary {
        CertificateSummary(
            number: try value(CertificateNumber(row.text(first))),
            programme: try value(Slug(row.text(first + 1))), name: row.text(first + 2),
            completedOn: try value(CivilDate(row.text(first + 3))),
            issuedAt: Timestamp(seconds: row.integer(first + 4)),
            state: try state(row.text(first + 5)), batch: row.text(first + 6),
            history: CertificateHistory(
                supersedes: try number(row, first + 7), supersededBy: try number(row, first + 8),
                erasedAt: row.instant(first + 9)))
    }

    /// What a certificate rests on, in order.
    package static let evidenceQuery =
        "SELECT step FROM certificate_evidence WHERE certificate = ? ORDER BY position"

    package static func step(_ row: any SQLColumns) throws -> CertificateNumber {
        try value(CertificateNumber(row.text(0)))
    }

    // MARK: Keys and lists

    /// An organisation's keys, oldest first, for ``signingKey(of:_:)``.
    package static let keysQuery =
        "SELECT id, created, retired FROM signing_key WHERE organisation = ? ORDER BY created, rowid"

    package static func signingKey(
        of organisation: Slug, _ row: any SQLColumns
    ) throws -> SigningKey {
        let id = row.text(0)
        guard let key = try? PublicKey(multikey: id) else {
            throw StoreError(.corrupt, "the store holds a key that cannot be read")
        }
        return SigningKey(
            id: id, organisation: organisation, publicKey: key,
            created: Timestamp(seconds: row.integer(1)), retired: row.instant(2))
    }

    package static let listQuery = "SELECT credential FROM status_list WHERE id = ?"

    // MARK: Rows of cohorts

    /// The columns that ``planned(_:)`` reads.
    static let plannedColumns = """
        position, number, row_key, row_number, salt, status_list, status_index, evidence, plan_salt,
        \(CohortColumn.allCases.list)
        """

    static func planned(_ row: any SQLColumns) throws -> PlannedCertificate {
        PlannedCertificate(
            position: Int(row.integer(0)),
            request: CertificateRequest(
                number: try value(CertificateNumber(row.text(1))),
                row: try CohortRow(row, at: 9, number: Int(row.integer(3))),
                key: RowKey(stored: row.text(2)), salt: row.text(4),
                evidence: try evidence(row.text(7))),
            statusList: row.text(5), statusIndex: Int(row.integer(6)), planSalt: row.bytes(8))
    }
}
