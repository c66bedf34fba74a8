import CertAuthority
import Credentials
import LinkedData

/// What a signed document says of everything that the record keeps beside it, in the record's own
/// terms, so that both can be compared.
///
/// It follows from the document's bytes alone; the comparison is a few numbers and short texts.
struct RecordedTerms: Sendable {
    /// What is compared, by the words in which a disagreement is reported. The values never are:
    /// neither the record's nor the document's can be relied on then.
    enum Member: String, Sendable, CaseIterable {
        case number
        case organisation = "issuer"
        case key = "signing key"
        case statusList = "status list"
        case statusIndex = "place in the status list"
        case programme
        case name
        case completedOn = "day of completion"
        case issuedAt = "time of issue"
        case validUntil = "end of validity"
        case evidence
        /// Whether it is written as the issuer writes.
        case form = "form of the document"
    }

    /// What the documents of a batch have in common.
    final class Common: Sendable {
        let organisation: Slug?
        /// The fragment of the organisation's own verification method.
        let key: String?
        let statusList: String?
        let programme: Slug?
        let issuedAt: Timestamp?
        let isInForm: Bool

        init(
            organisation: Slug?, key: String?, statusList: String?, programme: Slug?,
            issuedAt: Timestamp?, isInForm: Bool
        ) {
            self.organisation = organisation
            self.key = key
            self.statusList = statusList
            self.programme = programme
            self.issuedAt = issuedAt
            self.isInForm = isInForm
        }

        func isEqual(_ other: Common) -> Bool {
            organisation == other.organisation && programme == other.programme
                && issuedAt == other.issuedAt && isInForm == other.isInForm
                && ExactString(key ?? "") == ExactString(other.key ?? "")
                && ExactString(statusList ?? "") == ExactString(other.statusList ?? "")
        }
    }

    let number: CertificateNumber?
    let common: Common
    private let statusIndex: Int?
    private let name: String?
    private let completedOn: Timestamp?
    private let validUntil: Timestamp?
    /// Nil where a piece of evidence is no certificate of this installation.
    private let evidence: [CertificateNumber]?

    /// Reads a document; what it does not say in the issuer's form stays nil, and so agrees with
    /// no record.
    ///
    /// - Parameter method: The verification method by which it is signed.
    init(
        _ document: JSONObject, _ facts: CertificateFacts, method: String?,
        _ installation: Installation
    ) {
        let organisation = document["issuer"]?["id"]?.stringValue
            .flatMap { installation.organisation(ofDID: $0) }
        let did = organisation.map { installation.did(of: $0) }
        let fragment = did.flatMap { did in
            method.flatMap { method -> String? in
                guard method.utf8.starts(with: "\(did)#".utf8) else { return nil }
                return String(decoding: method.utf8.dropFirst(did.utf8.count + 1), as: UTF8.self)
            }
        }
        let status = document["credentialStatus"].flatMap { try? BitstringStatusListEntry($0) }
        let isRevocation = status?.statusPurpose.isExactly("revocation") == true
        let subject = document["credentialSubject"]
        common = Common(
            organisation: organisation, key: fragment,
            statusList: isRevocation
                ? status.flatMap { installation.statusList(inURL: $0.statusListCredential) } : nil,
            programme: subject?["achievement"]?["id"]?.stringValue
                .flatMap { installation.programme(inURL: $0) },
            issuedAt: Self.instant(document["validFrom"]),
            isInForm: OpenBadge.isInForm(document))
        number = document["id"]?.stringValue.flatMap { installation.number(ofCredential: $0) }
        statusIndex = isRevocation ? status?.statusListIndex : nil
        name = facts.name
        completedOn = Self.instant(subject?["activityEndDate"])
        validUntil = Self.instant(document["validUntil"])
        let steps = document["evidence"]?.arrayValue ?? []
        let numbers = steps.compactMap {
            $0["id"]?.stringValue.flatMap { installation.number(ofCredential: $0) }
        }
        evidence = numbers.count == steps.count ? numbers : nil
    }

    /// The terms of a document as it is kept.
    ///
    /// - Parameters:
    ///   - bytes: JSON with a proof, or a compact token.
    ///   - document: The credential in them.
    init(
        bytes: [UInt8], _ document: JSONObject, _ facts: CertificateFacts,
        _ installation: Installation
    ) {
        self.init(
            document, facts, method: Self.method(of: bytes, document), installation)
    }

    /// The verification method that a signed document names, where it names just one.
    private static func method(of bytes: [UInt8], _ document: JSONObject) -> String? {
        guard bytes.first == UInt8(ascii: "{") else {
            return (try? CredentialJWT(bytes))?.verificationMethod
        }
        return document["proof"]?["verificationMethod"]?.stringValue
    }

