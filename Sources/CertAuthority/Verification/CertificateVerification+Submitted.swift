public import Credentials
import LinkedData

extension CertificateVerification {
    /// Verifies a document that was handed in, ours or a stranger's.
    ///
    /// A credential of ours is held against the record as well: what `verify(_:at:)` says of its
    /// number holds for it too, and a document that is not the one on record is not genuine.
    ///
    /// - Parameters:
    ///   - document: What was handed in.
    ///   - request: What the holder of a presentation was asked for.
    ///   - instant: The time for which the verdict is wanted.
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func verify(
        _ document: SubmittedDocument, request: PresentationRequest = PresentationRequest(),
        at instant: Timestamp
    ) async throws(StoreError) -> SubmissionFinding {
        var remarks = document.remarks
        if let remark = await remark(document.signatures) { remarks.append(remark) }
        guard document.isPresentation else {
            let finding = try await credential(document, at: instant).adding(remarks)
            return SubmissionFinding(kind: document.kind, credentials: [finding])
        }
        var report = await verifier.verifyPresentation(
            document.content, request: request, at: instant)
        report.checks += remarks
        var credentials: [CredentialFinding] = []
        for credential in report.credentials {
            credentials.append(try await heldAgainstRecord(credential, at: instant))
        }
        return SubmissionFinding(
            kind: document.kind, presentation: report, credentials: credentials)
    }

    private func credential(
        _ document: SubmittedDocument, at instant: Timestamp
    ) async throws(StoreError) -> CredentialFinding {
        // The bytes on record need not be verified otherwise than by their number.
        if let id = document.json?["id"]?.stringValue,
            let number = installation.number(ofCredential: id),
            let certificate = try await store.certificate(number),
            certificate.credential == document.content,
            let finding = try await verify(number, at: instant)
        {
            var report = finding.report
            report.credential = report.credential ?? document.json
            let known = try await isKnown(report)
            return CredentialFinding(
                report: report, issuerKnown: known, number: number,
                certificate: finding.certificate, newest: finding.newest)
        }
        return try await heldAgainstRecord(
            await verifier.verify(document.content, at: instant), at: instant)
    }

    /// Adds what the record knows to what the document says of itself.
    private func heldAgainstRecord(
        _ report: VerificationReport, at instant: Timestamp
    ) async throws(StoreError) -> CredentialFinding {
        guard let document = report.credential else { return CredentialFinding(report: report) }
        let id = document["id"]?.stringValue
        let isOurs = try await isOrganisation(CertificateFacts(document).issuerID)
        guard let number = id.flatMap(installation.number(ofCredential:)) else {
            var report = report
            if !isOurs {
                if report.isGenuine { return await stranger(report, document, at: instant) }
            } else if id.flatMap(installation.statusList(inURL:)) == nil {
                report.checks.append(Self.withoutNumber)
            }
            return CredentialFinding(report: report, issuerKnown: report.isGenuine ? isOurs : nil)
        }
        guard isOurs else {
            var report = report
            report.checks.append(Self.borrowedNumber)
            return CredentialFinding(report: report, number: number)
        }
        guard let certificate = try await store.certificate(number) else {
            var report = report
            report.checks.append(Self.notOnRecord)
            return CredentialFinding(report: report, number: number)
        }
        return try await held(report, document, against: certificate, at: instant)
    }

    /// A genuine document of an issuer who is not known here, with a warning where it goes by a name
    /// that somebody has here.
    private func stranger(
        _ genuine: VerificationReport, _ document: JSONObject, at instant: Timestamp
    ) async -> CredentialFinding {
        var report = genuine
        report.checks.append(Self.stranger)
        let facts = CertificateFacts(document)
        guard let name = facts.issuerName,
            let namesake = await names.namesake(of: name, at: instant)
        else { return CredentialFinding(report: report, issuerKnown: false) }
        report.checks.append(Self.namesake(name, of: namesake, identifier: facts.issuerID))
        return CredentialFinding(report: report, issuerKnown: false, namesake: namesake)
    }

