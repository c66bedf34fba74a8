/// The letters that the fonts of the sheets have: a set of code points, worked out once, so that
/// asking costs nothing beside reading the text.
public struct LetterCoverage: Sendable {
    /// One bit for each code point below 0x32400.
    private let bits: [UInt64]
    /// The scripts whose fonts are not installed, as places in `ScriptTable.entries`.
    private let absent: Set<Int>

    private static let limit = 0x32400

    init(covered: (ScriptEntry) -> ((UInt32) -> Bool)?) {
        var bits = [UInt64](repeating: 0, count: Self.limit / 64)
        var absent: Set<Int> = []
        for (place, entry) in ScriptTable.entries.enumerated() {
            guard let contains = covered(entry) else {
                absent.insert(place)
                continue
            }
            for value in entry.ranges.joined() where Int(value) < Self.limit && contains(value) {
                bits[Int(value) / 64] |= 1 << (UInt64(value) % 64)
            }
        }
        self.bits = bits
        self.absent = absent
    }

    /// True where not even Latin letters can be set, since no font of the sheets is installed.
    public var isEmpty: Bool { absent.contains(ScriptTable.latin) }

    /// The letters of a text that no font has, each once, in their order.
    public func missing(in text: String) -> [Unicode.Scalar] {
        var missing: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars where !contains(scalar) {
            if !missing.contains(scalar) { missing.append(scalar) }
        }
        return missing
    }

    private func contains(_ scalar: Unicode.Scalar) -> Bool {
        let value = Int(scalar.value)
        if value < Self.limit, bits[value / 64] >> UInt64(value % 64) & 1 == 1 { return true }
        return ScriptTable.isIgnorable(scalar)
    }

    /// What to tell of letters that no font has, such as `no font for 𠮷 (U+20BB7)`.
    public static func reason(_ letters: [Unicode.Scalar]) -> String {
        let shown = letters.prefix(8).map { letter in
            let code = String(letter.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            return "\(letter) (U+\(padded))"
        }
        let more = letters.count > 8 ? " and \(letters.count - 8) more" : ""
        return "no font of the certificate sheets has " + shown.joined(separator: ", ") + more
    }

    /// What to do about them: which Debian packages to install, where one is known to help.
    public func remedy(_ letters: [Unicode.Scalar]) -> String {
        var packages: [String] = []
        var hasOther = false
        for letter in letters {
            let place = ScriptTable.index(of: letter)
            let entry = place.map { ScriptTable.entries[$0] }
            if let place, let entry, absent.contains(place) {
                packages.append(entry.package)
            } else if let rare = entry?.rare {
                packages.append(rare.package)
            } else {
                hasOther = true
            }
        }
        let names = Set(packages).sorted()
        let install =
            names.isEmpty ? nil : "install the Debian package \(names.joined(separator: " and "))"
        let other =
            hasOther
            ? "write the name without them, or issue it by an organisation with sheets: {made: false}"
            : nil
        return [install, other].compactMap { $0 }.joined(separator: "; ")
    }

    /// What to install where there are no fonts at all.
    public static let bareRemedy =
        "run scripts/bootstrap, or install fonts-noto-core, fonts-noto-cjk and fonts-ebgaramond; or "
        + "set sheets: {made: false} for the organisation in organisations.yaml"
}
