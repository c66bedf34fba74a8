public import CertAuthority
public import Credentials
import LinkedData

/// Verifies certificates of this installation by number, and any credential by its bytes.
public struct CertificateVerification<Store: PublicRecord>: Sendable {
    let store: Store
    let installation: Installation
    let verifier: Verifier<StoreResources<Store>>
    private let contexts: ContextLibrary
    private let memory = VerifierMemory()
    private let certificates: CertificateMemory
    let names: CoalitionNames<Store>

    /// A verification over a store.
    ///
    /// - Parameters:
    ///   - others: Where the keys and lists of strangers are looked up; nil where they are not.
    ///   - contexts: The contexts by which documents are read.
    ///   - remembered: Of how many credentials it is remembered that their signatures hold; some
    ///     500 bytes each.
    public init(
        store: Store, installation: Installation, others: (any VerificationResources)? = nil,
        contexts: ContextLibrary = .known,
        remembered: Int = 262_144
    ) {
        self.store = store
        self.installation = installation
        self.contexts = contexts
        verifier = Verifier(
            resources: StoreResources(store: store, installation: installation, others: others),
            contexts: contexts, memory: memory)
        certificates = CertificateMemory(capacity: remembered)
        names = CoalitionNames(store: store, installation: installation)
    }

    /// What is found under a number.
    public typealias Finding = CertificateFinding

    /// The certificate of that number with its report, or nil when there is none.
    ///
    /// The checks are those of any credential, and two of the record: that the signed document is
    /// this number's and says what the record says (``RecordedTerms``), and what the record knows of
    /// a status that the list only shows as a bit. Of a certificate that was erased there is nothing
    /// left to check.
    ///
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func verify(
        _ number: CertificateNumber, at instant: Timestamp
    ) async throws(StoreError) -> Finding? {
        let found =
            switch store.verificationRecordAtOnce(of: number) {
            case .answer(let record): record
            case .wait: try await store.verificationRecord(of: number)
            }
        guard let record = found else { return nil }
        if let finding = finding(record) { return finding }
        return finding(record, await examine(record, at: instant))
    }

    /// The same without waiting, where it can be told at once: the store answers promptly, and the
    /// signature was found to hold before.
    public func verifyAtOnce(
        _ number: CertificateNumber, at instant: Timestamp
    ) -> Prompt<Finding> {
        guard case .answer(let record) = store.verificationRecordAtOnce(of: number) else {
            return .wait
        }
        guard let record else { return .answer(nil) }
        if let finding = finding(record) { return .answer(finding) }
        guard let known = certificates.entry(CredentialDigest(of: record.certificate.credential)),
            let report = report(of: known.examined, record, at: instant)
        else { return .wait }
        return .answer(
            finding(
                record,
                Examination(report: report, facts: known.facts, terms: known.terms)))
    }

    /// What is found where nothing is left to examine.
    private func finding(_ record: VerificationRecord) -> Finding? {
        let certificate = record.certificate
        let report: VerificationReport
        if let erasedAt = certificate.history.erasedAt {
            report = Self.erasedReport(certificate, erasedAt)
        } else if certificate.credential.isEmpty {
            report = VerificationReport(checks: [Self.missingDocument], credential: nil)
        } else {
            return nil
        }
        return Finding(
            certificate: certificate, report: report, facts: nil, newest: record.newest,
            isOfRecord: true)
    }

    private func finding(_ record: VerificationRecord, _ examination: Examination) -> Finding {
        let certificate = record.certificate
        var report = examination.report
        report.checks = Self.withRecord(report.checks, certificate, record.newest)
        report.checks.append(RecordedTerms.check(examination.terms, of: certificate))
        if !record.keys.contains(where: { $0.id == certificate.key }) {
            Self.missesKey(&report)
        }
        return Finding(
            certificate: certificate, report: report,
            facts: report.isGenuine ? examination.facts : nil, newest: record.newest,
            isOfRecord: true)
    }

    /// What a certificate's document comes to.
    private struct Examination {
        let report: VerificationReport
        let facts: CertificateFacts?
        /// What the record has to say of it; nil where the document cannot be read.
        let terms: RecordedTerms?
    }

