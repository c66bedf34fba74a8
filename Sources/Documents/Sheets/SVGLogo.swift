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

    /// The root element; nil where there is none.
    static func root(_ bytes: [UInt8]) -> SVGToken.Tag? {
        var tokens = SVGTokens(bytes)
        while let token = try? tokens.next() {
            if case .start(let tag) = token { return tag }
        }
        return nil
    }
}
