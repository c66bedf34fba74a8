import LinkedData

/// What follows from a credential's bytes and its signer's key alone: that it is well formed, in
/// words of known meaning, and signed. None of it can change, so whoever keeps it under the digest
/// of those bytes need not reckon it again; what can change (the standing of the key, the period,
/// the status) is not in it and is looked at each time.
///
/// Only a credential that passes all of that has one, with one embedded proof that follows no
/// other, and with no status or one entry of a Bitstring Status List.
public struct ExaminedCredential: Sendable {
    private let shared: Shared
    let proofCreated: Timestamp?
    let proofExpires: Timestamp?
    let period: ValidityPeriod
    /// The place in the list, where it has a status.
    let statusIndex: Int

    /// What it has in common with the others of its kind.
    var kind: Kind { shared.kind }

    init(
        kind: Kind, proofCreated: Timestamp?, proofExpires: Timestamp?, period: ValidityPeriod,
        statusIndex: Int
    ) {
        self.init(
            shared: Shared(kind), proofCreated: proofCreated, proofExpires: proofExpires,
            period: period, statusIndex: statusIndex)
    }

    private init(
        shared: Shared, proofCreated: Timestamp?, proofExpires: Timestamp?, period: ValidityPeriod,
        statusIndex: Int
    ) {
        self.shared = shared
        self.proofCreated = proofCreated
        self.proofExpires = proofExpires
        self.period = period
        self.statusIndex = statusIndex
    }

    /// What many credentials share, for those who keep many.
    public final class Shared: Sendable {
        let kind: Kind

        init(_ kind: Kind) { self.kind = kind }
    }

    /// The same, sharing what it has in common with others.
    ///
    /// - Parameter known: What others share; at most 64 are added.
    public func sharing(with known: inout [Shared]) -> ExaminedCredential {
        guard let shared = known.first(where: { $0.kind == kind }) else {
            if known.count < 64 { known.append(shared) }
            return self
        }
        return ExaminedCredential(
            shared: shared, proofCreated: proofCreated, proofExpires: proofExpires, period: period,
            statusIndex: statusIndex)
    }

    /// What credentials of one batch share.
    struct Kind: Sendable, Equatable {
        let issuer: String
        let verificationMethod: String
        let publicKey: PublicKey
        let structure: [Check]
        let proof: Check
        let contexts: Check?
        /// What follows the status: what was not looked into, and remarks on its form.
        let remarks: [Check]
        /// Nil where the credential has no status.
        let status: StatusPlace?
    }

    struct StatusPlace: Sendable, Equatable {
        let list: String
        let purpose: String
    }

    /// The URL of the status list that it names, where it has a status.
    public var statusListURL: String? { kind.status?.list }

    /// The status entry, where there is one.
    var statusEntry: BitstringStatusListEntry? {
        kind.status.map {
            BitstringStatusListEntry(
                statusListCredential: $0.list, statusListIndex: statusIndex,
                statusPurpose: $0.purpose)
        }
    }
}

extension ExaminedCredential {
    /// The same from what is at hand already, without asking any resource; nil where a key is not
    /// the one that signed, or the status list is not one that was verified before: then
    /// ``Verifier/verify(_:at:)-(ExaminedCredential,_)`` has to be asked.
    ///
    /// - Parameters:
    ///   - methods: The issuer's own verification methods for assertions, by their URL.
    ///   - statusList: The bytes of the list that the credential names, as served now.
    ///   - memory: That of the verifier which examined it.
    public func report(
        at instant: Timestamp, statusList: [UInt8]?, memory: VerifierMemory,
        methods: (String) -> VerificationMethod?
    ) -> VerificationReport? {
        guard let method = methods(kind.verificationMethod) else { return nil }
        var status: [Check] = []
        if let entry = statusEntry {
            guard let statusList,
                let check = StatusCheck.check(
                    entry, issuer: kind.issuer, in: statusList, memory: memory, methods: methods,
                    at: instant)
            else { return nil }
            status = [check]
        } else {
            status = [StatusCheck.irrevocable]
        }
        return report(method, status: status, at: instant)
    }

