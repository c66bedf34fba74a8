import LinkedData

/// Gets the list that a status entry points to, and sees that it can be relied on (Bitstring Status
/// List v1.0 §3.2 "Validate Algorithm", up to the expansion of the list).
struct StatusListLookup<Resources: VerificationResources>: Sendable {
    let verifier: Verifier<Resources>
    let kind: StatusListKind

    enum Outcome {
        case success(BitstringStatusList, since: String?)
        case failure(Check)
    }

    func list(
        for entry: BitstringStatusListEntry, issuer: String, at instant: Timestamp
    ) async -> Outcome {
        let url = entry.statusListCredential
        let bytes: [UInt8]
        switch await verifier.resources.statusListCredential(url) {
        case .unavailable(let reason):
            return .failure(
                .statusNotMade("The status list could not be had: \(reason).", .retrieval))
        case .found(let found): bytes = found
        }
        var known = verifier.statusLists.list(url, servedAs: bytes)
        let finding: Verifier<Resources>.SecuredFinding
        if let list = known, let again = await stillHolds(list, at: instant) {
            finding = again
        } else {
            known = nil
            finding = await verifier.securedCredential(
                ReceivedDocument(bytes, limits: verifier.limits), at: instant)
        }
        guard let document = finding.document else {
            return unfit(finding.checks.first?.detail ?? "it cannot be read.")
        }
        if let reason = mismatch(document, with: entry, issuer: issuer) { return unfit(reason) }
        if let fault = finding.checks.first(where: { $0.decidesAgainst }) {
            return unfit(fault.detail)
        }
        if let known { return .success(known.list, since: since(document)) }
        do throws(StatusListError) {
            let encoded = document["credentialSubject"]?["encodedList"]?.stringValue ?? ""
            let list = try BitstringStatusList(encoded: encoded)
            if let held = finding.held {
                verifier.statusLists.remember(
                    .init(bytes: bytes, document: document, held: held, list: list), at: url)
            }
            return .success(list, since: since(document))
        } catch {
            return unfit(error.description + ".")
        }
    }

    /// The checks of a list that was verified before: nil where its key is no longer the one that
    /// its issuer lists under that name.
    private func stillHolds(
        _ known: StatusListMemory.VerifiedList, at instant: Timestamp
    ) async -> Verifier<Resources>.SecuredFinding? {
        let lookup = await verifier.keys.method(
            known.held.proof.verificationMethod, for: .assertionMethod)
        guard case .found(let method) = lookup,
            method.publicKey == known.held.method.publicKey
        else { return nil }
        let held = HeldProof(proof: known.held.proof, method: method, match: known.held.match)
        let checks = [
            held.key(of: "issuer", at: instant), held.expiry(at: instant),
            ValidityPeriod.check(known.document, at: instant),
        ]
        return .init(
            checks: checks.compactMap { $0 }, document: known.document, isWellFormed: true,
            held: held)
    }

    /// Why the document is not the list that the entry means; nil where it is.
    private func mismatch(
        _ document: JSONObject, with entry: BitstringStatusListEntry, issuer: String
    ) -> String? {
        guard DataModelStructure.issuerIdentifier(document)?.isExactly(issuer) == true else {
            return "it was not made by the credential's issuer."
        }
        guard document["id"]?.stringValue?.isExactly(entry.statusListCredential) != false else {
            return "it is another list."
        }
        guard document["type"]?.oneOrMore.contains(kind.credentialType) == true,
            let subject = document["credentialSubject"],
            subject["type"]?.oneOrMore.contains(kind.subjectType) == true,
            subject["encodedList"]?.stringValue != nil
        else { return "it is not a list of that kind." }
        guard subject["statusPurpose"]?.oneOrMore.contains(.string(entry.statusPurpose)) == true
        else { return "it does not tell of \(entry.statusPurpose.prefix(40))." }
        return nil
    }

    private func since(_ document: JSONObject) -> String? {
        document[(DataModelVersion(of: document) ?? .v2).period.from]?.stringValue
    }

    private func unfit(_ reason: String) -> Outcome {
        .failure(
            .statusNotMade("The status list cannot be relied on: \(reason)", .verification))
    }
}

extension Check {
    /// True when this keeps a document from being relied on.
    fileprivate var decidesAgainst: Bool { result != .passed && bearing != .information }
}
