public import LinkedData

/// A credential that carries a status list (Bitstring Status List v1.0 §3.2), before it is signed.
public struct StatusListCredential: Sendable, Equatable {
    /// The URL under which the list is served.
    public var id: String
    /// The DID of the list's issuer.
    public var issuer: String
    /// When this state of the list was made.
    public var validFrom: Timestamp
    /// What a set bit means.
    public var statusPurpose: String
    /// For how long a reader may keep it, in milliseconds; advisory.
    public var timeToLive: Int
    /// The bits.
    public var list: BitstringStatusList

    /// Puts a list's credential together.
    public init(
        id: String, issuer: String, validFrom: Timestamp, statusPurpose: String = "revocation",
        timeToLive: Int, list: BitstringStatusList
    ) {
        self.id = id
        self.issuer = issuer
        self.validFrom = validFrom
        self.statusPurpose = statusPurpose
        self.timeToLive = timeToLive
        self.list = list
    }

    /// The unsigned document.
    ///
    /// - Throws: ``StatusListError`` when the bits cannot be compressed.
    public func document() throws(StatusListError) -> JSONObject {
        var document = JSONObject()
        document["@context"] = ["https://www.w3.org/ns/credentials/v2"]
        document["id"] = .string(id)
        document["type"] = ["VerifiableCredential", "BitstringStatusListCredential"]
        document["issuer"] = .string(issuer)
        document["validFrom"] = .string(validFrom.description)
        document["credentialSubject"] = [
            "id": .string(id + "#list"),
            "type": "BitstringStatusList",
            "statusPurpose": .string(statusPurpose),
            "ttl": .number(Double(timeToLive)),
            "encodedList": .string(try list.encoded()),
        ]
        return document
    }
}