    /// The checks in their order, by the key as it stands now.
    fileprivate func report(
        _ method: VerificationMethod, status: [Check], at instant: Timestamp
    ) -> VerificationReport? {
        guard method.publicKey == kind.publicKey else { return nil }
        var checks = kind.structure
        checks.reserveCapacity(checks.count + 8 + kind.remarks.count)
        checks.append(kind.proof)
        if let expiry = HeldProof.expiry(proofExpires, at: instant) { checks.append(expiry) }
        if let date = HeldProof.date(proofCreated, at: instant) { checks.append(date) }
        checks.append(method.check(of: .issuer, signed: proofCreated ?? instant))
        if let contexts = kind.contexts { checks.append(contexts) }
        checks.append(period.check(at: instant))
        checks += status
        checks += kind.remarks
        return VerificationReport(checks: checks, credential: nil)
    }
}

extension Verifier {
    /// Verifies one credential as ``verify(_:at:)-([UInt8],_)`` does, and hands out what of it need
    /// not be reckoned again; nil where it is not of the kind for which that can be told.
    public func examine(
        _ bytes: [UInt8], at instant: Timestamp
    ) async -> (report: VerificationReport, examined: ExaminedCredential?) {
        let received = ReceivedDocument(bytes, limits: limits)
        let report = await report(received, at: instant)
        guard report.isGenuine, case .object(let document) = received,
            let proof = document["proof"]?.objectValue,
            let held = await heldProof(of: proof, in: document),
            let kind = kind(of: document, held, report)
        else { return (report, nil) }
        let entry = document["credentialStatus"].flatMap { try? BitstringStatusListEntry($0) }
        let examined = ExaminedCredential(
            kind: kind, proofCreated: held.proof.created, proofExpires: held.proof.expires,
            period: ValidityPeriod(document), statusIndex: entry?.statusListIndex ?? 0)
        return (report, examined)
    }

    /// The checks of a credential that was examined before, as ``verify(_:at:)-([UInt8],_)`` would
    /// make them of its bytes; nil where its issuer no longer lists the same key under that name,
    /// so that it has to be verified anew.
    public func verify(
        _ examined: ExaminedCredential, at instant: Timestamp
    ) async -> VerificationReport? {
        let kind = examined.kind
        guard
            case .found(let method) = await keys.method(
                kind.verificationMethod, for: .assertionMethod)
        else { return nil }
        let status = await StatusVerification(verifier: self)
            .checks(examined.statusEntry, issuer: kind.issuer, instant)
        return examined.report(method, status: status, at: instant)
    }

    /// The proof and its key, where the document has just one that follows no other.
    private func heldProof(of json: JSONObject, in document: JSONObject) async -> HeldProof? {
        guard let proof = try? DataIntegrityProof(.object(json)), proof.previousProofs.isEmpty,
            case .found(let method) = await keys.method(
                proof.verificationMethod, for: .assertionMethod)
        else { return nil }
        return HeldProof(proof: proof, method: method, match: .usual)
    }

    /// What the credential shares with its kind; nil where its status is of another sort.
    private func kind(
        of document: JSONObject, _ held: HeldProof, _ report: VerificationReport
    ) -> ExaminedCredential.Kind? {
        guard let issuer = DataModelStructure.issuerIdentifier(document),
            let proof = report.check(.proof),
            let proofPlace = report.checks.firstIndex(of: proof),
            let statusPlace = report.checks.lastIndex(where: { $0.name == .status }),
            report.check(.statusForm) == nil
        else { return nil }
        var status: ExaminedCredential.StatusPlace?
        if let json = document["credentialStatus"] {
            guard json["type"] == StatusListKind.bitstring.entryType,
                let entry = try? BitstringStatusListEntry(json), entry.statusSize == 1,
                entry.statusMessages.isEmpty
            else { return nil }
            status = .init(list: entry.statusListCredential, purpose: entry.statusPurpose)
        }
        return ExaminedCredential.Kind(
            issuer: issuer, verificationMethod: held.proof.verificationMethod,
            publicKey: held.method.publicKey, structure: Array(report.checks[..<proofPlace]),
            proof: proof, contexts: report.check(.contexts),
            remarks: Array(report.checks[(statusPlace + 1)...]), status: status)
    }
}
