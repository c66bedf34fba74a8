import CertAuthority
import Credentials
import Documents
import LinkedData
import Office

/// A folder with a PDF for each certificate, which can be filled in several runs: what is whole in
/// it stays as it is.
struct DocumentFolder {
    /// A certificate and how it is called where something is wrong.
    struct Item {
        let number: CertificateNumber
        let name: String
        var row: Int?

        var text: String { (row.map { "row \($0), " } ?? "") + "\(number) (\(name))" }
    }

    /// What became of the documents.
    struct Outcome {
        var written = 0
        var kept = 0
        var wasStopped = false
        /// What could not be made, and why.
        var faults: [String] = []
    }

    let path: String
    let request: SheetRequest
    let desk: SheetDesk
    let records: RecordDesk
    let store: any PublicRecord
    /// Who signs, by organisation; nil where nothing is signed.
    var signing: DocumentSigning?
    let now: Timestamp

    /// Writes what is not there yet; certificates that were revoked or erased have no document.
    ///
    /// - Throws: `FileError` where the folder cannot be written; `KeyError` and `X509Error` where
    ///   nothing can be signed; `StoreError`.
    mutating func write(
        _ items: [Item], shouldStop: () -> Bool
    ) async throws -> Outcome {
        try FileSystem.makeFolder(path, mode: 0o700)
        var outcome = Outcome()
        var progress = Progress(total: items.count, noun: "documents")
        for (index, item) in items.enumerated() {
            guard !shouldStop() else {
                outcome.wasStopped = true
                break
            }
            guard let certificate = try await store.certificate(item.number),
                certificate.history.erasedAt == nil, certificate.standing.state != .revoked
            else { continue }
            let file = path + "/" + name(certificate)
            if FileSystem.exists(file) {
                outcome.kept += 1
            } else {
                do {
                    let document = try await document(certificate)
                    let new = try NewFile(file, mode: 0o600)
                    do { try new.append(document) } catch {
                        new.discard()
                        throw error
                    }
                    try new.publish()
                    outcome.written += 1
                } catch let fault as SheetFault {
                    outcome.faults.append("\(item.text): \(fault)")
                } catch let fault as PDFError {
                    outcome.faults.append("\(item.text): \(fault)")
                } catch let fault as RecordFault {
                    outcome.faults.append("\(item.text): \(fault)")
                }
            }
            progress.show(index + 1)
        }
        return outcome
    }

    /// Makes the folder and opens the key that an organisation's documents are signed with, so that
    /// what is wrong with either is told before anything else is done.
    mutating func prepare(_ organisation: Slug) async throws {
        _ = try await signing?.signer(of: organisation)
        try FileSystem.makeFolder(path, mode: 0o700)
    }

    /// Finds what ``prepare(_:)`` would, and changes nothing.
    mutating func look(_ organisation: Slug) async throws {
        try await signing?.look(organisation)
        try FileSystem.lookForFolder(path)
    }

    private mutating func document(_ certificate: Certificate) async throws -> [UInt8] {
        let plain = try desk.file(try await records.genuine(certificate), request)
        guard let signer = try await signing?.signer(of: certificate.organisation) else {
            return plain
        }
        return try signer.signer.sign(plain, name: signer.name, reason: nil, at: now)
    }

    /// People read whose it is; the number keeps two of one name apart.
    private func name(_ certificate: Certificate) -> String {
        "\(LearnerFiles.folder(certificate)) - \(certificate.number)"
            + (signing == nil ? "" : " signed") + ".pdf"
    }
}

extension DocumentFolder.Outcome {
    /// Tells people what was done.
    func tell(_ path: String) {
        for fault in faults { Terminal.complain(fault) }
        let rest = kept > 0 ? ", \(Count(kept, "existed already"))" : ""
        Terminal.complain("wrote \(Count(written, "document")) to \(path)\(rest)")
    }

    /// What was done, as a JSON object.
    var json: JSON {
        [
            "written": .number(Double(written)), "kept": .number(Double(kept)),
            "faults": .array(faults.map { .string($0) }),
        ]
    }

    /// - Throws: `CommandFailure` where a document is missing.
    func conclude(_ path: String) throws {
        guard faults.isEmpty else {
            throw CommandFailure(
                .failed,
                "\(Count(faults.count, "document")) cannot be created; all others are in \(path), and the "
                    + "certificates are unchanged")
        }
    }
}
