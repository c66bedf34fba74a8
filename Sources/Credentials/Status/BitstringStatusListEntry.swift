public import LinkedData

/// Where a credential's status is told (Bitstring Status List v1.0 §3.1).
public struct BitstringStatusListEntry: Sendable, Equatable {
    /// The URL of the list's credential.
    public let statusListCredential: String
    /// The entry's place in the list.
    public let statusListIndex: Int
    /// What a set bit means, such as `revocation`.
    public let statusPurpose: String
    /// How many bits the entry has; 1 unless the list says more.
    public let statusSize: Int
    /// What each value means, where the issuer says so: `0x…` and a message.
    public let statusMessages: [UInt64: String]
    /// True where the place is written as a number, where the standard asks for text.
    let isIndexNumber: Bool

    /// An entry of one bit.
    public init(
        statusListCredential: String, statusListIndex: Int, statusPurpose: String = "revocation"
    ) {
        self.statusListCredential = statusListCredential
        self.statusListIndex = statusListIndex
        self.statusPurpose = statusPurpose
        statusSize = 1
        statusMessages = [:]
        isIndexNumber = false
    }

    /// The member `credentialStatus` of a credential, as a single object.
    public var document: JSON { document { $0 } }

    /// The identifier of the entry, its place and the list, in the order of ``document(_:)``.
    var particulars: [String] {
        let index = String(statusListIndex)
        return ["\(statusListCredential)#\(index)", index, statusListCredential]
    }

    /// The member with what `written` gives for each of the ``particulars``.
    func document(_ written: (String) -> String) -> JSON {
        let texts = particulars.map(written)
        return [
            "id": .string(texts[0]),
            "type": "BitstringStatusListEntry",
            "statusPurpose": .string(statusPurpose),
            "statusListIndex": .string(texts[1]),
            "statusListCredential": .string(texts[2]),
        ]
    }

    /// Reads an entry.
    ///
    /// - Throws: ``MalformedValue`` naming the member at fault.
    public init(_ json: JSON) throws(MalformedValue) {
        guard let url = json["statusListCredential"]?.stringValue, !url.isEmpty else {
            throw MalformedValue("credentialStatus.statusListCredential", "a URL is required")
        }
        guard let purpose = json["statusPurpose"]?.stringValue, !purpose.isEmpty else {
            throw MalformedValue("credentialStatus.statusPurpose", "a purpose is required")
        }
        guard let index = json["statusListIndex"].flatMap(Self.index) else {
            throw MalformedValue(
                "credentialStatus.statusListIndex", "a decimal number as a string is required")
        }
        statusListCredential = url
        statusPurpose = purpose
        statusListIndex = index
        isIndexNumber = json["statusListIndex"]?.numberValue != nil
        statusSize = try Self.size(json["statusSize"])
        statusMessages = try Self.messages(json["statusMessage"], size: statusSize)
    }

    /// A number in text, or one that is whole and that every reader of JSON reads alike.
    private static func index(_ json: JSON) -> Int? {
        if let number = json.numberValue {
            guard let index = Int(exactly: number), (0..<1 << 53).contains(index) else {
                return nil
            }
            return index
        }
        guard let text = json.stringValue, !text.isEmpty,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(text)
    }

    private static func size(_ json: JSON?) throws(MalformedValue) -> Int {
        guard let json else { return 1 }
        guard let number = json.numberValue, let size = Int(exactly: number),
            (1...64).contains(size)
        else {
            throw MalformedValue("credentialStatus.statusSize", "a whole number from 1 to 64")
        }
        return size
    }

    private static func messages(
        _ json: JSON?, size: Int
    ) throws(MalformedValue) -> [UInt64: String] {
        guard let json else {
            guard size == 1 else {
                throw MalformedValue(
                    "credentialStatus.statusMessage", "required where statusSize is above 1")
            }
            return [:]
        }
        var messages: [UInt64: String] = [:]
        for element in json.oneOrMore {
            guard let status = element["status"]?.stringValue, status.hasPrefix("0x"),
                let value = UInt64(status.dropFirst(2), radix: 16),
                let message = element["message"]?.stringValue
            else {
                throw MalformedValue(
                    "credentialStatus.statusMessage", "each needs a status 0x… and a message")
            }
            messages[value] = message
        }
        guard size >= 20 || messages.count == 1 << size else {
            throw MalformedValue(
                "credentialStatus.statusMessage", "one message for each of the \(1 << size) values")
        }
        return messages
    }
}
