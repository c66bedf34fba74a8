import Credentials

/// A ZIP archive made part by part, also as no honest program makes it.
struct TestArchive {
    /// What is written of a part.
    struct Part {
        var name: String
        var content: [UInt8]
        var isDeflated = true
        /// What the directory says of its expanded size, where it lies.
        var claimedSize: Int?
        /// General purpose flags; 1 says that it is encrypted.
        var flags = 0x0800
        /// What the directory says of its compression, where it lies.
        var method: Int?
    }

    var parts: [Part] = []
    /// What the end of the archive says of the directory's place, where it lies.
    var claimedStart: Int?
    /// A comment at the end.
    var comment: [UInt8] = []

    func bytes() throws -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let packed =
                part.isDeflated ? try Zlib.compress(part.content, as: .none) : part.content
            let name = Array(part.name.utf8)
            let common =
                little(20, 2) + little(part.flags, 2)
                + little(part.method ?? (part.isDeflated ? 8 : 0), 2) + little(0, 4)
                + little(Int(CRC32(part.content).value), 4) + little(packed.count, 4)
                + little(part.claimedSize ?? part.content.count, 4) + little(name.count, 2)
                + little(0, 2)
            directory += little(0x0201_4B50, 4) + little(20, 2) + common
            directory += little(0, 2) + little(0, 2) + little(0, 2) + little(0, 4)
            directory += little(file.count, 4) + name
            file += little(0x0403_4B50, 4) + common + name + packed
        }
        let end =
            little(0x0605_4B50, 4) + little(0, 4) + little(parts.count, 2) + little(parts.count, 2)
            + little(directory.count, 4) + little(claimedStart ?? file.count, 4)
            + little(comment.count, 2) + comment
        return file + directory + end
    }

    private func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }
}
