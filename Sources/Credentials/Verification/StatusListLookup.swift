import LinkedData

/// Gets the list that a status entry points to, and sees that it can be relied on (Bitstring Status
/// List v1.0 §3.2 "Validate Algorithm", up to the expansion of the list).
struct StatusListLookup<Resources: VerificationResources>: Sendable {
    let verifier: Verifier<Resources>
    let kind: StatusListKind

    enum Outcome {
        /// The list, its beginning, and what of it is not as the standard asks.
        case success(BitstringStatusList, since: String?, remarks: [String])
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
        var known = verifier.statusLists.list(url, servedAs: bytes, kind)
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
        let claims = known?.claims ?? StatusListClaims(document)
        if let reason = claims.mismatch(with: entry, kind, issuer: issuer) {
            return unfit(reason)
        }
        if let fault = finding.checks.first(where: { $0.decidesAgainst }) {
            return unfit(fault.detail)
        }
        if let known {
            return .success(known.list, since: claims.since, remarks: known.remarks)
        }
        var remarks: [String] = []
        if let id = claims.otherID(than: url) {
            // An issuer whose own word this is names its lists by their addresses.
            guard !verifier.resources.isAuthoritative(for: issuer) else {
                return unfit("it is another list.")
            }
            remarks.append(
                "It was found at its address and names itself otherwise (\(id.prefix(200))).")
        }
        do throws(StatusListError) {
            let text = document["credentialSubject"]?["encodedList"]?.stringValue ?? ""
            let encoded =
                switch kind {
                case .bitstring: try EncodedList(multibase: text)
                case .of2021: try EncodedList(of2021: text)
                }
            let list = try BitstringStatusList(encoded)
            remarks += [encoded.remark].compactMap { $0 }
            if let held = finding.held, held.isLasting {
                verifier.statusLists.remember(
                    .init(
                        bytes: bytes, document: document, claims: claims, held: held, kind: kind,
                        list: list,
                        remarks: remarks),
                    at: url)
            }
            return .success(list, since: claims.since, remarks: remarks)
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
            known.held.method.id, for: .assertionMethod)
        guard case .found(let method) = lookup,
            method.publicKey == known.held.method.publicKey
        else { return nil }
        return .init(
            checks: known.checks(method, at: instant), document: known.document,
            isWellFormed: true,
            held: HeldSignature(
                method: method, signed: known.held.signed, expires: known.held.expires))
    }

    private func unfit(_ reason: String) -> Outcome {
        .failure(
            .statusNotMade("The status list cannot be relied on: \(reason)", .verification))
    }
}

/// What a list's document says of itself, as far as a status entry asks.
struct StatusListClaims: Sendable {
    /// The list's `validFrom`, as it stands there.
    let since: String?
    let period: ValidityPeriod
    private let issuer: String?
    private let id: String?
    private let kinds: [StatusListKind]
    private let purposes: [String]

    init(_ document: JSONObject) {
        since = document[(DataModelVersion(of: document) ?? .v2).period.from]?.stringValue
        period = ValidityPeriod(document)
        issuer = DataModelStructure.issuerIdentifier(document)
        id = document["id"]?.stringValue
        let types = document["type"]?.oneOrMore ?? []
        let subject = document["credentialSubject"]
        let subjectTypes = subject?["type"]?.oneOrMore ?? []
        let isList = subject?["encodedList"]?.stringValue != nil
        kinds = StatusListKind.allCases.filter {
            isList && types.contains($0.credentialType) && subjectTypes.contains($0.subjectType)
        }
        purposes = subject?["statusPurpose"]?.oneOrMore.compactMap(\.stringValue) ?? []
    }

    /// The list's own id where it is not the address; nil where it is, or where there is none.
    func otherID(than url: String) -> String? {
        id.flatMap { $0.isExactly(url) ? nil : $0 }
    }

    /// Why this is not the list that the entry means; nil where it is.
    func mismatch(
        with entry: BitstringStatusListEntry, _ kind: StatusListKind, issuer: String
    ) -> String? {
        guard self.issuer?.isExactly(issuer) == true else {
            return "it was not made by the credential's issuer."
        }
        guard kinds.contains(kind) else { return "it is not a list of that kind." }
        guard purposes.contains(where: { $0.isExactly(entry.statusPurpose) }) else {
            return "it does not tell of \(entry.statusPurpose.prefix(40))."
        }
        return nil
    }
}

extension StatusListMemory.VerifiedList {
    /// The checks of a list that was verified before, by its issuer's key as it stands now.
    func checks(_ method: VerificationMethod, at instant: Timestamp) -> [Check] {
        let key = method.check(of: .issuer, signed: held.signed ?? instant)
        let expiry = HeldProof.expiry(held.expires, at: instant)
        return [key, expiry, claims.period.check(at: instant)].compactMap { $0 }
    }
}

extension Check {
    /// True when this keeps a document from being relied on.
    var decidesAgainst: Bool { result != .passed && bearing != .information }
}
