public import CertAuthority
public import Credentials
import LinkedData

extension CertificateVerification {
    /// Verifies a document that was handed in, ours or a stranger's.
    ///
    /// A credential of ours is compared with the record as well: what `verify(_:at:)` says of its
    /// number holds for it too, and a document that is not the one on record is not genuine. A
    /// status list of ours is no certificate, whoever signed it.
    ///
    /// - Parameters:
    ///   - document: What was handed in.
    ///   - request: What the holder of a presentation was asked for; nil where nobody asked for
    ///     one, and what counts is the credentials in it.
    ///   - instant: The time for which the verdict is wanted.
    /// - Throws: ``StoreError`` when the store cannot be read.
    public func verify(
        _ document: SubmittedDocument, request: PresentationRequest? = nil,
        at instant: Timestamp
    ) async throws(StoreError) -> SubmissionFinding {
        var remarks = document.remarks
        if let remark = await remark(document.signatures) { remarks.append(remark) }
        guard document.isPresentation else {
            let finding = try await credential(document, at: instant).adding(remarks)
            return SubmissionFinding(kind: document.kind, credentials: [finding])
        }
        var report = await verifier.verifyPresentation(
            document.content, request: request ?? PresentationRequest(), at: instant)
        if request == nil, report.verdict == .valid, report.presented.isEmpty {
            report.checks.append(Self.withoutCredential)
        }
        report.checks += remarks
        var credentials: [CredentialFinding] = []
        for (credential, token) in zip(report.credentials, report.presentedTokens) {
            credentials.append(
                try await heldAgainstRecord(credential, signedBytes: token, at: instant))
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
            await verifier.verify(document.content, at: instant),
            signedBytes: document.signedBytes, at: instant)
    }

