import Credentials
import LinkedData

/// What the audit keeps of a certificate, so that its row can be compared with what was issued for
/// as long as the chain holds.
///
/// It is a digest over two digests and the row's shell. The digests are one of the signed document,
/// and one of what the office keeps beside it, salted, because that could be guessed. Erasing
/// leaves the two digests and the shell, and removes the salt: they say nothing of the learner to
/// anyone who does not have the document, and a copy of the document can still be recognised.
package struct CertificateBinding: Sendable, Equatable {
    /// SHA-256 of the signed document.
    let document: [UInt8]
    /// SHA-256 of the salt and what the office keeps.
    let office: [UInt8]
    /// What erasing leaves, as bytes.
    private let shell: [UInt8]

    /// How many bytes a salt has.
    package static let saltLength = 16
    /// How many bytes each of the digests has.
    package static let digestLength = 32

    /// What the office keeps of a learner, and no page shows. What the document says as well is
    /// compared with it (``RecordedTerms``).
    package struct OfficeColumns: Sendable {
        fileprivate let bytes: [UInt8]

        /// - Parameter text: What is kept in a column.
        package init(_ text: (CohortColumn) -> String?) {
            let first: [CohortColumn] = [.locale, .learnerReference, .email, .country, .groups]
            bytes = CertificateBinding.bytes(
                first.map(text) + CertificateBinding.added { $0.isOfficeOnly ? text($0) : nil })
        }
    }

    /// The columns that came later, each with its name and only where it is given: what is bound of
    /// a row without them is what was bound before there were any.
    static func added(_ text: (CohortColumn) -> String?) -> [String?] {
        CohortColumn.added.flatMap { column in
            text(column).map { [column.name, $0] } ?? []
        }
    }

    /// What is left of a row when its learner is forgotten, and does not change. What settled the
    /// fee may be found out later, and standings have entries of their own.
    package struct ShellColumns: Sendable {
        package let programme: String
        package let organisation: String
        package let delivery: String
        package let completedOn: String
        package let issued: Int64
        package let validUntil: Int64?
        package let key: String
        package let statusList: String
        package let statusIndex: Int64

        package init(
            programme: String, organisation: String, delivery: String, completedOn: String,
            issued: Int64, validUntil: Int64?, key: String, statusList: String, statusIndex: Int64
        ) {
            self.programme = programme
            self.organisation = organisation
            self.delivery = delivery
            self.completedOn = completedOn
            self.issued = issued
            self.validUntil = validUntil
            self.key = key
            self.statusList = statusList
            self.statusIndex = statusIndex
        }

        fileprivate var bytes: [UInt8] {
            CertificateBinding.bytes([
                programme, organisation, delivery, completedOn, String(issued),
                validUntil.map { String($0) }, key, statusList, String(statusIndex),
            ])
        }
    }

    /// Each value with its length before it, so that none runs into the next.
    static func bytes(_ values: [String?]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 24)
        for value in values {
            guard let value else {
                bytes.append(0)
                continue
            }
            let count = UInt32(truncatingIfNeeded: value.utf8.count)
            bytes.append(1)
            for shift: UInt32 in [24, 16, 8, 0] { bytes.append(UInt8(count >> shift & 0xFF)) }
            bytes += value.utf8
        }
        return bytes
    }

    /// Binds a certificate.
    package init(document: [UInt8], _ columns: OfficeColumns, _ shell: ShellColumns, salt: [UInt8])
    {
        self.document = Digest.sha256(document)
        office = Digest.sha256(salt + columns.bytes)
        self.shell = shell.bytes
    }

    /// Takes the two digests back from where erasing left them; nil where they are not two.
    package init?(digests: [UInt8], _ shell: ShellColumns) {
        guard digests.count == 2 * Self.digestLength else { return nil }
        document = Array(digests.prefix(Self.digestLength))
        office = Array(digests.suffix(Self.digestLength))
        self.shell = shell.bytes
    }

    /// Both digests, one after the other.
    package var digests: [UInt8] { document + office }

    /// What the audit keeps: SHA-256 of both digests and the shell, in base64url.
    package var text: String { Base64URL.encode(Digest.sha256(digests + shell)) }
}
