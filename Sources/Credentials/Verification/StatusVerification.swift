import LinkedData

/// Whether the issuer has taken the credential back.
struct StatusVerification<Resources: VerificationResources>: Sendable {
    let verifier: Verifier<Resources>

    /// No honest credential has more entries; each can cost a look-up and a signature.
    private static var entryLimit: Int { 8 }

    /// A check for each status entry; none where the credential has no status.
    func checks(_ document: JSONObject, _ instant: Timestamp) async -> [Check] {
        guard let status = document["credentialStatus"] else { return [StatusCheck.irrevocable] }
        let entries = status.oneOrMore
        var checks: [Check] = []
        for entry in entries.prefix(Self.entryLimit) {
            checks += await self.checks(entry, of: document, at: instant)
        }
        if entries.count > Self.entryLimit {
            checks.append(
                .statusNotMade("Of its status entries only \(Self.entryLimit) were looked at."))
        }
        return checks
    }

    /// The check of the one entry that a credential has, or of none.
    func checks(
        _ entry: BitstringStatusListEntry?, issuer: String, _ instant: Timestamp
    ) async -> [Check] {
        guard let entry else { return [StatusCheck.irrevocable] }
        return await checks(entry, .bitstring, issuer: issuer, at: instant)
    }

    private func checks(
        _ json: JSON, of document: JSONObject, at instant: Timestamp
    ) async -> [Check] {
        let types = json["type"]?.oneOrMore ?? []
        if types.contains("1EdTechRevocationList") {
            return [await RevocationListStatus(verifier: verifier).check(json, of: document)]
        }
        guard let kind = StatusListKind.allCases.first(where: { types.contains($0.entryType) })
        else {
            let name = types.first?.stringValue?.prefix(60) ?? ""
            return [.statusNotMade("The kind of status \"\(name)\" is not known here.")]
        }
        let entry: BitstringStatusListEntry
        do throws(MalformedValue) {
            entry = try BitstringStatusListEntry(json)
        } catch {
            return [
                .statusNotMade(
                    "The status entry is malformed: \(error.description).", .malformed)
            ]
        }
        let issuer = DataModelStructure.issuerIdentifier(document) ?? ""
        return await checks(entry, kind, issuer: issuer, at: instant)
    }

    /// What the list says, and where entry or list is not as the standard asks, a remark on that.
    private func checks(
        _ entry: BitstringStatusListEntry, _ kind: StatusListKind, issuer: String,
        at instant: Timestamp
    ) async -> [Check] {
        let finding = await StatusListLookup(verifier: verifier, kind: kind)
            .list(for: entry, issuer: issuer, at: instant)
        switch finding {
        case .failure(let check): return [check]
        case .success(let list, let since, var remarks):
            if entry.isIndexNumber {
                remarks.insert(
                    "The entry's statusListIndex is a number, where the standard asks for text.",
                    at: 0)
            }
            let check = StatusCheck.check(entry, list: list, since: since)
            guard !remarks.isEmpty else { return [check] }
            return [check, StatusCheck.form(remarks)]
        }
    }
}

/// What a list says of an entry.
enum StatusCheck {
    static var irrevocable: Check {
        Check(.status, .passed, "It cannot be revoked.", bearing: .information)
    }

    /// The remark on a status entry or list that is read although it departs from the standard.
    static func form(_ remarks: [String]) -> Check {
        Check(.statusForm, .failed, remarks.joined(separator: " "), bearing: .information)
    }

    /// The check of an entry of a list that was verified before; nil where these are not its bytes,
    /// or it cannot be relied on now, or there is more to say of it.
    static func check(
        _ entry: BitstringStatusListEntry, issuer: String, in bytes: [UInt8],
        memory: VerifierMemory, methods: (String) -> VerificationMethod?, at instant: Timestamp
    ) -> Check? {
        let lists = memory.statusLists
        guard let known = lists.list(entry.statusListCredential, servedAs: bytes, .bitstring),
            let method = methods(known.held.method.id),
            method.publicKey == known.held.method.publicKey, known.remarks.isEmpty,
            known.claims.mismatch(with: entry, .bitstring, issuer: issuer) == nil,
            !known.checks(method, at: instant).contains(where: \.decidesAgainst)
        else { return nil }
        return check(entry, list: known.list, since: known.claims.since)
    }

