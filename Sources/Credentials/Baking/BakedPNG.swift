/// Credentials in PNG images (Open Badges 3.0, "Baked badges"): one `iTXt` chunk with the keyword
/// `openbadgecredential`, right behind the header.
public enum BakedPNG {
    /// The most bytes that an image with a credential may have.
    public static let limit = 8 << 20
    /// The most bytes that an image may have to take a credential in.
    public static let blankLimit = limit - (2 << 20)

    private static let keyword = Array("openbadgecredential".utf8)

    /// An image that was checked and can carry credentials, one in each copy.
    public struct Blank: Sendable {
        private let bytes: [UInt8]

        /// Checks an image.
        ///
        /// - Throws: ``BakingError``; `alreadyBaked` where the image carries a credential.
        public init(_ image: [UInt8]) throws(BakingError) {
            try BakedPNG.checkSize(image, blankLimit)
            guard BakedPNG.credentials(in: image, try PNGImage(image)).isEmpty else {
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
    /// A compressed chunk is read too, though the specification forbids to write one; it never
    /// expands beyond 1 MiB.
    ///
    /// - Throws: ``BakingError``; `several` where there is more than one, as nobody can tell then
    ///   which of them the image stands for.
    public static func credential(in image: [UInt8]) throws(BakingError) -> [UInt8] {
        try checkSize(image, limit)
        let found = credentials(in: image, try PNGImage(image))
        guard let chunk = found.first else {
            throw BakingError(.noCredential, "the image carries no Open Badges 3.0 credential")
        }
        guard found.count == 1 else {
            throw BakingError(.several, "the image carries \(found.count) credentials")
        }
        guard chunk.kind == .internationalText else {
            throw BakingError(
                .malformed, "the credential stands in a \(chunk.kind.name) chunk, not in iTXt")
        }
        let credential = try text(image[chunk.content])
        return try BakedCredential.form(of: BakedCredential.trimmed(credential)) == .token
            ? BakedCredential.trimmed(credential) : credential
    }

    private static func checkSize(_ image: [UInt8], _ limit: Int) throws(BakingError) {
        guard image.count <= limit else {
            throw BakingError(.tooLarge, "the image has more than \(limit) bytes")
        }
    }

    /// The chunks of text with our keyword.
    private static func credentials(
        in bytes: [UInt8], _ image: PNGImage
    ) -> [(kind: PNGImage.Kind, content: Range<Int>)] {
        image.texts.filter { text in
            let content = bytes[text.content]
            return content.starts(with: keyword) && content.dropFirst(keyword.count).first == 0
        }
    }

    /// The text of an `iTXt` chunk (ISO/IEC 15948 §11.3.4.5).
    private static func text(_ content: ArraySlice<UInt8>) throws(BakingError) -> [UInt8] {
        let rest = content.dropFirst(keyword.count + 1)
        guard rest.count >= 2, let flag = rest.first, rest.dropFirst().first == 0, flag <= 1,
            let language = rest.dropFirst(2).firstIndex(of: 0),
            let translated = rest[(language + 1)...].firstIndex(of: 0)
        else { throw BakingError(.malformed, "the credential's iTXt chunk is not whole") }
        let text = Array(rest[(translated + 1)...])
        guard flag == 1 else { return text }
        do throws(Zlib.Fault) {
            return try Zlib.expand(text, as: .zlib, limit: BakedCredential.limit)
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
