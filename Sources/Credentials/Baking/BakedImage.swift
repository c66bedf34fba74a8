/// The kinds of image that carry credentials, told apart by how they begin.
public enum BakedImage: String, Sendable, CaseIterable {
    case png
    case svg

    /// The kind of an image, or nil when the file begins as neither does. An XML document of
    /// another kind than SVG is found out by reading it.
    public init?(_ bytes: [UInt8]) {
        if bytes.starts(with: PNGImage.signature) {
            self = .png
            return
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        guard text.first(where: { !BakedCredential.isSpace($0) }) == UInt8(ascii: "<") else {
            return nil
        }
        self = .svg
    }

    /// Takes the credential out of an image of this kind.
    ///
    /// - Throws: ``BakingError``.
    public func credential(in image: [UInt8]) throws(BakingError) -> [UInt8] {
        switch self {
        case .png: try BakedPNG.credential(in: image)
        case .svg: try BakedSVG.credential(in: image)
        }
    }
}
