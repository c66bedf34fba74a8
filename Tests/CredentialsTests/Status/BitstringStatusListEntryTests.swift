import LinkedData
import Testing

@testable import Credentials

@Suite("Status entries")
struct BitstringStatusListEntryTests {
    private static let whole: JSON = [
        "id": "https://issuer.example/status/3#94567", "type": "BitstringStatusListEntry",
        "statusPurpose": "message", "statusListIndex": "94567", "statusSize": 2,
        "statusListCredential": "https://issuer.example/status/3",
        "statusMessage": [
            ["status": "0x0", "message": "pending"], ["status": "0x1", "message": "accepted"],
            ["status": "0x2", "message": "rejected"], ["status": "0x3", "message": "lapsed"],
        ],
    ]

    private static func changed(_ member: String, _ value: JSON?) throws -> JSON {
        var object = try #require(whole.objectValue)
        object[member] = value
        return .object(object)
    }

    @Test("An entry is read with its size and messages")
    func reading() throws {
        let entry = try BitstringStatusListEntry(Self.whole)
        #expect(entry.statusListIndex == 94_567)
        #expect(entry.statusPurpose == "message")
        #expect(entry.statusSize == 2)
        #expect(entry.statusMessages == [0: "pending", 1: "accepted", 2: "rejected", 3: "lapsed"])
    }

    @Test("A place that is a number is read, and told apart")
    func numericIndex() throws {
        let entry = try BitstringStatusListEntry(try Self.changed("statusListIndex", 94_567))
        #expect(entry.statusListIndex == 94_567 && entry.isIndexNumber)
        #expect(try !BitstringStatusListEntry(Self.whole).isIndexNumber)
    }

    @Test("What is written reads back as the same entry")
    func roundTrip() throws {
        let entry = BitstringStatusListEntry(
            statusListCredential: "https://issuer.example/status/3", statusListIndex: 0)
        #expect(try BitstringStatusListEntry(entry.document) == entry)
    }

    @Test(
        "The member at fault is named",
        arguments: [
            ("statusListIndex", nil), ("statusListIndex", -1), ("statusListIndex", .number(0.5)),
            ("statusListIndex", .number(1e300)), ("statusListIndex", true),
            ("statusListIndex", "-1"),
            ("statusListIndex", "+1"), ("statusListIndex", ""), ("statusListIndex", "1e3"),
            ("statusListIndex", "99999999999999999999"), ("statusPurpose", nil),
            ("statusPurpose", ""), ("statusListCredential", nil), ("statusListCredential", 7),
            ("statusSize", 0), ("statusSize", 65), ("statusSize", "2"), ("statusMessage", nil),
            ("statusMessage", [["status": "0x0", "message": "only one"]]),
            ("statusMessage", [["status": "0", "message": "no prefix"]]),
        ] as [(String, JSON?)])
    func faults(member: String, value: JSON?) throws {
        let entry = try Self.changed(member, value)
        let error = #expect(throws: MalformedValue.self) { try BitstringStatusListEntry(entry) }
        #expect(error?.member == "credentialStatus.\(member)")
    }
}
