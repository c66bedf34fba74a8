import Credentials

/// The parts of a ZIP archive (APPNOTE 6.3.10), as workbooks have it: stored or deflated, not
/// encrypted, in one file. What the end of the archive says is believed only where the rest agrees.
struct ZipArchive {
    /// A part, as the central directory names it.
    private struct Part {
        let method: Int
        let check: UInt32
        let compressed: Int
        let expanded: Int
        let header: Int
    }

    private let bytes: [UInt8]
    private let limits: WorkbookLimits
    private var parts: [String: Part] = [:]
    private var total = 0

    /// Reads the directory.
    ///
    /// - Throws: ``WorkbookError``.
    init(_ bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookError) {
        self.bytes = bytes
        self.limits = limits
        let directory = try Self.directory(bytes)
        guard directory.count <= limits.parts else {
            throw .tooLarge("the file has \(directory.count) parts where \(limits.parts) are read")
        }
        var place = directory.start
        for _ in 0..<directory.count {
            guard place + 46 <= directory.end, bytes.number(4, at: place) == 0x0201_4B50 else {
                throw .damaged("the list of the file's parts is damaged at byte \(place)")
            }
            let (name, extra, comment) = (
                bytes.number(2, at: place + 28), bytes.number(2, at: place + 30),
                bytes.number(2, at: place + 32)
            )
            let end = place + 46 + name + extra + comment
            guard end <= directory.end else {
                throw .damaged("the list of the file's parts is cut short at byte \(place)")
            }
            guard bytes.number(2, at: place + 8) & 1 == 0 else {
                throw .refused("a part of the file is encrypted")
            }
            let path = String(decoding: bytes[(place + 46)..<(place + 46 + name)], as: UTF8.self)
            var part = Part(
                method: bytes.number(2, at: place + 10),
                check: UInt32(truncatingIfNeeded: bytes.number(4, at: place + 16)),
                compressed: bytes.number(4, at: place + 20),
                expanded: bytes.number(4, at: place + 24),
                header: bytes.number(4, at: place + 42))
            part = try Self.wide(
                part, bytes[(place + 46 + name)..<(place + 46 + name + extra)], path)
            guard parts.updateValue(part, forKey: Self.key(path)) == nil else {
                throw .refused("the file has two parts \(path)")
            }
            place = end
        }
    }

    /// Whether there is a part.
    func has(_ path: String) -> Bool { parts[Self.key(path)] != nil }

    /// A part, expanded; nil where there is none.
    ///
    /// - Throws: ``WorkbookError``.
    mutating func part(_ path: String) throws(WorkbookError) -> [UInt8]? {
        guard let part = parts[Self.key(path)] else { return nil }
        let bound = min(limits.part, limits.total - total)
        guard part.expanded <= bound else {
            throw .tooLarge("\(path) expands to \(part.expanded) bytes where \(bound) are read")
        }
        guard part.expanded <= limits.small || part.expanded / limits.ratio <= part.compressed
        else {
            throw .refused(
                "\(path) expands to \(part.expanded / max(part.compressed, 1)) times its size")
        }
        let start = part.header
        guard start + 30 <= bytes.count, bytes.number(4, at: start) == 0x0403_4B50 else {
            throw .damaged("\(path) is not where the file's list says")
        }
        let data = start + 30 + bytes.number(2, at: start + 26) + bytes.number(2, at: start + 28)
        guard data + part.compressed <= bytes.count else {
            throw .damaged("\(path) is cut short")
        }
        let packed = Array(bytes[data..<(data + part.compressed)])
        let content: [UInt8]
        switch part.method {
        case 0: content = packed
        case 8:
            do throws(Zlib.Fault) {
                content = try Zlib.expand(packed, as: .none, limit: part.expanded)
            } catch {
                throw error == .tooLarge
                    ? .refused("\(path) expands to more than it says")
                    : .damaged(
                        "\(path) cannot be expanded")
            }
        default: throw .damaged("\(path) is compressed in a way that workbooks do not use")
        }
        guard content.count == part.expanded, CRC32(content).value == part.check else {
            throw .damaged("\(path) is not what the file's list says")
        }
        total += content.count
        return content
    }

    // MARK: The directory

    private static func directory(
        _ bytes: [UInt8]
    ) throws(WorkbookError) -> (start: Int, end: Int, count: Int) {
        guard let end = endRecord(bytes) else {
            throw .damaged("the file is cut short: the list of its parts is missing")
        }
        var (count, size, start) = (
            bytes.number(2, at: end + 10), bytes.number(4, at: end + 12),
            bytes.number(4, at: end + 16)
        )
        var limit = end
        if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF, end >= 20,
            bytes.number(4, at: end - 20) == 0x0706_4B50
        {
            // ZIP64: the locator stands before the end record.
            let record = bytes.number(8, at: end - 12)
            guard record >= 0, record <= end - 76, bytes.number(4, at: record) == 0x0606_4B50
            else { throw .damaged("the list of the file's parts is damaged") }
            (count, size, start) = (
                bytes.number(8, at: record + 32), bytes.number(8, at: record + 40),
                bytes.number(8, at: record + 48)
            )
            limit = record
        }
        guard count >= 0, size >= 0, start >= 0, start <= limit, size <= limit - start else {
            throw .damaged("the list of the file's parts is not where the file says")
        }
        return (start, start + size, count)
    }

    /// The end record's place, which a comment may follow.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 0xFFFF)
        return stride(from: bytes.count - 22, through: first, by: -1).first { place in
            bytes.number(4, at: place) == 0x0605_4B50
                && place + 22 + bytes.number(2, at: place + 20) == bytes.count
        }
    }

    /// The part with the sizes of its ZIP64 field, where it has one.
    private static func wide(
        _ part: Part, _ extra: ArraySlice<UInt8>, _ path: String
    ) throws(WorkbookError) -> Part {
        var numbers = [part.expanded, part.compressed, part.header]
        if numbers.contains(0xFFFF_FFFF) {
            let bytes = Array(extra)
            var place = 0
            while place + 4 <= bytes.count {
                let size = bytes.number(2, at: place + 2)
                guard place + 4 + size <= bytes.count else { break }
                if bytes.number(2, at: place) == 1 {
                    var field = place + 4
                    for index in numbers.indices where numbers[index] == 0xFFFF_FFFF {
                        guard field + 8 <= place + 4 + size else { break }
                        numbers[index] = bytes.number(8, at: field)
                        field += 8
                    }
                }
                place += 4 + size
            }
        }
        guard numbers.allSatisfy({ (0..<1 << 40).contains($0) }) else {
            throw .damaged("the sizes of \(path) cannot be")
        }
        return Part(
            method: part.method, check: part.check, compressed: numbers[1], expanded: numbers[0],
            header: numbers[2])
    }

    /// Names of parts differ by more than letter case (ECMA-376 part 2, §6.2.2).
    private static func key(_ path: String) -> String {
        String(path.drop { $0 == "/" }).lowercased()
    }
}

extension [UInt8] {
    /// A number of so many bytes, least significant first; the caller sees that they are there.
    fileprivate func number(_ count: Int, at place: Int) -> Int {
        (0..<count).reduce(0) { sum, index in
            sum | Int(truncatingIfNeeded: UInt64(self[place + index]) << UInt64(8 * index))
        }
    }
}
