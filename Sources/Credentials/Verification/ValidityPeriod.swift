import LinkedData

/// The period of validity against the time of the verdict (VCDM 2.0 §4.9; VCDM 1.1 §4.6 and §4.7).
enum ValidityPeriod {
    static func check(_ document: JSONObject, at instant: Timestamp) -> Check {
        let members = (DataModelVersion(of: document) ?? .v2).period
        let from = instantOf(members.from, in: document)
        let until = instantOf(members.until, in: document)
        if let from, instant < from {
            return check(.failed, "It is valid only from \(from.description).")
        }
        if let until, instant > until {
            return check(.failed, "It expired on \(until.description).")
        }
        guard let until else { return check(.passed, "It has no end of validity.") }
        return check(.passed, "It is valid until \(until.description).")
    }

    /// Structure has been checked before, so what is there can be read.
    private static func instantOf(_ member: String, in document: JSONObject) -> Timestamp? {
        document[member]?.stringValue.flatMap { Timestamp($0, offsetRequired: false) }
    }

    private static func check(_ result: Check.Result, _ detail: String) -> Check {
        Check("validity-period", result, detail, bearing: .currency)
    }
}
