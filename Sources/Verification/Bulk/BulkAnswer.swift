public import CertAuthority
public import Credentials
public import LinkedData

/// The answer to one line of a bulk request.
public struct BulkAnswer: Sendable {
    /// Which line it was, counted from 0; a header and empty lines do not count.
    public let index: Int
    /// The line on which it starts, counted from 1.
    public let line: Int
    /// What came of it.
    public let outcome: SubmissionOutcome

    /// The verdict, where there is one.
    public var verdict: Verdict? { outcome.verdict }

    /// The number of this installation that it is about.
    public var number: CertificateNumber? { outcome.number }

    /// Why it is not valid, in words for people; empty where it is.
    public var detail: String { outcome.detail }
}

extension BulkAnswer {
    /// The answer as a JSON object: as the verdict of its number or document, but of the checks only
    /// those that did not pass; or an `error`.
    public func document(_ installation: Installation, at instant: Timestamp) -> JSONObject {
        var document = Self.abridged(outcome.document(installation, at: instant))
        document["checkedAt"] = nil
        document["index"] = .number(Double(index))
        document["line"] = .number(Double(line))
        return document
    }

    private static func abridged(_ document: JSONObject) -> JSONObject {
        var document = document
        if let checks = document["checks"]?.arrayValue {
            document["checks"] = .array(checks.filter { $0["result"] != "passed" })
        }
        if let credentials = document["credentials"]?.arrayValue {
            document["credentials"] = .array(
                credentials.map { $0.objectValue.map { .object(abridged($0)) } ?? $0 })
        }
        return document
    }

    /// The header of the answers as CSV, with its line end.
    public static let csvHeader = Array(
        ("index,line,number,verdict,issuer_known,state,name,programme,issuer,valid_until,error,"
            + "detail\r\n").utf8)

    /// The answer as a record of CSV (RFC 4180, UTF-8) with its line end; no field begins a
    /// spreadsheet's formula. Of a presentation it has the first credential's facts.
    public func csv(_ installation: Installation, at instant: Timestamp) -> [UInt8] {
        let document = document(installation, at: instant)
        let credential = document["credentials"]?.arrayValue?.first?.objectValue ?? document
        let facts = credential["certificate"]
        let fields = [
            "\(index)", "\(line)", number?.description ?? "", verdict?.rawValue ?? "",
            credential["issuerKnown"]?.boolValue.map { $0 ? "yes" : "no" } ?? "",
            credential["state"]?.stringValue ?? "", facts?["name"]?.stringValue ?? "",
            facts?["programme"]?.stringValue ?? "", facts?["issuer"]?.stringValue ?? "",
            facts?["validUntil"]?.stringValue ?? "",
            document["error"]?["type"]?.stringValue ?? "", detail,
        ]
        return CSVField.line(fields) + [0x0D, 0x0A]
    }
}
