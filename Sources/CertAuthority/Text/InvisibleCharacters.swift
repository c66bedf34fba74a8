/// Characters that draw nothing: some scripts need a few of them, most have no place in a name.
package enum InvisibleCharacters {
    /// True where the character draws nothing and the script around it does not ask for it.
    package static func isMisplaced(
        _ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, in text: String
    ) -> Bool {
        switch scalar.value {
        // The joiners shape letters of Arabic, Indic and other scripts.
        case 0x200C, 0x200D: !(previous.map(isShaped) ?? false)
        // The marks of direction settle where punctuation stands beside letters from the right.
        case 0x200E, 0x200F, 0x061C: !text.unicodeScalars.contains(where: isFromRight)
        // Variation selectors choose a form of a Han character; Mongolian has its own.
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: !(previous.map(isHan) ?? false)
        case 0x180B...0x180F: !(previous.map { (0x1800...0x18AF).contains($0.value) } ?? false)
        case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x200B, 0x2060...0x2064,
            0x206A...0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// True for what leaves nothing to be seen, whatever stands around it, and for every blank but the
    /// ordinary one: what has no place in an identifier or a name that is compared.
    static func drawsNothing(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20: return false
        case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x2800, 0x3164, 0xFFA0,
            0xFE00...0xFE0F, 0xE0000...0xE0FFF:
            return true
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate,
            .unassigned, .privateUse:
            return true
        default: return false
        }
    }

    private static func isShaped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Arabic to Sinhala; Thai to Myanmar; Khmer and Mongolian; the scripts of South-East Asia;
        // Arabic's presentation forms; Brahmic scripts beyond the basic plane.
        case 0x0600...0x109F, 0x1700...0x1CFF, 0xA800...0xABFF, 0xFB50...0xFDFF, 0xFE70...0xFEFC,
            0x10A00...0x11FFF, 0x1E900...0x1E95F:
            true
        default: false
        }
    }

    private static func isFromRight(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF,
            0x1E800...0x1EFFF:
            scalar.value != 0x061C
        default: false
        }
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFD: true
        default: false
        }
    }
}
