import CertAuthority
internal import LinkedData

/// An organisation's logo within a sheet.
enum SVGLogo {
    /// Everything that is wrong with a logo; none where it can be used.
    static func faults(_ bytes: [UInt8]) -> [SVGFault] {
        var faults = SVGSafety.faults(bytes, allowsText: false)
        guard faults.isEmpty else { return faults }
        if root(bytes)?.value("viewBox") == nil {
            faults.append(
                SVGFault(line: 1, reason: "the svg has no viewBox", remedy: "give it one"))
        }
        do throws(DrawingError) { try PageDrawing.examine(picture: bytes) } catch {
            faults.append(
                SVGFault(line: 1, reason: error.description, remedy: "save it as plain SVG"))
        }
        return faults
    }

    /// The logo as an element of another document, as large as fits.
    static func nested(
        _ bytes: [UInt8], x: String, y: String, width: String, height: String, position: String
    ) -> String {
        var tokens = SVGTokens(bytes)
        var markup = ""
        while true {
            let start = tokens.position
            guard let token = try? tokens.next() else { return markup }
            switch token {
            case .other: continue
            case .start(let tag) where markup.isEmpty:
                let replaced = ["x", "y", "width", "height", "preserveAspectRatio"]
                markup = "<svg"
                for (name, value) in tag.attributes where !replaced.contains(name) {
                    markup += " \(name)=\"\(XMLText.escaped(value))\""
                }
                markup += " x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\""
                markup += " preserveAspectRatio=\"\(position) meet\""
                markup += tag.isEmpty ? "/>" : ">"
            case .text where markup.isEmpty: continue
            default: markup += String(decoding: bytes[start..<tokens.position], as: UTF8.self)
            }
        }
    }

    /// The root element; nil where there is none.
    static func root(_ bytes: [UInt8]) -> SVGToken.Tag? {
        var tokens = SVGTokens(bytes)
        while let token = try? tokens.next() {
            if case .start(let tag) = token { return tag }
        }
        return nil
    }
}
