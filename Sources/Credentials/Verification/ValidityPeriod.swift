import LinkedData

/// The period of validity against the time of the verdict (VCDM 2.0 §4.9; VCDM 1.1 §4.6 and §4.7).
struct ValidityPeriod: Sendable, Equatable {
    let from: Timestamp?
    let until: Timestamp?

    /// Structure has been checked before, so what is there can be read.
    init(_ document: JSONObject) {
        let members = (DataModelVersion(of: document) ?? .v2).period
        from = Self.instant(members.from, in: document)
        until = Self.instant(members.until, in: document)
    }

    static func check(_ document: JSONObject, at instant: Timestamp) -> Check {
        ValidityPeriod(document).check(at: instant)
    }

    func check(at instant: Timestamp) -> Check {
        if let from, instant < from {
            return Self.check(.failed, "It is valid only from \(from.description).")
        }
        if let until, instant > until {
            return Self.check(.failed, "It expired on \(until.description).")
        }
        guard let until else { return Self.check(.passed, "It has no end of validity.") }
        return Self.check(.passed, "It is valid until \(until.description).")
    }

    private static func instant(_ member: String, in document: JSONObject) -> Timestamp? {
        document[member]?.stringValue.flatMap { Timestamp($0, offsetRequired: false) }
    }

    private static func check(_ result: Check.Result, _ detail: String) -> Check {
        Check("validity-period", result, detail, bearing: .currency)
    }
}
