import Credentials
import LinkedData
import Samples

/// What is read as JSON reads back from all that is written of it.
struct JSONTarget: FuzzTarget {
    static let name = "json"

    func seeds() throws -> [[UInt8]] {
        let texts = [
            #"{"a":[1,-0.5,1e21,1E-7,9007199254740993,true,false,null],"":{}}"#,
            #"["\u20ac\ud83d\ude00\b\f\n\r\t\"\\\/", "é𝄞\#u{2028}"]"#,
            " [ ] ", "-0", "5e-324", "1.7976931348623157e308", #"{"\u0061":1,"b":{"\u0000":[[]]}}"#,
        ]
        return texts.map { Array($0.utf8) }
            + [JSON.object(SampleIssuer.badge(1).document).compactBytes()]
    }

    let dictionary = [
        "\\u", "\\ud83d\\ude00", "\\udc00", "null", "true", "false", "1e", "e-", "-0", "{\"\":",
        "9007199254740993", "\u{FEFF}", "\u{2028}", "\u{212A}", "\u{10FFFF}",
    ]

    func check(_ bytes: [UInt8]) throws {
        let value: JSON
        do throws(JSONError) {
            value = try JSON.parse(bytes)
        } catch {
            return try promise(
                (0...bytes.count).contains(error.offset), "the error is at byte \(error.offset)")
        }
        let compact = value.compactBytes()
        let again = try JSON.parse(compact)
        try promise(again == value, "the compact form reads otherwise")
        try promise(again.compactBytes() == compact, "the compact form is written otherwise")
        let canonical = value.canonicalBytes()
        let fromCanonical = try JSON.parse(canonical)
        try promise(fromCanonical == value, "the canonical form reads otherwise")
        try promise(fromCanonical.canonicalBytes() == canonical, "canonical twice differs")
        // Indentation can go beyond the bounds that the text kept; then it need not read back.
        let pretty = Array(value.prettyText().utf8)
        if pretty.count <= JSONLimits.standard.bytes {
            try promise(try JSON.parse(pretty) == value, "the form for people reads otherwise")
        }
    }
}
