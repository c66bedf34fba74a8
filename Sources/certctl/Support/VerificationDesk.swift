import StoreSQL
import CertAuthority
import Credentials
import Documents
import Foundation
import LinkedData
import NetworkLookup
import StoreSQLite
import Verification

/// Where keys and lists of strangers are looked up, beside the installation's own record.
struct LookupPlaces {
    /// A folder of DID documents and status lists.
    var offline: String?
    /// Whether the rest is fetched over HTTPS.
    var online = false

    /// The places in their order; nil where there are none.
    ///
    /// - Throws: `FileError` where the folder cannot be read.
    func resources() throws -> (any VerificationResources)? {
        guard let offline else { return online ? NetworkResources() : nil }
        let folder = try FolderResources(folder: offline)
        for warning in folder.warnings { Terminal.complain("warning: \(warning)") }
        return online ? FallbackResources(folder, NetworkResources()) : folder
    }
}

/// Verifies with the installation's record where there is one, and by the same path without.
struct VerificationDesk {
    /// What the installation is called and where it answers; nil where there is none.
    let coalition: Installation?
    /// Where an installation was looked for.
    let home: String
    /// The instant for which verdicts are given.
    let instant = SystemTime.now
    /// Verifies whatever was submitted.
    let outcome: @Sendable ([UInt8]) async -> SubmissionOutcome
    /// Verifies many lines in their order.
    let answer:
        @Sendable (
            _ lines: [BulkLine], _ emit: (BulkAnswer) async throws -> Void
        ) async throws -> Void

    /// The installation for JSON documents.
    var installation: Installation { coalition ?? AbsentRecord.nowhere }

    init(
        _ common: CommonOptions, _ places: LookupPlaces, contexts: ContextLibrary
    ) async throws {
        let home = common.installationHome
        let others = try places.resources()
        if FileSystem.exists(home.storePath) || FileSystem.exists(home.storeAddressPath) {
            let store = try await common.judgingStore()
            let installation = try await store.installation()
            self.init(
                CertificateVerification(
                    store: store, installation: installation, others: others, contexts: contexts),
                installation, home.path)
        } else {
            self.init(
                CertificateVerification(
                    store: AbsentRecord(home.path), installation: AbsentRecord.nowhere,
                    others: others, contexts: contexts), nil, home.path)
        }
    }

    private init(
        _ verification: CertificateVerification<some PublicRecord>, _ coalition: Installation?,
        _ home: String
    ) {
        self.coalition = coalition
        self.home = home
        let instant = instant
        let bulk = BulkVerification(
            verification: verification, extraction: .standard, limits: .files)
        outcome = { await verification.outcome(of: $0, extraction: .standard, at: instant) }
        answer = { lines, emit in try await bulk.answer(lines, at: instant, emit: emit) }
    }

    /// A file or standard input, as it was submitted.
    ///
    /// - Returns: The bytes, or why they are no certificate.
    static func content(_ path: String) -> Result<[UInt8], any Error> {
        do throws(FileError) {
            return .success(try FileSystem.read(path, limit: SubmittedDocument.byteLimit))
        } catch {
            return .failure(
                error.code == .tooLarge ? SubmittedDocument.tooLarge : error)
        }
    }
}

extension BulkLimits {
    /// A file may have any number of lines; a line as many bytes as a document.
    static let files = BulkLimits(
        lines: .max, lineBytes: SubmittedDocument.byteLimit, bytes: .max)
}