    private func held(
        _ unheld: VerificationReport, _ document: JSONObject, against certificate: Certificate,
        at instant: Timestamp
    ) async throws(StoreError) -> CredentialFinding {
        var report = unheld
        let number = certificate.number
        let history = certificate.history
        let newest =
            history.supersededBy == nil ? nil : try await store.versions(of: number).last
        func finding() -> CredentialFinding {
            CredentialFinding(
                report: report, issuerKnown: report.isGenuine ? true : nil, number: number,
                certificate: certificate, newest: newest)
        }
        if let erasedAt = history.erasedAt {
            report.checks = Self.withRecord(report.checks, certificate, newest)
            report.checks.append(Self.erased(erasedAt))
            return finding()
        }
        guard
            RecordedDocument(certificate.credential).isSame(
                as: document, isSigned: unheld.isGenuine)
        else {
            // Only a record that is sound itself can speak against a document.
            let recorded = await verifier.verify(certificate.credential, at: instant)
            report.checks.append(recorded.isGenuine ? Self.otherDocument : Self.damagedRecord)
            return CredentialFinding(report: report, number: number)
        }
        report.checks = Self.withRecord(report.checks, certificate, newest)
        report.checks.append(Self.sameDocument)
        let keys = try await store.signingKeys(of: certificate.organisation)
        if !keys.contains(where: { $0.id == certificate.key }) { Self.missesKey(&report) }
        return finding()
    }

    static func withRecord(
        _ checks: [Check], _ certificate: Certificate, _ newest: CertificateNumber?
    ) -> [Check] {
        let isToldOf =
            certificate.standing.isTakenBack
            || checks.contains { $0.name == "status" && $0.result == .failed }
        guard isToldOf else { return checks }
        return checks.map { $0.name == "status" ? withRecord($0, certificate, newest) : $0 }
    }

    /// Whether the issuer of a genuine credential is an organisation of ours.
    private func isKnown(_ report: VerificationReport) async throws(StoreError) -> Bool? {
        guard report.isGenuine, let document = report.credential else { return nil }
        return try await isOrganisation(CertificateFacts(document).issuerID)
    }

    /// True for exactly the DID of an organisation that has a key here; names count for nothing.
    private func isOrganisation(_ issuer: String?) async throws(StoreError) -> Bool {
        guard let issuer, let slug = installation.organisation(ofDID: issuer),
            installation.did(of: slug).isExactly(issuer)
        else { return false }
        return try await !store.signingKeys(of: slug).isEmpty
    }
}

extension CertificateVerification {
    private static var sameDocument: Check {
        Check(
            "record", .passed, "It is the document that was issued under this number.",
            bearing: .genuineness)
    }

    private static var otherDocument: Check {
        Check(
            "record", .failed,
            "Another document was issued under this number; look the number up for what it says.",
            bearing: .genuineness)
    }

    private static var damagedRecord: Check {
        Check(
            "record", .notMade,
            "The document on record under this number is damaged, so this one cannot be held "
                + "against it.", bearing: .genuineness)
    }

    private static var notOnRecord: Check {
        Check(
            "record", .notMade,
            "Nothing is on record here under this number, so it cannot be confirmed.",
            bearing: .genuineness)
    }

    private static var borrowedNumber: Check {
        Check(
            "record", .failed,
            "It bears a number of this installation, but its issuer is none of the organisations "
                + "here.", bearing: .genuineness)
    }

    private static var withoutNumber: Check {
        Check(
            "record", .notMade,
            "It names an organisation here as its issuer, but bears no number under which that "
                + "could be confirmed.", bearing: .genuineness)
    }

    private static func erased(_ instant: Timestamp) -> Check {
        Check(
            "record", .notMade,
            "The learner's data was erased here on \(instant.dateText); this copy can be held "
                + "against its signature and the status list only.", bearing: .information)
    }

    private static func namesake(
        _ name: String, of namesake: String, identifier: String?
    ) -> Check {
        Check(
            "issuer-name", .failed,
            "Its issuer calls itself \"\(name.prefix(200))\", which is or looks like the name of "
                + "\(namesake) here, and is not: it signs as \(identifier?.prefix(300) ?? "nobody").",
            bearing: .information)
    }

    private static var stranger: Check {
        Check(
            "issuer", .notMade,
            "Its issuer is not known here: the signature shows that whoever holds this key made "
                + "it, and not who that is.", bearing: .information)
    }
}

/// The document on record, for comparing another with it.
private struct RecordedDocument {
    private let document: JSONObject?

    init(_ bytes: [UInt8]) {
        document =
            bytes.first == UInt8(ascii: "{")
            ? try? JSON.parse(bytes).objectValue : try? CredentialJWT(bytes).credential
    }

    /// True when both say the same, whoever's proofs they carry; or when a proof that holds is the
    /// only one of both. A signature that fits two documents was made over the same statements of
    /// them, so such a document was only written otherwise.
    func isSame(as other: JSONObject, isSigned: Bool) -> Bool {
        guard let document else { return false }
        if document.removing("proof") == other.removing("proof") { return true }
        guard isSigned, let proof = document["proof"]?.objectValue else { return false }
        return other["proof"]?.objectValue == proof
    }
}
