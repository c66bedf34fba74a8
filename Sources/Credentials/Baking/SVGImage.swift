/// The elements of an SVG image (SVG 2) as far as credentials are concerned: the root, and every
/// element of the namespace of Open Badges.
struct SVGImage {
    /// The namespace of SVG.
    static let namespace = Array("http://www.w3.org/2000/svg".utf8)
    /// The namespace of baked credentials (Open Badges 3.0, "Baking an SVG").
    static let badgeNamespace = Array("https://purl.imsglobal.org/ob/v3p0".utf8)

    /// The namespace of badges of Open Badges 1 and 2.
    private static let olderNamespace = Array("http://openbadges.org".utf8)

    /// The deepest that elements may stand in each other.
    private static let depthLimit = 256

    /// An element that holds a credential.
    struct Credential {
        /// True where it stands in the root itself.
        let isDirect: Bool
        var verify: [UInt8]?
        /// What stands in CDATA sections.
        var literal: [UInt8]?
        /// What stands outside of them.
        var text: [UInt8] = []
    }

    /// Where the name in the root's start tag ends.
    private(set) var endOfRootName = 0
    /// Where the root's start tag ends.
    private(set) var endOfRootTag = 0
    /// True where the root is closed by its start tag.
    private(set) var isRootEmpty = false
    /// What the prefix `openbadges` stands for at the root.
    private(set) var badgePrefix: [UInt8]?
    /// The credentials, in their order.
    private(set) var credentials: [Credential] = []
    /// The first badge of Open Badges 1 or 2: an assertion, or the address of one.
    private(set) var olderBadge: [UInt8]?

    private var open: [ArraySlice<UInt8>] = []
    /// What prefixes stand for, with the depth from which on they do; the last counts.
    private var bindings: [(prefix: [UInt8], namespace: [UInt8], depth: Int)] = []
    private var hasRoot = false
    /// The depth of the credential that is being read.
    private var inside: Int?
    /// The depth of the older badge that is being read.
    private var insideOlder: Int?

    /// Reads an image to its end.
    ///
    /// - Throws: ``BakingError`` with the code `notAnImage`, `malformed`, `tooLarge` or `forbidden`.
    init(_ image: [UInt8]) throws(BakingError) {
        var scanner = try XMLScanner(image)
        while let token = try scanner.next() {
            switch token {
            case .start(let tag): try begin(tag, endingAt: scanner.offset)
            case .end(let name): try end(name, at: scanner.offset)
            case .text(let text): try take(text, at: scanner.offset, isLiteral: false)
            case .literal(let text): try take(text, at: scanner.offset, isLiteral: true)
            }
        }
        guard hasRoot, open.isEmpty else {
            throw BakingError(
                hasRoot ? .malformed : .notAnImage,
                hasRoot ? "the image is cut short: an element is not closed" : "there is no element"
            )
        }
    }

    private mutating func begin(
        _ tag: XMLScanner.StartTag, endingAt end: Int
    ) throws(BakingError) {
        guard inside == nil else {
            throw BakingError(
                .malformed, "an element stands in the credential, at byte \(tag.start)")
        }
        guard !hasRoot || !open.isEmpty else {
            throw BakingError(.malformed, "a second root element stands at byte \(tag.start)")
        }
        guard open.count < Self.depthLimit else {
            throw BakingError(
                .tooLarge, "elements stand more than \(Self.depthLimit) deep, at byte \(tag.start)")
        }
        open.append(tag.name)
        try bind(tag)
        let (namespace, local) = try resolve(tag.name, at: tag.start)
        if !hasRoot {
            guard namespace == Self.namespace, local.elementsEqual("svg".utf8) else {
                throw BakingError(.notAnImage, "the file is an XML document and no SVG image")
            }
            hasRoot = true
            endOfRootName = tag.name.endIndex
            endOfRootTag = end
            isRootEmpty = tag.isEmpty
            badgePrefix = bindings.last { $0.prefix.elementsEqual("openbadges".utf8) }?.namespace
        } else if namespace == Self.badgeNamespace, local.elementsEqual("credential".utf8) {
            credentials.append(
                Credential(
                    isDirect: open.count == 2,
                    verify: tag.attributes.first { $0.name.elementsEqual("verify".utf8) }?.value))
            inside = open.count
        } else if namespace == Self.olderNamespace, local.elementsEqual("assertion".utf8),
            olderBadge == nil
        {
            olderBadge = tag.attributes.first { $0.name.elementsEqual("verify".utf8) }?.value ?? []
            insideOlder = open.count
        }
        if tag.isEmpty { close() }
    }

    private mutating func end(_ name: ArraySlice<UInt8>, at offset: Int) throws(BakingError) {
        guard let last = open.last, last.elementsEqual(name) else {
            throw BakingError(.malformed, "an end tag has no start tag, before byte \(offset)")
        }
        close()
    }

    private mutating func close() {
        if inside == open.count { inside = nil }
        if insideOlder == open.count { insideOlder = nil }
        while let last = bindings.last, last.depth == open.count { bindings.removeLast() }
        open.removeLast()
    }

    private mutating func take(
        _ text: [UInt8], at offset: Int, isLiteral: Bool
    ) throws(BakingError) {
        guard !open.isEmpty || (!isLiteral && text.allSatisfy(BakedCredential.isSpace)) else {
            throw BakingError(.malformed, "text stands outside of the root, before byte \(offset)")
        }
        // The element's own text says more than its attribute.
        if insideOlder != nil, !text.allSatisfy(BakedCredential.isSpace) { olderBadge = text }
        guard inside != nil else { return }
        let last = credentials.count - 1
        if isLiteral {
            credentials[last].literal = (credentials[last].literal ?? []) + text
        } else {
            credentials[last].text += text
        }
    }

    // MARK: Namespaces (Namespaces in XML 1.0)

    private mutating func bind(_ tag: XMLScanner.StartTag) throws(BakingError) {
        for (name, value) in tag.attributes where name.starts(with: "xmlns".utf8) {
            let rest = name.dropFirst(5)
            guard let colon = rest.first else {
                bindings.append(([], value, open.count))
                continue
            }
            guard colon == UInt8(ascii: ":") else { continue }
            let prefix = Array(rest.dropFirst())
            guard !prefix.isEmpty, !value.isEmpty, !prefix.contains(colon) else {
                throw BakingError(
                    .malformed, "a prefix stands for nothing, in the tag at byte \(tag.start)")
            }
            bindings.append((prefix, value, open.count))
        }
    }

    private func resolve(
        _ name: ArraySlice<UInt8>, at start: Int
    ) throws(BakingError) -> (namespace: [UInt8], local: ArraySlice<UInt8>) {
        let parts = name.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw BakingError(
                .malformed, "a name has its colon in no proper place, at byte \(start)")
        }
        let prefix = parts.count == 2 ? Array(parts[0]) : []
        guard let binding = bindings.last(where: { $0.prefix == prefix }) else {
            guard prefix.isEmpty else {
                throw BakingError(
                    .malformed, "the prefix of the tag at byte \(start) is not declared")
            }
            return ([], name)
        }
        return (binding.namespace, parts[parts.count - 1])
    }
}
