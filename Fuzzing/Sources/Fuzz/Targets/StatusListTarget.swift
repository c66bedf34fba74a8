import Credentials
import LinkedData

/// A list never expands beyond its bound, and what is read is what is written.
///
/// An input that begins with `u` is an `encodedList`; with a brace, a status entry; any other is
/// taken for the compressed bytes, which spares the fuzzer the base64.
struct StatusListTarget: FuzzTarget {
    static let name = "statuslist"

    /// Small, so that going beyond it is reached often.
    private static let limit = 64 << 10

    func seeds() throws -> [[UInt8]] {
        var list = BitstringStatusList()
        for index in stride(from: 0, to: list.length, by: 4099) { list[index] = true }
        let sizes = [0, 1, 300, 16 << 10, 64 << 10, 65 << 10, 1 << 20]
        let texts =
            try sizes.map { size in
                try BitstringStatusList(bytes: [UInt8](repeating: 0x41, count: size)).encoded()
            } + [try list.encoded()]
        let entries = [
            #"{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"94567","statusListCredential":"https://e.org/1"}"#,
            #"{"type":"BitstringStatusListEntry","statusPurpose":"message","statusListIndex":"7","statusSize":2,"statusListCredential":"https://e.org/1","statusMessage":[{"status":"0x0","message":"a"},{"status":"0x1","message":"b"},{"status":"0x2","message":"c"},{"status":"0x3","message":"d"}]}"#,
        ]
        return (texts + entries).map { Array($0.utf8) }
            + (try texts.map { try Base64URL.decode($0.dropFirst()) })
    }

    let dictionary = [
        "uH4sI", "\u{1F}", "\"statusSize\":", "\"statusMessage\":[", "\"status\":\"0x\"",
        "18446744073709551615", "9223372036854775807", "64", "\"statusPurpose\":",
    ]

    func check(_ bytes: [UInt8]) throws {
        switch bytes.first {
        case UInt8(ascii: "{"): try checkEntry(bytes)
        case UInt8(ascii: "u"): try checkList(String(decoding: bytes, as: UTF8.self))
        default: try checkList("u" + Base64URL.encode(bytes))
        }
    }

    private func checkList(_ text: String) throws {
        guard let list = try? BitstringStatusList(encoded: text, limit: Self.limit) else { return }
        try promise(list.bytes.count <= Self.limit, "the list has \(list.bytes.count) bytes")
        let again = try BitstringStatusList(encoded: list.encoded(), limit: Self.limit)
        try promise(again == list, "the list reads back otherwise")
        for size in [1, 2, 3, 7, 8, 63, 64] {
            let count = list.length / size
            try promise(list.value(at: count, size: size) == nil, "there is one beyond the end")
            try promise(list.value(at: .max, size: size) == nil, "there is an entry beyond all")
            try promise(
                count == 0 || list.value(at: count - 1, size: size) != nil, "the last is missing")
        }
    }

    private func checkEntry(_ bytes: [UInt8]) throws {
        guard let json = try? JSON.parse(bytes), let entry = try? BitstringStatusListEntry(json)
        else { return }
        try promise(entry.statusListIndex >= 0, "the index is \(entry.statusListIndex)")
        try promise((1...64).contains(entry.statusSize), "the size is \(entry.statusSize)")
        let list = BitstringStatusList(bytes: [0xFF, 0, 0xFF])
        let value = list.value(at: entry.statusListIndex, size: entry.statusSize)
        try promise(
            value == nil || entry.statusListIndex < 24 / entry.statusSize, "there is no such entry")
        guard entry.statusSize == 1, entry.statusMessages.isEmpty else { return }
        try promise(try BitstringStatusListEntry(entry.document) == entry, "it reads otherwise")
    }
}