    private init(sharing other: RecordedTerms, name: String?, _ common: Common) {
        number = other.number
        self.common = common
        statusIndex = other.statusIndex
        self.name = name
        completedOn = other.completedOn
        validUntil = other.validUntil
        evidence = other.evidence
    }

    /// The same in storage that others share.
    ///
    /// - Parameters:
    ///   - name: The same name, from where it is kept already.
    ///   - known: What others share; at most 64 are added.
    func sharing(name: String?, with known: inout [Common]) -> RecordedTerms {
        guard let shared = known.first(where: { $0.isEqual(common) }) else {
            if known.count < 64 { known.append(common) }
            return RecordedTerms(sharing: self, name: name, common)
        }
        return RecordedTerms(sharing: self, name: name, shared)
    }

    private static func instant(_ json: JSON?) -> Timestamp? {
        json?.stringValue.flatMap { Timestamp($0, offsetRequired: false) }
    }
}

extension RecordedTerms {
    /// What the document and a certificate's row do not say alike; empty where they agree.
    ///
    /// Of an erased certificate its shell is compared: all but the name.
    func differences(from certificate: Certificate) -> [Member] {
        guard !agrees(with: certificate) else { return [] }
        return Member.allCases.filter { !agrees(on: $0, with: certificate) }
    }

    /// Asked for each look at a certificate: without a list of members to walk through.
    private func agrees(with certificate: Certificate) -> Bool {
        common.isInForm && agrees(on: .number, with: certificate)
            && agrees(on: .organisation, with: certificate)
            && agrees(on: .key, with: certificate)
            && agrees(on: .statusList, with: certificate)
            && statusIndex == certificate.statusIndex
            && agrees(on: .programme, with: certificate)
            && agrees(on: .name, with: certificate)
            && completedOn?.seconds == certificate.completedOn.startUnixTime
            && common.issuedAt == certificate.issuedAt
            && validUntil == certificate.validUntil
            && agrees(on: .evidence, with: certificate)
    }

    private func agrees(on member: Member, with certificate: Certificate) -> Bool {
        switch member {
        case .number: number == certificate.number
        case .organisation: common.organisation == certificate.organisation
        case .key: common.key?.isExactly(certificate.key) == true
        case .statusList: common.statusList?.isExactly(certificate.statusList) == true
        case .statusIndex: statusIndex == certificate.statusIndex
        case .programme: common.programme == certificate.programme
        case .name:
            certificate.history.erasedAt != nil || name?.isExactly(certificate.name) == true
        case .completedOn: completedOn?.seconds == certificate.completedOn.startUnixTime
        case .issuedAt: common.issuedAt == certificate.issuedAt
        case .validUntil: validUntil == certificate.validUntil
        case .evidence: hasEvidence(certificate.evidence)
        case .form: common.isInForm
        }
    }

    /// True when the document names these certificates in this order, and perhaps others besides:
    /// a restored record may lack a step that was issued after the backup.
    private func hasEvidence(_ numbers: [CertificateNumber]) -> Bool {
        guard let evidence else { return false }
        if numbers.isEmpty { return true }
        var rest = evidence[...]
        for number in numbers {
            guard let place = rest.firstIndex(of: number) else { return false }
            rest = rest[(place + 1)...]
        }
        return true
    }
}

extension RecordedTerms {
    /// The check that a kept document is the one that was issued under its number.
    ///
    /// - Returns: Failed where it cannot be: it bears another number, or neither its issuer nor its
    ///   key is the record's. Not made where the two disagree otherwise: one of them was changed,
    ///   which cannot be told from here, and a damaged record must not condemn a true document.
    static func check(_ terms: RecordedTerms?, of certificate: Certificate) -> Check {
        guard let differences = terms?.differences(from: certificate) else {
            return Check(
                .record, .failed,
                "The document kept here is not the one issued under this number.",
                bearing: .genuineness)
        }
        guard !differences.isEmpty else {
            return Check(
                .record, .passed, "The signed document is the one issued under this number.",
                bearing: .genuineness)
        }
        if speakAgainstTheDocument(differences) {
            return Check(
                .record, .failed,
                "The document kept here is not the one issued under this number: "
                    + "\(words(differences)).", bearing: .genuineness)
        }
        return Check(
            .record, .notMade,
            "The record of this number and the signed document that is kept with it disagree "
                + "(\(words(differences))), so nothing can be confirmed; the issuer has to look "
                + "into its record.", bearing: .genuineness)
    }

    /// True where the document is another's, whatever became of the record.
    static func speakAgainstTheDocument(_ differences: [Member]) -> Bool {
        differences.contains(.number)
            || (differences.contains(.organisation) && differences.contains(.key))
    }

    /// The members in words: "issuer and signing key", "name, programme and day of completion".
    static func words(_ members: [Member]) -> String {
        let names = members.map(\.rawValue)
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
