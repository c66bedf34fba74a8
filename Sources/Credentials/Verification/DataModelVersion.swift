import LinkedData

/// The versions of the Verifiable Credentials Data Model that are verified. Only 2.0 is issued.
enum DataModelVersion: Sendable {
    /// Version 1.1 of March 2022.
    case v1
    /// Version 2.0 of May 2025.
    case v2

    /// The version that a document's first context stands for.
    init?(of document: JSONObject) {
        guard let first = document["@context"]?.oneOrMore.first?.stringValue else { return nil }
        if first.isExactly(Self.v2.context) {
            self = .v2
        } else if first.isExactly(Self.v1.context) {
            self = .v1
        } else {
            return nil
        }
    }

    /// The first `@context` of its documents.
    var context: String {
        switch self {
        case .v1: "https://www.w3.org/2018/credentials/v1"
        case .v2: "https://www.w3.org/ns/credentials/v2"
        }
    }

    /// The members that tell from when and until when a credential counts.
    var period: (from: String, until: String) {
        switch self {
        case .v1: ("issuanceDate", "expirationDate")
        case .v2: ("validFrom", "validUntil")
        }
    }
}