    /// What the list says of an entry (Bitstring Status List v1.0 §3.2 "Validate Algorithm", from
    /// the step on the length of the list).
    static func check(
        _ entry: BitstringStatusListEntry, list: BitstringStatusList, since: String?
    ) -> Check {
        let isShort = list.length / entry.statusSize < BitstringStatusList.minimumLength
        let found = list.value(at: entry.statusListIndex, size: entry.statusSize)
        // What the issuer took back is taken back, however few the entries of its list.
        if isShort, found.map({ $0 == 0 || !entry.takesBack }) ?? true {
            return .statusNotMade("The status list is shorter than the standard allows.", .length)
        }
        guard let value = found else {
            return .statusNotMade("The status list has no such entry.", .range)
        }
        let asOf =
            (since.map { " (list of \($0.prefix(40)))" } ?? "")
            + (isShort ? "; the list is shorter than the standard allows" : "")
        let purpose = entry.statusPurpose.prefix(40)
        guard value != 0 else {
            let message = entry.statusMessages[0].map { ": \($0.prefix(200))" } ?? ""
            return Check(
                .status, .passed, "The issuer's list shows no \(purpose)\(message)\(asOf).",
                bearing: .currency)
        }
        let message = entry.statusMessages[value].map { ": \($0.prefix(200))" } ?? ""
        switch ExactString(entry.statusPurpose) {
        case "revocation":
            return Check(
                .status, .failed, "The issuer revoked it\(message)\(asOf).", bearing: .currency)
        case "suspension":
            return Check(
                .status, .failed, "The issuer suspended it\(message)\(asOf).", bearing: .currency)
        default:
            return Check(
                .status, .passed,
                "The issuer's list says \(purpose) 0x\(String(value, radix: 16))\(message)\(asOf).",
                bearing: .information)
        }
    }
}

extension BitstringStatusListEntry {
    /// True where a set bit says that the credential is not to be relied on.
    fileprivate var takesBack: Bool {
        statusPurpose.isExactly("revocation") || statusPurpose.isExactly("suspension")
    }
}

/// The kinds of status list whose entries are bits of a compressed list.
enum StatusListKind: CaseIterable, Sendable {
    /// Bitstring Status List v1.0.
    case bitstring
    /// Status List 2021, its earlier draft.
    case of2021

    var entryType: JSON {
        self == .bitstring ? "BitstringStatusListEntry" : "StatusList2021Entry"
    }

    var credentialType: JSON {
        self == .bitstring ? "BitstringStatusListCredential" : "StatusList2021Credential"
    }

    var subjectType: JSON { self == .bitstring ? "BitstringStatusList" : "StatusList2021" }
}

/// The problem types of Bitstring Status List v1.0 §3.5.
enum StatusProblem: String {
    case retrieval = "STATUS_RETRIEVAL_ERROR"
    case verification = "STATUS_VERIFICATION_ERROR"
    case length = "STATUS_LIST_LENGTH_ERROR"
    case range = "RANGE_ERROR"
    case malformed = "MALFORMED_VALUE_ERROR"

    fileprivate var url: String {
        let home =
            self == .range || self == .malformed
            ? "https://www.w3.org/TR/vc-data-model#"
            : "https://www.w3.org/ns/credentials/status-list#"
        return home + rawValue
    }
}

extension Check {
    /// A status that is not known; nothing follows for the credential but that.
    static func statusNotMade(_ detail: String, _ problem: StatusProblem? = nil) -> Check {
        Check(.status, .notMade, detail, bearing: .currency, problemType: problem?.url)
    }
}
