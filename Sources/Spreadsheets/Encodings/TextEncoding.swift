/// An encoding in which a cohort's file may be written. Raw values are the names to type, most of them
/// those of the IANA's registry of character sets in small letters.
public enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    case utf32LittleEndian = "utf-32le"
    case utf32BigEndian = "utf-32be"
    case windows1250 = "windows-1250"
    case windows1251 = "windows-1251"
    case windows1252 = "windows-1252"
    case windows1253 = "windows-1253"
    case windows1254 = "windows-1254"
    case windows1256 = "windows-1256"
    case koi8R = "koi8-r"
    case macRoman = "macintosh"
    case codePage437 = "ibm437"
    case codePage850 = "ibm850"
    case gb18030
    case eucKR = "euc-kr"
    case big5
    case shiftJIS = "shift_jis"

    /// The encoding of a typed name, in any letter case and with the other names that programs show:
    /// `GBK`, `Shift-JIS`, `cp1252`, `Mac Roman`; nil for any other.
    public init?(typed name: String) {
        let folded = name.lowercased().filter { $0.isLetter || $0.isNumber }
        let found = Self.allCases.first { encoding in
            encoding.rawValue.filter { $0.isLetter || $0.isNumber } == folded
        }
        guard let encoding = found ?? Self.otherNames[folded] else { return nil }
        self = encoding
    }

    /// All names, in order.
    public static let names = allCases.map(\.rawValue)

    /// What a person calls it.
    package var title: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16, little-endian"
        case .utf16BigEndian: "UTF-16, big-endian"
        case .utf32LittleEndian: "UTF-32, little-endian"
        case .utf32BigEndian: "UTF-32, big-endian"
        case .windows1250: "Windows-1250 (Central European)"
        case .windows1251: "Windows-1251 (Cyrillic)"
        case .windows1252: "Windows-1252 (Western European)"
        case .windows1253: "Windows-1253 (Greek)"
        case .windows1254: "Windows-1254 (Turkish)"
        case .windows1256: "Windows-1256 (Arabic)"
        case .koi8R: "KOI8-R (Cyrillic)"
        case .macRoman: "Mac Roman"
        case .codePage437: "IBM 437 (DOS)"
        case .codePage850: "IBM 850 (DOS)"
        case .gb18030: "GB18030 (GBK)"
        case .eucKR: "EUC-KR"
        case .big5: "Big5"
        case .shiftJIS: "Shift-JIS"
        }
    }

    /// The table of the C library, of the vendor's extended form where files are written in that.
    var converter: String {
        switch self {
        case .eucKR: "CP949"
        case .big5: "CP950"
        case .shiftJIS: "CP932"
        default: rawValue
        }
    }

    private static let otherNames: [String: TextEncoding] = [
        "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030, "windows936": .gb18030,
        "sjis": .shiftJIS, "cp932": .shiftJIS, "windows31j": .shiftJIS, "cp949": .eucKR,
        "uhc": .eucKR, "windows949": .eucKR, "cp950": .big5, "windows950": .big5,
        "cp1250": .windows1250, "cp1251": .windows1251, "cp1252": .windows1252,
        "cp1253": .windows1253, "cp1254": .windows1254, "cp1256": .windows1256,
        "macroman": .macRoman, "cp437": .codePage437, "cp850": .codePage850,
    ]
}
