import CertAuthority
internal import LinkedData

/// The voices in which a sheet speaks; each has fonts for every script.
public enum TypeFace: String, CaseIterable, Sendable {
    /// An old-style face with serifs, for diplomas.
    case serif
    /// A face with serifs and high contrast, for large sizes.
    case display
    /// A face without serifs.
    case sans
}

/// How one text is set in a face: families that have its letters, and a size that looks as large as
/// its neighbours.
struct FaceChoice: Hashable, Sendable {
    /// The families, the one with most to say first.
    let families: [String]
    /// What the nominal size is multiplied by.
    let scale: Double
    /// The distance of lines, in sizes.
    let leading: Double
}

extension TypeFace {
    /// The fonts for a text.
    ///
    /// - Parameter language: Decides which forms Chinese characters have.
    func choice(for text: String, language: LanguageTag) -> FaceChoice {
        var found: [Int] = []
        var hasEuropean = false
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80, !scalar.properties.isAlphabetic { continue }
            guard let index = ScriptTable.index(of: scalar) else { continue }
            if index == ScriptTable.latin {
                hasEuropean = hasEuropean || scalar.properties.isAlphabetic
            } else if !found.contains(index) {
                found.append(index)
            }
        }
        let region = Self.region(of: found, language)
        let own = found.flatMap { families(ScriptTable.entries[$0], region: region) }
        let european = europeanFamilies
        let entries = found.map { ScriptTable.entries[$0] }
        let europeanScale = latinScale
        var scales = entries.map(\.scale)
        var leadings = entries.map(\.leading)
        if hasEuropean || entries.isEmpty {
            scales.append(europeanScale)
            leadings.append(ScriptTable.entries[ScriptTable.latin].leading)
        }
        return FaceChoice(
            families: hasEuropean || entries.isEmpty ? european + own : own + european,
            scale: scales.min() ?? 1, leading: leadings.max() ?? 1.3)
    }

    /// What the nominal size of Latin letters is multiplied by.
    var latinScale: Double { self == .serif ? 1.14 : 1 }

    private var europeanFamilies: [String] {
        switch self {
        case .serif: ["EB Garamond 12", "Noto Serif"]
        case .display: ["Noto Serif Display", "Noto Serif"]
        case .sans: ["Noto Sans"]
        }
    }

    private func families(_ entry: ScriptEntry, region: String) -> [String] {
        var families = [entry.serif, entry.sans].compactMap { $0 }
        if self == .sans { families.reverse() }
        families = families.map { $0.replacing("CJK SC", with: "CJK \(region)") }
        return families + (entry.rare.map { [$0.family] } ?? [])
    }

    /// Whose forms of Chinese characters are meant.
    private static func region(of scripts: [Int], _ language: LanguageTag) -> String {
        if scripts.contains(ScriptTable.kana) { return "JP" }
        if scripts.contains(ScriptTable.hangul) { return "KR" }
        let parts = language.text.split(separator: "-").map(String.init)
        switch parts.first {
        case "ja": return "JP"
        case "ko": return "KR"
        case "zh":
            if parts.contains("HK") || parts.contains("MO") { return "HK" }
            return parts.contains("TW") || parts.contains("Hant") ? "TC" : "SC"
        default: return "SC"
        }
    }
}

extension TypeFace {
    /// Whether all letters of a text are Latin, Greek or Cyrillic.
    static func isEuropean(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isAlphabetic || ScriptTable.index(of: scalar) == ScriptTable.latin
        }
    }

    /// Whether all letters of a text are Chinese characters.
    static func isChinese(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isAlphabetic || ScriptTable.index(of: scalar) == ScriptTable.han
        }
    }

    /// Whether a text's first strong letter runs from right to left (UAX #9, rules P2 and P3).
    static func isRightToLeft(_ text: String) -> Bool {
        for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
            switch scalar.value {
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF,
                0x1E800...0x1EFFF:
                return true
            default: return false
            }
        }
        return false
    }
}
