public import Credentials
public import LinkedData

extension VerificationReport {
    /// The report as `verdict` and `checks`, the members that programs read.
    public var document: JSONObject {
        var document = JSONObject()
        document["verdict"] = .string(verdict.rawValue)
        document["checks"] = .array(
            checks.map { check in
                [
                    "check": .string(check.name.rawValue), "result": .string(check.result.rawValue),
                    "detail": .string(check.detail),
                ]
            })
        return document
    }

    /// What can be told while the record of certificates cannot be read: nothing.
    public static let storeUnreadable = VerificationReport(
        checks: [
            Check(
                .record, .notMade, "The record of certificates cannot be read now.",
                bearing: .genuineness)
        ], credential: nil)
}
