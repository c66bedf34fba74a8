internal import Credentials

/// A picture as its catalogue has it, a badge image or a logo, checked; named by its digest, so that a
/// credential or a page which names it means this picture for good.
public struct Picture: Hashable, Sendable {
    /// The forms in which images are taken.
    public enum Form: String, CaseIterable, Sendable {
        case png
        case svg

        /// The media type.
        public var mediaType: String { self == .png ? "image/png" : "image/svg+xml" }
    }

    /// The image's form.
    public let form: Form
    /// The file, byte for byte.
    public let bytes: [UInt8]
    /// The SHA-256 of the file in 64 hexadecimal digits, lower case.
    public let digest: String

    /// The image of a file that was checked when it was put in force.
    package init(_ form: Form, _ bytes: [UInt8]) {
        self.form = form
        self.bytes = bytes
        digest = Digest.hexadecimal(Digest.sha256(bytes))
    }

    /// The document of an SVG; nil for another form.
    package var svg: [UInt8]? { form == .svg ? bytes : nil }

    /// What names an image in addresses.
    public struct Name: Hashable, Sendable {
        /// The SHA-256 in 64 hexadecimal digits, lower case.
        public let digest: String
        /// The image's form.
        public let form: Form

        init(digest: String, form: Form) {
            self.digest = digest
            self.form = form
        }

        /// Reads the last part of an address, `DIGEST.png` or `DIGEST.svg`; nil where it is none.
        public init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].utf8.count == 64,
                parts[0].utf8.allSatisfy({
                    ASCII.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
                }), let form = Form(rawValue: String(parts[1]))
            else { return nil }
            self.init(digest: String(parts[0]), form: form)
        }

        /// The last part of an address.
        public var text: String { "\(digest).\(form.rawValue)" }
    }

    /// What names it in addresses.
    public var name: Name { Name(digest: digest, form: form) }
}

extension Installation {
    private var badgeImages: String { "\(baseURL)/badges/" }

    /// The URL of a badge image.
    public func badgeImageURL(_ name: Picture.Name) -> String { badgeImages + name.text }

    /// The badge image of a URL of ours, or nil when it is another address.
    public func badgeImage(inURL text: String) -> Picture.Name? {
        let prefix = badgeImages
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return Picture.Name(
            String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }
}
