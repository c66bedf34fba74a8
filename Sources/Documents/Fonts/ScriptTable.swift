/// A script and the fonts that the sheets set it in.
struct ScriptEntry: Sendable {
    /// The script's name in English.
    let name: String
    /// Its blocks of Unicode.
    let ranges: [ClosedRange<UInt32>]
    /// A family with serifs or their like, or nil where the other one serves.
    let serif: String?
    /// A family without serifs.
    let sans: String
    /// The size that looks as large as Latin letters of Noto do at 1.
    let scale: Double
    /// The distance of lines, in sizes.
    let leading: Double
    /// Debian's package with both families.
    let package: String
    /// A further family for rare letters and its package.
    let rare: (family: String, package: String)?

    init(
        _ name: String, _ ranges: [ClosedRange<UInt32>], serif: String? = nil, sans: String,
        scale: Double = 0.92, leading: Double = 1.3, package: String = "fonts-noto-core",
        rare: (family: String, package: String)? = nil
    ) {
        self.name = name
        self.ranges = ranges
        self.serif = serif
        self.sans = sans
        self.scale = scale
        self.leading = leading
        self.package = package
        self.rare = rare
    }
}

/// Which script a letter is of.
enum ScriptTable {
    /// The place in ``entries`` of a scalar's script, or nil for what no font of ours has.
    static func index(of scalar: Unicode.Scalar) -> Int? {
        let value = scalar.value
        var (low, high) = (0, blocks.count)
        while low < high {
            let middle = (low + high) / 2
            if blocks[middle].range.upperBound < value { low = middle + 1 } else { high = middle }
        }
        guard low < blocks.count, blocks[low].range.contains(value) else { return nil }
        return blocks[low].entry
    }

    /// What draws nothing by itself and therefore needs no glyph.
    static func isIgnorable(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint
    }

    private static let blocks: [(range: ClosedRange<UInt32>, entry: Int)] = entries.enumerated()
        .flatMap { place, entry in entry.ranges.map { ($0, place) } }
        .sorted { $0.range.lowerBound < $1.range.lowerBound }

    /// The place of the letters that stand alike in Latin, Greek and Cyrillic fonts.
    static let latin = 0
    /// The place of Chinese characters.
    static let han = 1
    /// The places of what only Japanese and only Korean has.
    static let kana = 2, hangul = 3

    /// All scripts that can be set.
    static let entries: [ScriptEntry] = european + eastAsian + middleEastern + indic + others

    private static let european = [
        ScriptEntry(
            "Latin, Greek and Cyrillic",
            [
                0x0...0x52F, 0x1C80...0x1C8F, 0x1D00...0x1DFF, 0x1E00...0x1FFF, 0x2000...0x20CF,
                0x2100...0x218F, 0x2C60...0x2C7F, 0x2DE0...0x2DFF, 0x2E00...0x2E5F,
                0xA640...0xA69F, 0xA700...0xA7FF, 0xAB30...0xAB6F, 0xFB00...0xFB06,
            ], serif: "Noto Serif", sans: "Noto Sans", scale: 1, leading: 1.22)
    ]

    private static let eastAsian = [
        ScriptEntry(
            "Chinese",
            [
                0x2E80...0x2FDF, 0x2FF0...0x303F, 0x3100...0x312F, 0x31A0...0x31EF,
                0x3200...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
                0xFF00...0xFFEF, 0x20000...0x323AF,
            ], serif: "Noto Serif CJK SC", sans: "Noto Sans CJK SC", scale: 0.84, leading: 1.3,
            package: "fonts-noto-cjk", rare: ("HanaMinB", "fonts-hanazono")),
        ScriptEntry(
            "Japanese", [0x3040...0x30FF, 0x31F0...0x31FF], serif: "Noto Serif CJK JP",
            sans: "Noto Sans CJK JP", scale: 0.84, leading: 1.3, package: "fonts-noto-cjk"),
        ScriptEntry(
            "Korean", [0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF],
            serif: "Noto Serif CJK KR", sans: "Noto Sans CJK KR", scale: 0.86, leading: 1.3,
            package: "fonts-noto-cjk"),
    ]

    private static let middleEastern = [
        ScriptEntry(
            "Armenian", [0x530...0x58F, 0xFB13...0xFB17], serif: "Noto Serif Armenian",
            sans: "Noto Sans Armenian", scale: 0.98),
        ScriptEntry(
            "Hebrew", [0x590...0x5FF, 0xFB1D...0xFB4F], serif: "Noto Serif Hebrew",
            sans: "Noto Sans Hebrew", scale: 1),
        ScriptEntry(
            "Arabic",
            [0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF],
            serif: "Noto Naskh Arabic", sans: "Noto Sans Arabic", scale: 1.04, leading: 1.62),
        ScriptEntry("Syriac", [0x700...0x74F], sans: "Noto Sans Syriac", leading: 1.5),
        ScriptEntry("Thaana", [0x780...0x7BF], sans: "Noto Sans Thaana", leading: 1.5),
        ScriptEntry("N’Ko", [0x7C0...0x7FF], sans: "Noto Sans NKo", leading: 1.5),
        ScriptEntry(
            "Georgian", [0x10A0...0x10FF, 0x1C90...0x1CBF, 0x2D00...0x2D2F],
            serif: "Noto Serif Georgian", sans: "Noto Sans Georgian", scale: 0.96),
        ScriptEntry(
            "Ethiopic", [0x1200...0x139F, 0x2D80...0x2DDF, 0xAB00...0xAB2F],
            serif: "Noto Serif Ethiopic", sans: "Noto Sans Ethiopic", scale: 0.9, leading: 1.35),
        ScriptEntry("Tifinagh", [0x2D30...0x2D7F], sans: "Noto Sans Tifinagh"),
        ScriptEntry("Adlam", [0x1E900...0x1E95F], sans: "Noto Sans Adlam", leading: 1.5),
    ]