    /// Adds what the record knows to what the document says of itself.
    ///
    /// - Parameter signedBytes: The document as it came; nil for JSON that came within other JSON.
    private func heldAgainstRecord(
        _ report: VerificationReport, signedBytes: [UInt8]?, at instant: Timestamp
    ) async throws(StoreError) -> CredentialFinding {
        guard let document = report.credential else { return CredentialFinding(report: report) }
        let id = document["id"]?.stringValue
        let isOurs = try await isOrganisation(CertificateFacts(document).issuerID)
        guard let number = id.flatMap(installation.number(ofCredential:)) else {
            var report = report
            if !isOurs {
                if report.isGenuine { return await stranger(report, document, at: instant) }
            } else if let list = id.flatMap(installation.statusList(inURL:)) {
                let kept = try await store.statusList(list)
                let written = JSON.object(document).compactBytes()
                let isKept = kept != nil && (kept == signedBytes || kept == written)
                report.checks.append(Self.statusList(list, isKept: isKept))
            } else {
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
        guard certificate.history.erasedAt == nil else {
            return try await heldAgainstShell(report, document, signedBytes, of: certificate)
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
        let recorded = RecordedDocument(certificate.credential)
        guard recorded.isSame(as: document, isSigned: unheld.isGenuine) else {
            // Only a record that is sound itself can speak against a document.
            let isSound = try await verify(number, at: instant)?.report.isGenuine == true
            let isRewritten = unheld.isGenuine && recorded.hasProof(of: document)
            report.checks.append(
                !isSound
                    ? Self.damagedRecord : isRewritten ? Self.writtenOtherwise : Self.otherDocument)
            return CredentialFinding(report: report, number: number)
        }
        let newest =
            certificate.history.supersededBy == nil
            ? nil : try await store.versions(of: number).last
        report.checks = Self.withRecord(report.checks, certificate, newest)
        // A token's proof is not part of the document, and this one says what that on record says.
        let terms = RecordedTerms(
            document, CertificateFacts(document),
            method: document["proof"]?["verificationMethod"]?.stringValue ?? recorded.method,
            installation)
        report.checks.append(Self.sameDocument(terms, certificate))
        let keys = try await store.signingKeys(of: certificate.organisation)
        if !keys.contains(where: { $0.id == certificate.key }) { Self.missesKey(&report) }
        return CredentialFinding(
            report: report, issuerKnown: report.isGenuine ? true : nil, number: number,
            certificate: certificate, newest: newest)
    }

    /// Compares a copy of an erased certificate with what is left of it here.
    private func heldAgainstShell(
        _ unheld: VerificationReport, _ document: JSONObject, _ signedBytes: [UInt8]?,
        of certificate: Certificate
    ) async throws(StoreError) -> CredentialFinding {
        var report = unheld
        let newest =
            certificate.history.supersededBy == nil
            ? nil : try await store.versions(of: certificate.number).last
        report.checks = Self.withRecord(report.checks, certificate, newest)
        let terms = RecordedTerms(
            bytes: signedBytes ?? JSON.object(document).compactBytes(), document,
            CertificateFacts(document), installation)
        let isCopy = certificate.history.erasedDigest.map { digest in
            let written = JSON.object(document).compactBytes()
            return [signedBytes, written].contains { $0.map(Digest.sha256) == digest }
        }
        report.checks.append(Self.erased(terms, certificate, isCopy: isCopy))
        return CredentialFinding(
            report: report, issuerKnown: report.isGenuine ? true : nil, number: certificate.number,
            certificate: certificate, newest: newest)
    }

    static func withRecord(
        _ checks: [Check], _ certificate: Certificate, _ newest: CertificateNumber?
    ) -> [Check] {
        let isToldOf =
            certificate.standing.isTakenBack
            || checks.contains { $0.name == .status && $0.result == .failed }
        guard isToldOf else { return checks }
        return checks.map { $0.name == .status ? withRecord($0, certificate, newest) : $0 }
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
    /// The document on record; what it says and what the record says beside it have to agree.
    private static func sameDocument(_ terms: RecordedTerms, _ certificate: Certificate) -> Check {
        let check = RecordedTerms.check(terms, of: certificate)
        guard check.result == .passed else { return check }
        return Check(
            .record, .passed, "It is the document that was issued under this number.",
            bearing: .genuineness)
    }

    /// Whoever holds some key can sign that; no issuer had a part in it.
    private static var withoutCredential: Check {
        Check(
            .credentials, .notMade,
            "It holds no credential, so there is nothing in it that an issuer made.",
            bearing: .genuineness)
    }

    private static var writtenOtherwise: Check {
        Check(
            .record, .failed,
            "It bears the signature of the document that was issued under this number, but is "
                + "written in another form than the issuer writes, which can hide facts from "
                + "readers; look the number up, or ask for the file as it was issued.",
            bearing: .genuineness)
    }

    /// A list is served to everyone and says nothing of anybody.
    private static func statusList(_ list: String, isKept: Bool) -> Check {
        Check(
            .record, .notMade,
            isKept
                ? "It is the status list \(list.prefix(80)) of this installation, not a certificate; "
                    + "submit the certificate itself."
                : "It calls itself a status list of this installation, which is no certificate, and "
                    + "it is not the list that is kept here now; submit the certificate itself.",
            bearing: .genuineness)
    }

    private static var otherDocument: Check {
        Check(
            .record, .failed,
            "Another document was issued under this number; look the number up for what it says.",
            bearing: .genuineness)
    }

    private static var damagedRecord: Check {
        Check(
            .record, .notMade,
            "The document on record under this number is damaged, so this one cannot be held "
                + "against it.", bearing: .genuineness)
    }

    private static var notOnRecord: Check {
        Check(
            .record, .notMade,
            "Nothing is on record here under this number, so it cannot be confirmed.",
            bearing: .genuineness)
    }

    private static var borrowedNumber: Check {
        Check(
            .record, .failed,
            "It bears a number of this installation, but its issuer is none of the organisations "
                + "here.", bearing: .genuineness)
    }

    private static var withoutNumber: Check {
        Check(
            .record, .notMade,
            "It names an organisation here as its issuer, but bears no number under which that "
                + "could be confirmed.", bearing: .genuineness)
    }

    /// - Parameter isCopy: Whether it is the very document that was erased; nil where nothing was
    ///   left to tell that by.
    private static func erased(
        _ terms: RecordedTerms, _ certificate: Certificate, isCopy: Bool?
    ) -> Check {
        let day = certificate.history.erasedAt?.dateText ?? ""
        let differences = terms.differences(from: certificate)
        switch isCopy {
        case _ where !differences.isEmpty: break
        case true?:
            return Check(
                .record, .passed,
                "It is the document that was issued under this number, by the digest that was left "
                    + "here when the learner's data was erased on \(day).", bearing: .genuineness)
        case false?:
            return Check(
                .record, .notMade,
                "The learner's data was erased here on \(day). This document agrees with what is "
                    + "left of the record, but is not byte for byte the one that was issued; submit "
                    + "the file as it was issued.", bearing: .genuineness)
        case nil:
            return Check(
                .record, .notMade,
                "The learner's data was erased here on \(day); this copy agrees with what is left "
                    + "of the record, and can be checked by its signature and the status list only.",
                bearing: .information)
        }
        return Check(
            .record, RecordedTerms.speakAgainstTheDocument(differences) ? .failed : .notMade,
            "The learner's data was erased here on \(day), and what is left of the record disagrees "
                + "with this document (\(RecordedTerms.words(differences))).",
            bearing: .genuineness)
    }

    private static func namesake(
        _ name: String, of namesake: String, identifier: String?
    ) -> Check {
        Check(
            .issuerName, .failed,
            "Its issuer calls itself \"\(name.prefix(200))\", which is or looks like the name of "
                + "\(namesake) here, and is not: it signs as \(identifier?.prefix(300) ?? "nobody").",
            bearing: .information)
    }

    private static var stranger: Check {
        Check(
            .issuer, .notMade,
            "Its issuer is not known here: the signature shows that whoever holds this key made "
                + "it, and not who that is.", bearing: .information)
    }
}

extension SubmittedDocument {
    /// The bytes that the issuer wrote, as far as nobody wrote them anew.
    fileprivate var signedBytes: [UInt8] {
        guard kind == .envelopedCredential, let json,
            let token = try? EnvelopedCredential.unwrap(.object(json))
        else { return content }
        return token
    }
}

/// The document on record, for comparing another with it.
private struct RecordedDocument {
    private let document: JSONObject?
    /// The verification method of a token.
    let method: String?

    init(_ bytes: [UInt8]) {
        guard bytes.first == UInt8(ascii: "{") else {
            let token = try? CredentialJWT(bytes)
            document = token?.credential
            method = token?.verificationMethod
            return
        }
        document = try? JSON.parse(bytes).objectValue
        method = nil
    }

    /// True when both say the same, whoever's proofs they carry; or when a proof that holds is the
    /// only one of both and the other is in the issuer's form. A signature that fits two documents
    /// was made over the same statements of them; but in another form readers may miss some.
    func isSame(as other: JSONObject, isSigned: Bool) -> Bool {
        guard let document else { return false }
        if document.removing("proof") == other.removing("proof") { return true }
        return isSigned && hasProof(of: other) && OpenBadge.isInForm(other)
    }

    /// True when both carry the same one proof.
    func hasProof(of other: JSONObject) -> Bool {
        guard let proof = document?["proof"]?.objectValue else { return false }
        return other["proof"]?.objectValue == proof
    }
}
