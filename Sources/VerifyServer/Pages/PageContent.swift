import CertAuthority
import Credentials

/// What one page says, before it becomes HTML.
struct PageContent {
    /// Nil for pages that are no verdict.
    var tone: Verdict?
    var title: String
    var heading: String
    var sentence: String
    var checkedAt: Timestamp?
    var facts: CertificateFacts?
    var number: CertificateNumber?
    var advice: [String] = []
    var checks: [Check] = []
    var credential: String?
    /// The QR code as an SVG element.
    var qrCode: String?

    /// The number of the certificate that was issued in the place of this one.
    var newest: String?

    /// The values that the template names.
    func rendered(style: String, coalition: String) -> [String: Any] {
        var values: [String: Any] = [
            "style": style, "coalition": coalition, "title": title, "heading": heading,
            "sentence": sentence, "tone": tone?.rawValue ?? "plain", "isValid": tone == .valid,
            "isLapsed": tone == .notCurrentlyValid, "isFalse": tone == .notGenuine,
            "isUnknown": tone == .cannotTell, "advice": advice, "hasChecks": !checks.isEmpty,
            "checks": checks.map(Self.values),
        ]
        if let checkedAt {
            values["checkedAt"] = [
                "iso": checkedAt.description, "text": Self.readable(checkedAt),
            ]
        }
        if let newest { values["newest"] = newest }
        if let facts, let number {
            values["facts"] =
                [
                    "name": facts.name ?? "", "rows": Self.rows(facts),
                    "number": number.description,
                ] as [String: Any]
            if !facts.evidence.isEmpty {
                values["evidence"] = ["items": facts.evidence.map(Self.values)]
            }
            values["issuer"] =
                [
                    "name": facts.issuerName ?? facts.issuerID ?? "", "coalition": coalition,
                    "url": facts.issuerURL as Any, "criteria": facts.criteria as Any,
                ] as [String: Any]
        }
        if let credential, let qrCode {
            values["links"] = ["credential": credential, "qr": qrCode]
        }
        return values
    }

    private static func rows(_ facts: CertificateFacts) -> [[String: String]] {
        let rows: [(String, String?)] = [
            ("Programme", facts.programme), ("Level", facts.level),
            ("How", facts.narrative), ("Completed on", facts.completedOn),
            ("Issued on", facts.issuedOn),
            ("Valid until", facts.validUntil ?? "no end"), ("Issued by", facts.issuerName),
        ]
        return rows.compactMap { label, value in
            value.map { ["label": label, "value": $0] }
        }
    }

    private static func values(_ evidence: CertificateFacts.Evidence) -> [String: Any] {
        [
            "name": evidence.name, "url": evidence.url as Any,
            "description": evidence.description as Any,
        ]
    }

    private static func values(_ check: Check) -> [String: String] {
        let (mark, result) =
            switch check.result {
            case .passed: ("✓", "yes")
            case .failed: ("✕", "no")
            case .notMade: ("?", "not known")
            }
        return [
            "mark": mark, "result": result, "title": title(check.name), "detail": check.detail,
        ]
    }

    /// What a check is about, in plain words.
    private static func title(_ name: String) -> String {
        switch name {
        case "parsing": "Readable"
        case "structure": "Well formed"
        case "related-resource", "endorsement", "refresh": "Carried along"
        case "open-badge": "An Open Badge"
        case "contexts": "In words of known meaning"
        case "proof": "Signed by the issuer and unchanged"
        case "issuer-key", "issuer-record": "Signed with a key of the issuer"
        case "validity-period": "Within its time"
        case "proof-expiry": "The signature still counts"
        case "status": "Not taken back"
        case "record": "On record here"
        default: name
        }
    }

    /// `21 November 2026, 07:59 UTC`
    private static func readable(_ instant: Timestamp) -> String {
        let text = Array(instant.description)
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        guard text.count >= 16, let month = Int(String(text[5..<7])),
            let day = Int(String(text[8..<10]))
        else { return instant.description }
        return "\(day) \(months[month - 1]) \(String(text[0..<4])), \(String(text[11..<16])) UTC"
    }
}
