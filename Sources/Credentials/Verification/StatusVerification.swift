import LinkedData

/// Whether the issuer has taken the credential back (Bitstring Status List v1.0 §3.2
/// "Validate Algorithm").
struct StatusVerification<Resources: VerificationResources>: Sendable {
    let verifier: Verifier<Resources>

    private static var entryLimit: Int { 8 }

    /// A check for each status entry; none where the credential has no status.
    func checks(_ document: JSONObject, _ instant: Timestamp) async -> [Check] {
        guard let status = document["credentialStatus"] else {
            return [Check("status", .passed, "It cannot be revoked.", bearing: .information)]
        }
        let issuer = DataModelStructure.issuerIdentifier(document) ?? ""
        var checks: [Check] = []
        for entry in status.oneOrMore.prefix(Self.entryLimit) {
            checks.append(await check(entry, issuer: issuer, at: instant))
        }
        return checks
    }

    private func check(_ json: JSON, issuer: String, at instant: Timestamp) async -> Check {
        guard let type = json["type"]?.oneOrMore.first?.stringValue,
            type.isExactly("BitstringStatusListEntry")
        else { return Self.notMade("This kind of status is not known here.", nil) }
        let entry: BitstringStatusListEntry
        do {
            entry = try BitstringStatusListEntry(json)
        } catch {
            return Self.notMade("The status entry is malformed: \(error.description).", .malformed)
        }
        switch await list(for: entry, issuer: issuer, at: instant) {
        case .failure(let check): return check
        case .success(let list, let since):
            return Self.check(entry, list: list, since: since)
        }
    }

    private enum ListLookup {
        case success(BitstringStatusList, since: String?)
        case failure(Check)
    }

    private func list(
        for entry: BitstringStatusListEntry, issuer: String, at instant: Timestamp
    ) async -> ListLookup {
        let document: JSONObject
        switch await verifier.statusList(entry.statusListCredential) {
        case .unavailable(let reason):
            return .failure(
                Self.notMade("The status list could not be had: \(reason).", .retrieval))
        case .found(let found): document = found
        }
        func unfit(_ reason: String) -> ListLookup {
            .failure(Self.notMade("The status list cannot be relied on: \(reason)", .verification))
        }
        guard DataModelStructure.issuerIdentifier(document)?.isExactly(issuer) == true else {
            return unfit("it was not made by the credential's issuer.")
        }
        guard document["id"]?.stringValue?.isExactly(entry.statusListCredential) != false else {
            return unfit("it is another list.")
        }
        let checks = await verifier.verifySecured(document, at: instant)
        if let fault = checks.first(where: { $0.result != .passed }) { return unfit(fault.detail) }
        guard let subject = document["credentialSubject"],
            let purposes = subject["statusPurpose"]?.oneOrMore,
            purposes.contains(.string(entry.statusPurpose)),
            let encoded = subject["encodedList"]?.stringValue
        else { return unfit("it does not tell of \(entry.statusPurpose.prefix(40)).") }
        do {
            return .success(
                try BitstringStatusList(encoded: encoded),
                since: document["validFrom"]?.stringValue)
        } catch {
            return unfit(error.description + ".")
        }
    }

    private static func check(
        _ entry: BitstringStatusListEntry, list: BitstringStatusList, since: String?
    ) -> Check {
        guard list.length / entry.statusSize >= BitstringStatusList.minimumLength else {
            return notMade("The status list is shorter than the standard allows.", .length)
        }
        guard let value = list.value(at: entry.statusListIndex, size: entry.statusSize) else {
            return notMade("The status list has no such entry.", .range)
        }
        let asOf = since.map { " (list of \($0))" } ?? ""
        let purpose = entry.statusPurpose.prefix(40)
        guard value != 0 else {
            return Check(
                "status", .passed, "The issuer's list shows no \(purpose)\(asOf).",
                bearing: .currency)
        }
        let message = entry.statusMessages[value].map { ": \($0.prefix(200))" } ?? ""
        switch entry.statusPurpose {
        case "revocation":
            return Check("status", .failed, "The issuer revoked it\(asOf).", bearing: .currency)
        case "suspension":
            return Check("status", .failed, "The issuer suspended it\(asOf).", bearing: .currency)
        default:
            return Check(
                "status", .passed, "The issuer's list says \(purpose)\(message)\(asOf).",
                bearing: .information)
        }
    }

    private enum Problem: String {
        case retrieval = "STATUS_RETRIEVAL_ERROR"
        case verification = "STATUS_VERIFICATION_ERROR"
        case length = "STATUS_LIST_LENGTH_ERROR"
        case range = "RANGE_ERROR"
        case malformed = "MALFORMED_VALUE_ERROR"
    }

    private static func notMade(_ detail: String, _ problem: Problem?) -> Check {
        let home =
            problem == .range || problem == .malformed
            ? "https://www.w3.org/TR/vc-data-model#"
            : "https://www.w3.org/ns/credentials/status-list#"
        return Check(
            "status", .notMade, detail, bearing: .currency,
            problemType: problem.map { home + $0.rawValue })
    }
}