    private static let indic = [
        ScriptEntry(
            "Devanagari", [0x900...0x97F, 0x1CD0...0x1CFF, 0xA8E0...0xA8FF],
            serif: "Noto Serif Devanagari", sans: "Noto Sans Devanagari", leading: 1.5),
        ScriptEntry(
            "Bengali", [0x980...0x9FF], serif: "Noto Serif Bengali", sans: "Noto Sans Bengali",
            leading: 1.5),
        ScriptEntry(
            "Gurmukhi", [0xA00...0xA7F], serif: "Noto Serif Gurmukhi",
            sans: "Noto Sans Gurmukhi", leading: 1.5),
        ScriptEntry(
            "Gujarati", [0xA80...0xAFF], serif: "Noto Serif Gujarati",
            sans: "Noto Sans Gujarati", leading: 1.5),
        ScriptEntry("Odia", [0xB00...0xB7F], sans: "Noto Sans Oriya", leading: 1.5),
        ScriptEntry(
            "Tamil", [0xB80...0xBFF], serif: "Noto Serif Tamil", sans: "Noto Sans Tamil",
            scale: 0.84, leading: 1.5),
        ScriptEntry(
            "Telugu", [0xC00...0xC7F], serif: "Noto Serif Telugu", sans: "Noto Sans Telugu",
            leading: 1.6),
        ScriptEntry(
            "Kannada", [0xC80...0xCFF], serif: "Noto Serif Kannada", sans: "Noto Sans Kannada",
            leading: 1.6),
        ScriptEntry(
            "Malayalam", [0xD00...0xD7F], serif: "Noto Serif Malayalam",
            sans: "Noto Sans Malayalam", scale: 0.84, leading: 1.5),
        ScriptEntry(
            "Sinhala", [0xD80...0xDFF], serif: "Noto Serif Sinhala", sans: "Noto Sans Sinhala",
            scale: 0.88, leading: 1.5),
        ScriptEntry(
            "Thai", [0xE00...0xE7F], serif: "Noto Serif Thai", sans: "Noto Sans Thai",
            scale: 0.96, leading: 1.55),
        ScriptEntry(
            "Lao", [0xE80...0xEFF], serif: "Noto Serif Lao", sans: "Noto Sans Lao", scale: 0.96,
            leading: 1.55),
        ScriptEntry(
            "Tibetan", [0xF00...0xFFF], serif: "Noto Serif Tibetan", sans: "Noto Serif Tibetan",
            leading: 1.8),
        ScriptEntry(
            "Myanmar", [0x1000...0x109F, 0xA9E0...0xA9FF, 0xAA60...0xAA7F],
            serif: "Noto Serif Myanmar", sans: "Noto Sans Myanmar", scale: 0.84, leading: 1.8),
        ScriptEntry(
            "Khmer", [0x1780...0x17FF, 0x19E0...0x19FF], serif: "Noto Serif Khmer",
            sans: "Noto Sans Khmer", scale: 0.88, leading: 1.8),
    ]

    private static let others = [
        ScriptEntry("Cherokee", [0x13A0...0x13FF, 0xAB70...0xABBF], sans: "Noto Sans Cherokee"),
        ScriptEntry(
            "Canadian Aboriginal", [0x1400...0x167F, 0x18B0...0x18FF],
            sans: "Noto Sans Canadian Aboriginal"),
        ScriptEntry(
            "Balinese", [0x1B00...0x1B7F], serif: "Noto Serif Balinese",
            sans: "Noto Sans Balinese", leading: 1.8),
        ScriptEntry("Sundanese", [0x1B80...0x1BBF], sans: "Noto Sans Sundanese"),
        ScriptEntry("Ol Chiki", [0x1C50...0x1C7F], sans: "Noto Sans Ol Chiki"),
        ScriptEntry("Yi", [0xA000...0xA4CF], sans: "Noto Sans Yi"),
        ScriptEntry("Lisu", [0xA4D0...0xA4FF], sans: "Noto Sans Lisu"),
        ScriptEntry("Vai", [0xA500...0xA63F], sans: "Noto Sans Vai"),
        ScriptEntry(
            "Javanese", [0xA980...0xA9DF], sans: "Noto Sans Javanese", leading: 1.8),
        ScriptEntry(
            "Cham", [0xAA00...0xAA5F], sans: "Noto Sans Cham", leading: 1.6),
        ScriptEntry(
            "Meetei Mayek", [0xAAE0...0xAAFF, 0xABC0...0xABFF], sans: "Noto Sans Meetei Mayek"),
        ScriptEntry(
            "Chakma", [0x11100...0x1114F], sans: "Noto Sans Chakma", leading: 1.6),
    ]
}
