import CertAuthority
import Credentials
import Foundation

/// What binds certificates to the audit, as columns of rows.
extension CertificateBinding {
    /// The columns that ``init(_:)`` reads, of `certificate` and of `learner` beside it.
    static let columns = """
        certificate.credential, certificate.salt, certificate.digests, certificate.locale,
        \(CohortColumn.officeOnly.map { "learner.\($0.stored)" }.joined(separator: ", ")),
        certificate.programme, certificate.organisation, certificate.delivery,
        certificate.completed_on, certificate.issued, certificate.valid_until, certificate.key,
        certificate.status_list, certificate.status_index
        """

    /// Where the columns are.
    static let tables = """
        certificate LEFT JOIN learner ON learner.certificate = certificate.number
        """

    /// The binding of a certificate as it is kept now; nil where its row has none. A row has a salt
    /// or digests, never both.
    init?(_ row: SQLRow) {
        let shell = ShellColumns(
            programme: row["programme"], organisation: row["organisation"],
            delivery: row["delivery"], completedOn: row["completed_on"], issued: row["issued"],
            validUntil: row["valid_until"], key: row["key"], statusList: row["status_list"],
            statusIndex: row["status_index"])
        let salt = SQLStore.bytes(row, "salt")
        let digests = SQLStore.bytes(row, "digests")
        guard digests.isEmpty else {
            guard salt.isEmpty else { return nil }
            self.init(digests: digests, shell)
            return
        }
        guard salt.count == Self.saltLength, row["country"] as String? != nil else { return nil }
        self.init(
            document: SQLStore.bytes(row, "credential"),
            OfficeColumns { row[$0.stored] }, shell,
            salt: salt)
    }

    /// The binding of a certificate as it is kept now; nil where there is none.
    static func kept(_ number: String, in db: any SQLDatabase) throws -> CertificateBinding? {
        let statement = try db.statement(
            "SELECT \(columns) FROM \(tables) WHERE certificate.number = ?")
        return try SQLRow.fetchOne(statement, arguments: [number]).flatMap {
            CertificateBinding($0)
        }
    }

    /// The digest of the document in what erasing left; nil where it left none.
    static func documentDigest(_ digests: [UInt8]) -> [UInt8]? {
        guard digests.count == 2 * digestLength else { return nil }
        return Array(digests.prefix(digestLength))
    }

    /// Puts the digests in the place of the salt, while the row still holds what they are of.
    static func leaveDigests(of number: String, in db: any SQLDatabase) throws {
        guard let binding = try kept(number, in: db) else { return }
        try db.execute(
            sql: "UPDATE certificate SET digests = ?, salt = NULL WHERE number = ?",
            arguments: [binding.digests, number])
    }
}
