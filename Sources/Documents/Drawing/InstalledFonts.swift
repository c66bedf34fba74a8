import CPango
import Synchronization

extension LetterCoverage {
    /// What the fonts on this machine have; fontconfig is asked at the first use only.
    public static let installed = LetterCoverage { entry in
        let families = [entry.serif, entry.sans, entry.rare?.family].compactMap { $0 }
        let fonts = Set(families).compactMap(InstalledFont.init)
        guard !fonts.isEmpty else { return nil }
        return { value in fonts.contains { $0.has(value) } }
    }
}

/// A font of exactly one family, with the set of its letters.
private final class InstalledFont {
    private let pattern: OpaquePointer
    private let letters: OpaquePointer

    init?(_ family: String) {
        guard let wanted = FcPatternCreate() else { return nil }
        defer { FcPatternDestroy(wanted) }
        FcPatternAddString(wanted, FC_FAMILY, family)
        FcConfigSubstitute(nil, wanted, FcMatchPattern)
        FcDefaultSubstitute(wanted)
        var result = FcResultMatch
        guard let pattern = FcFontMatch(nil, wanted, &result) else { return nil }
        var letters: OpaquePointer?
        guard Self.families(of: pattern).contains(family),
            FcPatternGetCharSet(pattern, FC_CHARSET, 0, &letters) == FcResultMatch, let letters
        else {
            FcPatternDestroy(pattern)
            return nil
        }
        self.pattern = pattern
        self.letters = letters
    }

    deinit { FcPatternDestroy(pattern) }

    func has(_ value: UInt32) -> Bool { FcCharSetHasChar(letters, value) != 0 }

    private static func families(of pattern: OpaquePointer) -> [String] {
        var names: [String] = []
        var name: UnsafeMutablePointer<FcChar8>?
        while FcPatternGetString(pattern, FC_FAMILY, Int32(names.count), &name) == FcResultMatch,
            let found = name
        {
            names.append(String(cString: found))
        }
        return names
    }
}
