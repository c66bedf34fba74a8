internal import LinkedData
internal import Mustache

/// A design of a certificate sheet: an SVG document with Mustache placeholders.
///
/// `docs/documents.md` describes how one is drawn.
public struct SheetTemplate: Sendable {
    /// What names it, the file's name without `.svg`.
    public let name: String
    /// The whole plane that the template is drawn on.
    let view: TextFitting.Box
    /// True where it is drawn for A4 and takes the sides of other papers as they are; one that is not
    /// is scaled.
    let isFlexible: Bool
    private let mustache: MustacheTemplate

    /// True where it is wider than high.
    public var isLandscape: Bool { view.width >= view.height }

    /// Reads a template and checks it.
    ///
    /// - Throws: ``SheetTemplateFaults`` with everything that is wrong with it.
    public init(name: String, bytes: [UInt8]) throws(SheetTemplateFaults) {
        try self.init(
            name: name, bytes: bytes,
            faults: SVGSafety.faults(bytes) + SheetPlaceholders.faults(bytes))
    }

    /// Reads a template of something else than a sheet, with placeholders of its own.
    ///
    /// - Throws: ``SheetTemplateFaults``.
    init(parts name: String, bytes: [UInt8]) throws(SheetTemplateFaults) {
        try self.init(name: name, bytes: bytes, faults: SVGSafety.faults(bytes))
    }

    private init(
        name: String, bytes: [UInt8], faults: [SVGFault]
    ) throws(SheetTemplateFaults) {
        var faults = faults
        let text = String(decoding: bytes, as: UTF8.self)
        var mustache: MustacheTemplate?
        do {
            mustache = try MustacheTemplate(string: text)
        } catch {
            faults.append(
                SVGFault(
                    line: 1, reason: "Mustache cannot read it: \(error)",
                    remedy: "close every {{#section}} with {{/section}}"))
        }
        let root = Self.root(bytes)
        let view = root.flatMap(Self.view)
        if view == nil, faults.isEmpty {
            faults.append(
                SVGFault(
                    line: 1, reason: "the svg has no viewBox",
                    remedy: "give it viewBox=\"0 0 297 210\" for A4 in millimetres"))
        }
        guard let mustache, let view, faults.isEmpty else {
            throw SheetTemplateFaults(name: name, faults: faults)
        }
        self.name = name
        self.mustache = mustache
        self.view = view
        isFlexible = root?.value("data-flexible") == "true"
    }

    /// The document with its placeholders filled in; values are escaped for XML.
    func filled(_ values: [String: any Sendable]) -> [UInt8] {
        Array(mustache.render(values).utf8)
    }

    private static func root(_ bytes: [UInt8]) -> SVGToken.Tag? {
        var tokens = SVGTokens(bytes)
        while let token = try? tokens.next() {
            if case .start(let tag) = token { return tag }
        }
        return nil
    }

    private static func view(_ root: SVGToken.Tag) -> TextFitting.Box? {
        let numbers = root.value("viewBox").map(SheetLayout.numbers) ?? []
        guard numbers.count == 4, numbers[2] > 0, numbers[3] > 0 else { return nil }
        return .init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
}

/// Everything that is wrong with a template.
public struct SheetTemplateFaults: Error, Sendable, Equatable, CustomStringConvertible {
    /// The template's name.
    public let name: String
    /// The faults in the order of their lines.
    public let faults: [SVGFault]

    init(name: String, faults: [SVGFault]) {
        self.name = name
        self.faults = faults.sorted { $0.line < $1.line }
    }

    /// A line for each fault.
    public var description: String {
        faults.map { "\(name).svg: \($0)" }.joined(separator: "\n")
    }
}
