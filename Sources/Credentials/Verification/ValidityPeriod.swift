import LinkedData

/// The period of validity against the time of the verdict (VCDM 2.0 §4.9; VCDM 1.1 §4.6 and §4.7).
///
/// The two versions of the data model have different names for the two days, and issuers write one
/// version's into documents of the other. What the issuer signed is meant, so all four count: the
/// later beginning and the earlier end.
struct ValidityPeriod: Sendable, Equatable {
    let from: Timestamp?
    let until: Timestamp?
    /// The name of the other version that stands there with a value which is no instant.
    private let unreadable: String?

    private static let beginnings = ["validFrom", "issuanceDate"]
    private static let ends = ["validUntil", "expirationDate"]

    /// Structure has been checked before, so what stands under the version's own names can be read.
    init(_ document: JSONObject) {
        var unreadable: String?
        func instants(_ names: [String]) -> [Timestamp] {
            names.compactMap { name in
                guard let json = document[name] else { return nil }
                if let text = json.stringValue, let at = Timestamp(text, offsetRequired: false) {
                    return at
                }
                unreadable = unreadable ?? name
                return nil
            }
        }
        from = instants(Self.beginnings).max()
        until = instants(Self.ends).min()
        self.unreadable = unreadable
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
        if let unreadable {
            return Self.check(.notMade, "Its \(unreadable) is no instant that can be read.")
        }
        guard let until else { return Self.check(.passed, "It has no end of validity.") }
        return Self.check(.passed, "It is valid until \(until.description).")
    }

    /// The check `period-form`, failed where a day stands under the name of the other version of
    /// the data model; nil elsewhere.
    static func formCheck(_ document: JSONObject) -> Check? {
        let version = DataModelVersion(of: document) ?? .v2
        let own = [version.period.from, version.period.until]
        let others = (beginnings + ends).filter { name in
            document[name] != nil && !own.contains(where: name.isExactly)
        }
        guard !others.isEmpty else { return nil }
        return Check(
            .periodForm, .failed,
            "It says \(others.joined(separator: " and ")), which is of the other version of the "
                + "data model; it counts all the same.", bearing: .information)
    }

    private static func check(_ result: Check.Result, _ detail: String) -> Check {
        Check(.validityPeriod, result, detail, bearing: .currency)
    }
}
