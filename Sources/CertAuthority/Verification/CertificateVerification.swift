public import Credentials
import LinkedData

/// Verifies certificates of this installation by number, and any credential by its bytes.
public struct CertificateVerification<Store: StoreReader>: Sendable {
    let store: Store
    let installation: Installation
    let verifier: Verifier<StoreResources<Store>>

    /// A verification over a store.
    public init(store: Store, installation: Installation) {
        self.store = store
        self.installation = installation
        verifier = Verifier(resources: StoreResources(store: store, installation: installation))
    }

    /// What is found under a number.
    public typealias Finding = CertificateFinding

    /// The certificate of that number with its report, or nil when there is none.
    ///
    /// The checks are those of any credential, and two of the record: that the signed document is
    /// this number's, and what the record knows of a status that the list only shows as a bit. Of a
    /// certificate that was erased there is nothing left to check.
    ///
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func verify(
        _ number: CertificateNumber, at instant: Timestamp
    ) async throws(StoreError) -> Finding? {
        guard let certificate = try await store.certificate(number) else { return nil }
        let history = certificate.history
        let newest =
            history.supersededBy == nil ? nil : try await store.versions(of: number).last
        if let erasedAt = history.erasedAt {
            return Finding(
                certificate: certificate, report: Self.erasedReport(certificate, erasedAt),
                newest: newest)
        }
        let keys = try await store.signingKeys(of: certificate.organisation)
        var report = await verifier.verify(certificate.credential, at: instant)
        report.checks = report.checks.map { check in
            check.name == "status" ? Self.withRecord(check, certificate, newest) : check
        }
        report.checks.append(recordCheck(certificate, report))
        if !keys.contains(where: { $0.id == certificate.key }) { Self.missesKey(&report) }
        return Finding(certificate: certificate, report: report, newest: newest)
    }

    /// Where the record of the key is lost here, a proof that does not hold says nothing.
    static func missesKey(_ report: inout VerificationReport) {
        report.checks.insert(
            Check(
                "issuer-record", .notMade,
                "The record of the key that signed it is missing here.", bearing: .genuineness),
            at: 0)
        report.checks.removeAll { $0.name == "proof" && $0.result == .failed }
    }

    /// Nothing can be told of a document that is no longer here, but for what was said before.
    private static func erasedReport(
        _ certificate: Certificate, _ erasedAt: Timestamp
    ) -> VerificationReport {
        var checks = [
            Check(
                "record", .notMade,
                "A certificate was issued under this number. The learner's data was erased on "
                    + "\(erasedAt.dateText), so nothing about it can be confirmed here.",
                bearing: .genuineness)
        ]
        if certificate.standing.isTakenBack {
            let status = Check("status", .failed, "", bearing: .currency)
            checks.append(withRecord(status, certificate, nil))
        }
        return VerificationReport(checks: checks, credential: nil)
    }

    /// Any credential, by its bytes.
    public func verify(_ credential: [UInt8], at instant: Timestamp) async -> VerificationReport {
        await verifier.verify(credential, at: instant)
    }

    /// The signed document must carry the number under which it is kept; a swap of two rows' bytes
    /// would pass every other check.
    private func recordCheck(_ certificate: Certificate, _ report: VerificationReport) -> Check {
        let expected = installation.verificationURL(certificate.number)
        let agrees = report.credential?["id"]?.stringValue?.isExactly(expected) == true
        return agrees
            ? Check(
                "record", .passed, "The signed document is the one issued under this number.",
                bearing: .genuineness)
            : Check(
                "record", .failed,
                "The document kept here is not the one issued under this number.",
                bearing: .genuineness)
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
                "status", .failed, "The issuer's list shows it as taken back.", bearing: .currency)
        }
        let since = standing.since.map { " on \($0.dateText)" } ?? ""
        let reason = standing.reason.map { ": \($0)" } ?? "."
        if let next = certificate.history.supersededBy {
            let further = newest.flatMap { $0 == next ? nil : $0 }
            let newer = further.map { ", and the newest is \($0)" } ?? ""
            return Check(
                "status", .failed,
                "The issuer superseded it\(since) by a corrected one; the new one is "
                    + "\(next)\(newer)\(reason)",
                bearing: .currency)
        }
        let verb = standing.state == .revoked ? "revoked" : "suspended"
        return Check(
            "status", .failed, "The issuer \(verb) it\(since)\(reason)", bearing: .currency)
    }
}
