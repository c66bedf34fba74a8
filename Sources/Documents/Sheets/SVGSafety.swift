internal import LinkedData

/// Refuses in an SVG document what could run, reach outside, or turn text into pixels.
enum SVGSafety {
    /// Bytes that a template or logo may have.
    static let largest = 1 << 20

    private static let namespace = "http://www.w3.org/2000/svg"
    private static let largestNumberOfElements = 20_000

    private static let elements: Set<String> = [
        "svg", "g", "defs", "title", "desc", "metadata", "path", "rect", "circle", "ellipse",
        "line", "polyline", "polygon", "text", "tspan", "use", "symbol", "linearGradient",
        "radialGradient", "stop", "clipPath", "mask", "pattern", "image", "style", "marker",
    ]

    /// Every fault of a document.
    ///
    /// - Parameter allowsText: False for logos, whose letters have to be outlines.
    static func faults(_ bytes: [UInt8], allowsText: Bool = true) -> [SVGFault] {
        guard bytes.count <= largest else {
            return [
                SVGFault(
                    line: 1, reason: "larger than \(largest >> 10) KiB",
                    remedy: "simplify its paths and pictures")
            ]
        }
        var faults: [SVGFault] = []
        var tokens = SVGTokens(bytes)
        var count = 0
        // The text of the style that is open: browsers put its pieces together, whatever parts them.
        var style: String?
        var hasRoot = false
        var prefixes: Set<String> = ["svg", "xhtml", "html"]
        do throws(SVGFault) {
            while let token = try tokens.next() {
                switch token {
                case .start(let tag):
                    count += 1
                    if !hasRoot {
                        hasRoot = true
                        faults += root(tag)
                    } else if tag.name.isExactly("svg") {
                        faults.append(fault(tag.line, "an svg within the svg", "use g"))
                    }
                    if style != nil {
                        faults.append(
                            fault(tag.line, "an element within a style", "remove it"))
                    } else if tag.name.isExactly("style"), !tag.isEmpty {
                        style = ""
                    }
                    prefixes.formUnion(tag.attributes.compactMap(drawnPrefix))
                    faults += check(tag, allowsText: allowsText, prefixes)
                    guard count <= largestNumberOfElements else {
                        return faults + [
                            fault(
                                tag.line, "more than \(largestNumberOfElements) elements",
                                "join paths")
                        ]
                    }
                case .end(let name, let line):
                    guard name.isExactly("style") else { continue }
                    if let text = style, reachesOutside(text) {
                        faults.append(fault(line, "a style that fetches something", "remove it"))
                    }
                    style = nil
                case .text(let text): style? += text
                case .other: break
                }
            }
        } catch {
            faults.append(error)
        }
        if !hasRoot, faults.isEmpty { faults.append(fault(1, "no svg element", "save it as SVG")) }
        return faults
    }

    private static func root(_ tag: SVGToken.Tag) -> [SVGFault] {
        guard tag.name.isExactly("svg"), tag.value("xmlns")?.isExactly(namespace) ?? false else {
            return [
                fault(tag.line, "the document is no SVG", "begin with <svg xmlns=\"\(namespace)\"")
            ]
        }
        return []
    }

    /// The prefix that a declaration gives to what browsers draw or run.
    private static func drawnPrefix(_ attribute: (name: String, value: String)) -> String? {
        guard attribute.name.hasPrefix("xmlns:"),
            [namespace, "http://www.w3.org/1999/xhtml"].contains(where: attribute.value.isExactly)
        else { return nil }
        return String(attribute.name.dropFirst(6))
    }

    private static func check(
        _ tag: SVGToken.Tag, allowsText: Bool, _ prefixes: Set<String>
    ) -> [SVGFault] {
        var faults: [SVGFault] = []
        let prefix = tag.name.split(separator: ":", omittingEmptySubsequences: false)
        // Drawing programs leave notes under prefixes of their own, which nothing draws.
        if prefix.count == 1, !elements.contains(tag.name) {
            faults.append(fault(tag.line, "<\(tag.name)> is not drawn here", "remove it"))
        } else if prefix.count > 1, prefixes.contains(String(prefix[0])) {
            faults.append(fault(tag.line, "<\(tag.name)> has a prefix", "write it without"))
        }
        if !allowsText, ["text", "tspan"].contains(tag.name) {
            faults.append(fault(tag.line, "letters as text", "turn them into outlines"))
        }
        for (name, value) in tag.attributes {
            let local = name.split(separator: ":").last.map(String.init) ?? name
            if name.isExactly("xmlns"), !value.isExactly(namespace) {
                faults.append(
                    fault(tag.line, "another namespace than that of SVG", "remove the element"))
            } else if local.lowercased().hasPrefix("on") {
                faults.append(fault(tag.line, "\(name) would run a script", "remove it"))
            } else if local.isExactly("href"), !isWithin(value, tag) {
                faults.append(
                    fault(
                        tag.line, "\(name) reaches outside of the document",
                        "refer to #id, or put the picture in as data:image/png;base64"))
            } else if reachesOutside(value) {
                faults.append(
                    fault(tag.line, "\(name) fetches something", "refer to url(#id) only"))
            } else if ["filter", "base"].contains(local) || value.contains("filter:") {
                faults.append(
                    fault(tag.line, "\(name) turns drawings into pixels", "draw without it"))
            }
        }
        return faults
    }

    private static func isWithin(_ value: String, _ tag: SVGToken.Tag) -> Bool {
        if value.hasPrefix("#") { return true }
        return tag.name.isExactly("image")
            && ["data:image/png;base64,", "data:image/jpeg;base64,"].contains {
                value.hasPrefix($0)
            }
    }

    /// Whether a value or style has an address other than one within the document.
    private static func reachesOutside(_ text: String) -> Bool {
        let text = text.lowercased()
        if text.contains("@import") || text.contains("@font-face") || text.contains("\\")
            || text.contains("image-set(")
        {
            return true
        }
        var rest = text[...]
        while let found = rest.firstRange(of: "url(") {
            rest = rest[found.upperBound...]
            let target = rest.drop { " \t\r\n\"'".contains($0) }
            if target.first != "#" { return true }
        }
        return false
    }

    private static func fault(_ line: Int, _ reason: String, _ remedy: String) -> SVGFault {
        SVGFault(line: line, reason: reason, remedy: remedy)
    }
}