    /// Verifies the document of a record, and reckons nothing anew that follows from its bytes.
    private func examine(
        _ record: VerificationRecord, at instant: Timestamp
    ) async -> Examination {
        let bytes = record.certificate.credential
        let digest = CredentialDigest(of: bytes)
        let known = certificates.entry(digest)
        if let known, let report = report(of: known.examined, record, at: instant) {
            return Examination(report: report, facts: known.facts, terms: known.terms)
        }
        let verifier = Verifier(
            resources: RecordResources(
                record, installation: installation, others: self.verifier.resources),
            contexts: contexts, memory: memory)
        if let known, let report = await verifier.verify(known.examined, at: instant) {
            return Examination(report: report, facts: known.facts, terms: known.terms)
        }
        let (report, examined) = await verifier.examine(bytes, at: instant)
        guard let document = report.credential else {
            return Examination(report: report, facts: nil, terms: nil)
        }
        let facts = CertificateFacts(document)
        let terms = RecordedTerms(bytes: bytes, document, facts, installation)
        if let examined {
            certificates.remember(
                CertificateMemory.Entry(examined: examined, facts: facts, terms: terms), digest)
        }
        return Examination(report: report, facts: facts, terms: terms)
    }

    /// The report from what the record holds, where that suffices.
    private func report(
        of examined: ExaminedCredential, _ record: VerificationRecord, at instant: Timestamp
    ) -> VerificationReport? {
        guard case .success(let statusList) = record.statusList else { return nil }
        let list = installation.statusListURL(record.certificate.statusList)
        guard examined.statusListURL?.isExactly(list) != false else { return nil }
        let issuer = installation.did(of: record.certificate.organisation)
        return examined.report(at: instant, statusList: statusList, memory: memory) { url in
            for key in record.keys {
                let id = "\(issuer)#\(key.id)"
                guard url.isExactly(id) else { continue }
                return VerificationMethod(id: id, controller: issuer, publicKey: key.publicKey)
            }
            return nil
        }
    }

    /// Where the record of the key is lost here, a proof that does not hold says nothing.
    static func missesKey(_ report: inout VerificationReport) {
        report.checks.insert(
            Check(
                .issuerRecord, .notMade,
                "The record of the key that signed it is missing here.", bearing: .genuineness),
            at: 0)
        report.checks.removeAll { $0.name == .proof && $0.result == .failed }
    }

    /// Nothing can be told of a document that is no longer here, but for what was said before.
    private static func erasedReport(
        _ certificate: Certificate, _ erasedAt: Timestamp
    ) -> VerificationReport {
        var checks = [
            Check(
                .record, .notMade,
                "A certificate was issued under this number. The learner's data was erased on "
                    + "\(erasedAt.dateText), so nothing about it can be confirmed here.",
                bearing: .genuineness)
        ]
        if certificate.standing.isTakenBack {
            let status = Check(.status, .failed, "", bearing: .currency)
            checks.append(withRecord(status, certificate, nil))
        }
        return VerificationReport(checks: checks, credential: nil)
    }

    /// Any credential, by its bytes.
    public func verify(_ credential: [UInt8], at instant: Timestamp) async -> VerificationReport {
        await verifier.verify(credential, at: instant)
    }

    /// A document that is gone without having been erased says nothing of the certificate.
    private static var missingDocument: Check {
        Check(
            .record, .notMade,
            "The document that was issued under this number is missing here, so nothing about it "
                + "can be confirmed; the issuer has to look into its record.", bearing: .genuineness
        )
    }

    /// Says what the record knows of a change that the list only shows as a bit. A record that says
    /// more than the list (a change not yet in the list) counts as well.
    static func withRecord(
        _ check: Check, _ certificate: Certificate, _ newest: CertificateNumber?
    ) -> Check {
        let standing = certificate.standing
        guard standing.isTakenBack else {
            guard check.result == .failed else { return check }
            return Check(
                .status, .failed, "The issuer's list shows it as taken back.", bearing: .currency)
        }
        let since = standing.since.map { " on \($0.dateText)" } ?? ""
        let reason = standing.reason.map { ": \($0)" } ?? "."
        if let next = certificate.history.supersededBy {
            let further = newest.flatMap { $0 == next ? nil : $0 }
            let newer = further.map { ", and the newest is \($0)" } ?? ""
            return Check(
                .status, .failed,
                "The issuer superseded it\(since) by a corrected one; the new one is "
                    + "\(next)\(newer)\(reason)",
                bearing: .currency)
        }
        let verb = standing.state == .revoked ? "revoked" : "suspended"
        return Check(
            .status, .failed, "The issuer \(verb) it\(since)\(reason)", bearing: .currency)
    }
}
