/// Credentials in SVG images (Open Badges 3.0, "Baked badges"): one `openbadges:credential` element,
/// the first in the root; signed JSON in a CDATA section, a token in the attribute `verify`.
public enum BakedSVG {
    /// The most bytes that an image with a credential may have.
    public static let limit = 8 << 20
    /// The most bytes that an image may have to take a credential in.
    public static let blankLimit = limit - (2 << 20)

    /// An image that was checked and can carry credentials, one in each copy.
    public struct Blank: Sendable {
        private let bytes: [UInt8]
        private let endOfRootName: Int
        private let endOfRootTag: Int
        private let isPrefixDeclared: Bool

        /// Checks an image.
        ///
        /// - Throws: ``BakingError``; `alreadyBaked` where the image carries a credential.
        public init(_ image: [UInt8]) throws(BakingError) {
            try BakedSVG.checkSize(image, blankLimit)
            let found = try SVGImage(image)
            guard found.credentials.isEmpty else {
                throw BakingError(
                    .alreadyBaked, "the image carries a credential already; take the blank image")
            }
            guard !found.isRootEmpty else {
                throw BakingError(.malformed, "the image shows nothing: its root is empty")
            }
            guard found.badgePrefix == nil || found.badgePrefix == SVGImage.badgeNamespace else {
                throw BakingError(
                    .forbidden, "the prefix openbadges stands for something else in the image")
            }
            bytes = image
            endOfRootName = found.endOfRootName
            endOfRootTag = found.endOfRootTag
            isPrefixDeclared = found.badgePrefix != nil
        }

        /// The image with a credential in it.
        ///
        /// - Throws: ``BakingError`` with the code `notACredential` or `tooLarge`; also where the
        ///   credential has a character that XML cannot carry unchanged, such as a carriage return.
        public func carrying(_ credential: [UInt8]) throws(BakingError) -> [UInt8] {
            let element: [UInt8]
            switch try BakedCredential.form(of: credential) {
            case .token:
                element =
                    Array(#"<openbadges:credential verify=""#.utf8) + credential
                    + Array(#""></openbadges:credential>"#.utf8)
            case .json:
                try BakedSVG.checkCharacters(credential)
                element =
                    Array("<openbadges:credential><![CDATA[".utf8) + BakedSVG.literal(credential)
                    + Array("]]></openbadges:credential>".utf8)
            }
            let declaration =
                isPrefixDeclared
                ? []
                : Array(" xmlns:openbadges=\"".utf8) + SVGImage.badgeNamespace + Array("\"".utf8)
            var baked: [UInt8] = []
            baked.reserveCapacity(bytes.count + element.count + declaration.count)
            baked += bytes[..<endOfRootName]
            baked += declaration
            baked += bytes[endOfRootName..<endOfRootTag]
            baked += element
            baked += bytes[endOfRootTag...]
            return baked
        }
    }

    /// Puts a credential into an image.
    ///
    /// - Parameters:
    ///   - credential: The signed JSON or a compact token; read back byte for byte.
    ///   - image: An SVG image without one, in UTF-8 and without declarations in a document type.
    /// - Throws: ``BakingError``.
    public static func bake(
        _ credential: [UInt8], into image: [UInt8]
    ) throws(BakingError) -> [UInt8] {
        try Blank(image).carrying(credential)
    }

    /// Takes the credential out of an image, as it was put in.
    ///
    /// - Throws: ``BakingError``; `several` where there is more than one, as nobody can tell then
    ///   which of them the image stands for; `olderBadge` with what the image carries in place of a
    ///   credential.
    public static func credential(in image: [UInt8]) throws(BakingError) -> [UInt8] {
        try checkSize(image, limit)
        let drawn = try SVGImage(image)
        let found = drawn.credentials
        guard let element = found.first else {
            if let older = drawn.olderBadge {
                throw BakingError(
                    .olderBadge, "the image carries an Open Badges 2.0 badge, or one of 1.x",
                    content: older)
            }
            throw BakingError(.noCredential, "the image carries no Open Badges 3.0 credential")
        }
        guard found.count == 1 else {
            throw BakingError(.several, "the image carries \(found.count) credentials")
        }
        guard element.isDirect else {
            throw BakingError(.malformed, "the credential does not stand in the root of the image")
        }
        let text = BakedCredential.trimmed(element.text)
        if let token = element.verify {
            guard text.isEmpty, element.literal == nil else {
                throw BakingError(.several, "the credential's element has an attribute and content")
            }
            let token = BakedCredential.trimmed(token)
            guard try BakedCredential.form(of: token) == .token else {
                throw BakingError(.notACredential, "the attribute verify holds no compact token")
            }
            return token
        }
        guard element.literal == nil || text.isEmpty else {
            throw BakingError(.malformed, "text stands beside the credential's CDATA section")
        }
        let credential = element.literal ?? text
        guard try BakedCredential.form(of: credential) == .json else {
            throw BakingError(.notACredential, "the credential's element holds no JSON object")
        }
        return credential
    }

    private static func checkSize(_ image: [UInt8], _ limit: Int) throws(BakingError) {
        guard image.count <= limit else {
            throw BakingError(.tooLarge, "the image has more than \(limit) bytes")
        }
    }

    /// Refuses what XML forbids (XML 1.0 §2.2) or would hand on otherwise (§2.11).
    private static func checkCharacters(_ credential: [UInt8]) throws(BakingError) {
        for index in credential.indices {
            let byte = credential[index]
            let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A
            let isNone =
                byte == 0xEF && index + 2 < credential.count && credential[index + 1] == 0xBF
                && credential[index + 2] >= 0xBE
            guard !isControl, !isNone else {
                throw BakingError(
                    .notACredential,
                    "an SVG image cannot carry the credential's character at byte \(index) unchanged"
                )
            }
        }
    }

    /// The content of CDATA sections (XML 1.0 §2.7): `]]>` is shared out between two.
    private static func literal(_ credential: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(credential.count)
        for byte in credential {
            if byte == UInt8(ascii: ">"), result.suffix(2).elementsEqual("]]".utf8) {
                result += Array("]]><![CDATA[".utf8)
            }
            result.append(byte)
        }
        return result
    }
}
