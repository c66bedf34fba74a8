internal import Credentials

/// Writes a ZIP archive (PKWARE APPNOTE 6.3.10) piece by piece, so that it can be streamed: entries
/// are stored as they are, as pictures and PDFs are compressed already; names are in UTF-8; all
/// carry the same instant, so that equal files make equal archives.
public struct ZipWriter {
    private struct Entry {
        let name: [UInt8]
        let check: UInt32
        let size: UInt32
        let offset: UInt64
    }

    private var entries: [Entry] = []
    private var names: Set<String> = []
    private var offset: UInt64 = 0

    /// The largest number of a 32-bit member, which says that the 64-bit one counts (§4.4.1.4).
    private static let most32 = UInt64(UInt32.max)
    private static let most16 = UInt64(UInt16.max)
    /// 1 January 1980, 00:00: the first instant that there is (§4.4.6).
    private static let time: UInt16 = 0
    private static let date: UInt16 = 0x0021
    /// Names are in UTF-8 (§4.4.4, bit 11).
    private static let flags: UInt16 = 0x0800

    /// An empty archive.
    public init() {}

    /// Begins the archive as if so many bytes stood before it, to try what only large ones have.
    init(offset: UInt64) { self.offset = offset }

    /// One file of the archive, to be written at once.
    ///
    /// - Parameters:
    ///   - name: Its path in the archive, with `/` between folders.
    ///   - content: What is in it.
    /// - Throws: ``ZipError``: where the name would lead out of the folder that it is unpacked in,
    ///   is there already (whatever the letters' case), or the file is 4 GiB or larger.
    public mutating func entry(
        _ name: String, _ content: [UInt8]
    ) throws(ZipError) -> [UInt8] {
        try Self.check(name)
        guard names.insert(name.lowercased()).inserted else {
            throw ZipError("the name \"\(name)\" occurs in the archive twice")
        }
        guard UInt64(content.count) < Self.most32 else {
            throw ZipError("\"\(name)\" is 4 GiB or larger")
        }
        let entry = Entry(
            name: Array(name.utf8), check: CRC32(content).value, size: UInt32(content.count),
            offset: offset)
        var bytes = Little()
        bytes.add(0x0403_4B50 as UInt32)
        bytes.add(20 as UInt16)
        Self.addCommon(entry, to: &bytes)
        bytes.add(0 as UInt16)
        bytes.bytes += entry.name
        bytes.bytes += content
        entries.append(entry)
        offset += UInt64(bytes.bytes.count)
        return bytes.bytes
    }

    /// The end of the archive: its directory (§4.3.12 to 4.3.16).
    public func end() -> [UInt8] {
        var bytes = Little()
        for entry in entries {
            let isLarge = entry.offset >= Self.most32
            bytes.add(0x0201_4B50 as UInt32)
            // Made on Unix, for the rights below.
            bytes.add(0x0300 | 45 as UInt16)
            bytes.add(isLarge ? 45 : 20 as UInt16)
            Self.addCommon(entry, to: &bytes)
            bytes.add(isLarge ? 12 : 0 as UInt16)
            bytes.add(0 as UInt16)
            bytes.add(0 as UInt16)
            bytes.add(0 as UInt16)
            bytes.add(0o100644 << 16 as UInt32)
            bytes.add(UInt32(min(entry.offset, Self.most32)))
            bytes.bytes += entry.name
            if isLarge {
                bytes.add(1 as UInt16)
                bytes.add(8 as UInt16)
                bytes.add(entry.offset)
            }
        }
        let size = UInt64(bytes.bytes.count)
        let count = UInt64(entries.count)
        if count >= Self.most16 || offset >= Self.most32 || size >= Self.most32 {
            bytes.add(0x0606_4B50 as UInt32)
            bytes.add(44 as UInt64)
            bytes.add(0x0300 | 45 as UInt16)
            bytes.add(45 as UInt16)
            bytes.add(0 as UInt32)
            bytes.add(0 as UInt32)
            for number in [count, count, size, offset] { bytes.add(number) }
            bytes.add(0x0706_4B50 as UInt32)
            bytes.add(0 as UInt32)
            bytes.add(offset + size)
            bytes.add(1 as UInt32)
        }
        bytes.add(0x0605_4B50 as UInt32)
        bytes.add(0 as UInt32)
        bytes.add(UInt16(min(count, Self.most16)))
        bytes.add(UInt16(min(count, Self.most16)))
        bytes.add(UInt32(min(size, Self.most32)))
        bytes.add(UInt32(min(offset, Self.most32)))
        bytes.add(0 as UInt16)
        return bytes.bytes
    }

    /// What stands in both places where an entry is described: flags to the length of its name.
    private static func addCommon(_ entry: Entry, to bytes: inout Little) {
        bytes.add(flags)
        bytes.add(0 as UInt16)
        bytes.add(time)
        bytes.add(date)
        bytes.add(entry.check)
        bytes.add(entry.size)
        bytes.add(entry.size)
        bytes.add(UInt16(entry.name.count))
    }

    /// No name leads out of the folder that the archive is unpacked in, on any system.
    private static func check(_ name: String) throws(ZipError) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain = name.unicodeScalars.allSatisfy {
            $0 != "\\" && $0 != ":" && $0.properties.generalCategory != .control
        }
        guard isPlain, name.utf8.count <= 1024,
            parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { throw ZipError("\"\(name)\" is no name for a file in an archive") }
    }

    /// Numbers with their least byte first.
    private struct Little {
        var bytes: [UInt8] = []

        mutating func add(_ number: some FixedWidthInteger) {
            for place in 0..<(number.bitWidth / 8) {
                bytes.append(UInt8(truncatingIfNeeded: number >> (8 * place)))
            }
        }
    }
}

/// Why a file cannot go into an archive.
public struct ZipError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) { self.description = description }
}
