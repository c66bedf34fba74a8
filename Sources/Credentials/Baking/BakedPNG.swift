/// Credentials in PNG images (Open Badges 3.0, "Baked badges"): one `iTXt` chunk with the keyword
/// `openbadgecredential`, right behind the header.
public enum BakedPNG {
    /// The most bytes that an image with a credential may have.
    public static let limit = 8 << 20
    /// The most bytes that an image may have to take a credential in.
    public static let blankLimit = limit - (2 << 20)

    private static let keyword = Array("openbadgecredential".utf8)
    /// That of Open Badges 1 and 2.
    private static let olderKeyword = Array("openbadges".utf8)

    /// An image that was checked and can carry credentials, one in each copy.
    public struct Blank: Sendable {
        private let bytes: [UInt8]

        /// Checks an image.
        ///
        /// - Throws: ``BakingError``; `alreadyBaked` where the image carries a credential.
        public init(_ image: [UInt8]) throws(BakingError) {
            try BakedPNG.checkSize(image, blankLimit)
            guard BakedPNG.texts(BakedPNG.keyword, in: image, try PNGImage(image)).isEmpty else {
                throw BakingError(
                    .alreadyBaked, "the image carries a credential already; take the blank image")
            }
            bytes = image
        }

        /// The image with a credential in it, byte for byte and uncompressed.
        ///
        /// - Throws: ``BakingError`` with the code `notACredential` or `tooLarge`.
        public func carrying(_ credential: [UInt8]) throws(BakingError) -> [UInt8] {
            _ = try BakedCredential.form(of: credential)
            // Compression flag and method, language tag and translated keyword: none of each.
            let content = BakedPNG.keyword + [0, 0, 0, 0, 0] + credential
            let type = Array("iTXt".utf8)
            var check = CRC32(type)
            check.update(content)
            var baked: [UInt8] = []
            baked.reserveCapacity(bytes.count + content.count + 12)
            baked += bytes[..<PNGImage.endOfHeader]
            baked += BakedPNG.bytes(UInt32(content.count))
            baked += type
            baked += content
            baked += BakedPNG.bytes(check.value)
            baked += bytes[PNGImage.endOfHeader...]
            return baked
        }
    }

    /// Puts a credential into an image.
    ///
    /// - Parameters:
    ///   - credential: The signed JSON or a compact token; stands in the image byte for byte.
    ///   - image: A PNG image without one.
    /// - Throws: ``BakingError``.
    public static func bake(
        _ credential: [UInt8], into image: [UInt8]
    ) throws(BakingError) -> [UInt8] {
        try Blank(image).carrying(credential)
    }

    /// Takes the credential out of an image, as it was put in.
    ///
    /// Chunks of plain text (`tEXt`) and compressed ones are read too, though the specification
    /// forbids to write them; nothing expands beyond 1 MiB.
    ///
    /// - Throws: ``BakingError``; `several` where there is more than one, as nobody can tell then
    ///   which of them the image stands for; `olderBadge` with what the image carries in place of a
    ///   credential.
    public static func credential(in image: [UInt8]) throws(BakingError) -> [UInt8] {
        try checkSize(image, limit)
        let found = try PNGImage(image)
        let chunks = texts(keyword, in: image, found)
        guard let chunk = chunks.first else {
            if let older = texts(olderKeyword, in: image, found).first {
                throw BakingError(
                    .olderBadge, "the image carries an Open Badges 2.0 badge, or one of 1.x",
                    content: try text(image[older.content], older.kind, after: olderKeyword))
            }
            throw BakingError(.noCredential, "the image carries no Open Badges 3.0 credential")
        }
        guard chunks.count == 1 else {
            throw BakingError(.several, "the image carries \(chunks.count) credentials")
        }
        let credential = try text(image[chunk.content], chunk.kind, after: keyword)
        return try BakedCredential.form(of: BakedCredential.trimmed(credential)) == .token
            ? BakedCredential.trimmed(credential) : credential
    }

    private static func checkSize(_ image: [UInt8], _ limit: Int) throws(BakingError) {
        guard image.count <= limit else {
            throw BakingError(.tooLarge, "the image has more than \(limit) bytes")
        }
    }

    /// The chunks of text with that keyword.
    private static func texts(
        _ keyword: [UInt8], in bytes: [UInt8], _ image: PNGImage
    ) -> [(kind: PNGImage.Kind, content: Range<Int>)] {
        image.texts.filter { text in
            let content = bytes[text.content]
            return content.starts(with: keyword) && content.dropFirst(keyword.count).first == 0
        }
    }

    /// What follows the keyword in a chunk of text (ISO/IEC 15948 §11.3.4).
    private static func text(
        _ content: ArraySlice<UInt8>, _ kind: PNGImage.Kind, after keyword: [UInt8]
    ) throws(BakingError) -> [UInt8] {
        let rest = content.dropFirst(keyword.count + 1)
        switch kind {
        case .text: return Array(rest)
        case .compressedText:
            guard rest.first == 0 else {
                throw BakingError(.malformed, "the credential's zTXt chunk is not whole")
            }
            return try expanded(rest.dropFirst())
        default: break
        }
        guard rest.count >= 2, let flag = rest.first, rest.dropFirst().first == 0, flag <= 1,
            let language = rest.dropFirst(2).firstIndex(of: 0),
            let translated = rest[(language + 1)...].firstIndex(of: 0)
        else { throw BakingError(.malformed, "the credential's iTXt chunk is not whole") }
        let text = rest[(translated + 1)...]
        return flag == 1 ? try expanded(text) : Array(text)
    }

    private static func expanded(_ text: ArraySlice<UInt8>) throws(BakingError) -> [UInt8] {
        do throws(Zlib.Fault) {
            return try Zlib.expand(Array(text), as: .zlib, limit: BakedCredential.limit)
        } catch {
            switch error {
            case .tooLarge:
                throw BakingError(
                    .tooLarge, "the credential expands to more than \(BakedCredential.limit) bytes")
            case .damaged, .bytesFollow, .libraryFailure:
                throw BakingError(.malformed, "the compressed credential is damaged")
            }
        }
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
    }
}
