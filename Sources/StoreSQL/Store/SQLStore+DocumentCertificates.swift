public import CertAuthority
import Credentials
import LinkedData

extension SQLStore {
    /// All certificates, oldest first.
    public func documentCertificates() async throws(StoreError) -> [DocumentCertificate] {
        try await read { db in
            try SQLRow.fetchAll(db, sql: "SELECT * FROM document_certificate ORDER BY rowid").map {
                row in
                guard let chain = try? X509Chain(pem: row["chain"]) else {
                    throw StoreError(
                        .corrupt, "the store holds a certificate that cannot be read")
                }
                return DocumentCertificate(
                    organisation: try (row["organisation"] as String?).map { text in
                        try Self.value(Slug(text))
                    }, chain: chain, added: Timestamp(seconds: row["added"]),
                    retired: (row["retired"] as Int64?).map { Timestamp(seconds: $0) })
            }
        }
    }

    /// Adds a certificate; the one before of the same holder is retired.
    public func add(_ certificate: DocumentCertificate, _ authorship: Authorship) async throws {
        let signer = certificate.chain.signer
        let organisation = certificate.organisation?.text
        try await write { db in
            let known = try Int.fetchOne(
                db, sql: "SELECT 1 FROM document_certificate WHERE fingerprint = ?",
                arguments: [signer.fingerprint])
            guard known == nil else {
                throw StoreError(
                    .conflict, "the certificate \(signer.fingerprint) was added before")
            }
            try db.execute(
                sql: """
                    UPDATE document_certificate SET retired = ?
                    WHERE organisation IS NOT DISTINCT FROM ? AND retired IS NULL
                    """, arguments: [authorship.at.seconds, organisation])
            try db.execute(
                sql: """
                    INSERT INTO document_certificate (fingerprint, organisation, chain, added)
                    VALUES (?, ?, ?, ?)
                    """,
                arguments: [
                    signer.fingerprint, organisation, certificate.chain.pem,
                    certificate.added.seconds,
                ])
            try AuditChain.append(
                .addDocumentCertificate, subject: signer.fingerprint,
                details: [
                    "organisation": organisation.map { .string($0) } ?? .null,
                    "subject": .string(signer.subjectText), "issuer": .string(signer.issuerText),
                    "serial": .string(signer.serialText),
                    "notAfter": .string(signer.notAfter.description),
                ], authorship, to: db)
        }
    }
}
