import Foundation

/// A name reduced to what a hurried reader sees of it: without case, accents, width, spaces and
/// punctuation, and with one letter for all that look like it (after Unicode Technical Standard
/// #39). For warnings only: names that differ can have the same skeleton.
struct NameSkeleton: Equatable {
    private let scalars: [Unicode.Scalar]

    init(_ name: String) {
        var letters: [Unicode.Scalar] = []
        for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars {
            if let look = Self.looks[scalar] {
                letters.append(look)
                continue
            }
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: continue
            default: break
            }
            guard scalar.properties.isAlphabetic || scalar.properties.numericType != nil else {
                continue
            }
            for small in scalar.properties.lowercaseMapping.unicodeScalars
            where small.properties.generalCategory != .nonspacingMark {
                letters.append(Self.looks[small] ?? small)
            }
        }
        scalars = Self.joined(letters)
    }

    /// True where one would be taken for the other: alike, alike but for one letter in a long name,
    /// or a long one with something around it.
    func resembles(_ other: NameSkeleton) -> Bool {
        guard scalars.count >= 2, other.scalars.count >= 2 else { return false }
        if scalars == other.scalars { return true }
        if other.scalars.count >= other.leastTelling,
            scalars.firstRange(of: other.scalars) != nil
        {
            return true
        }
        return min(scalars.count, other.scalars.count) >= 12 && differsByOne(other)
    }

    /// Shorter names are part of too many others; a Han character says what several letters do.
    private var leastTelling: Int {
        scalars.contains { $0.properties.isIdeographic } ? 4 : 10
    }

    /// True where one letter is another, is missing or is too many.
    private func differsByOne(_ other: NameSkeleton) -> Bool {
        let (short, long) =
            scalars.count <= other.scalars.count
            ? (scalars, other.scalars) : (other.scalars, scalars)
        guard long.count - short.count <= 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        let shortRest = short[start...].dropFirst(short.count == long.count ? 1 : 0)
        return shortRest.elementsEqual(long[start...].dropFirst())
    }

    /// Pairs of letters that read as one.
    private static func joined(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for letter in letters {
            if letter == "n", result.last == "r" {
                result[result.count - 1] = "m"
            } else if letter == "v", result.last == "v" {
                result[result.count - 1] = "w"
            } else {
                result.append(letter)
            }
        }
        return result
    }

    /// The Latin letter that a character of another script, or a digit, is taken for.
    private static let looks: [Unicode.Scalar: Unicode.Scalar] = {
        let groups: [(Unicode.Scalar, String)] = [
            ("a", "аАΑαɑ@"), ("b", "ВвΒβЬьƄ"), ("c", "сСϲϹᴄ"), ("d", "ԁԀđĐ"), ("e", "еЕΕεєЄ℮"),
            ("f", "ƒϝ"), ("g", "ɡԍ"), ("h", "НнһҺΗհ"), ("j", "јЈյ"), ("k", "КкΚκķ"),
            ("l", "1IiіІΙιıİӏӀ|ɩłŁا!"), ("m", "МмΜ"), ("n", "Νηոп"), ("o", "0оОΟοօՕσøØ"),
            ("p", "рРΡρ"), ("q", "ԛԚգ"), ("r", "гɾ"), ("s", "ѕЅ5$ʂ"), ("t", "ТтΤτ"), ("u", "υμսʊ"),
            ("v", "νѵѴ"), ("w", "ωԝԜѡ"), ("x", "хХΧχ×"), ("y", "уУүҮΥγ"), ("z", "ΖζᴢȤ"),
        ]
        var looks: [Unicode.Scalar: Unicode.Scalar] = [:]
        for (letter, others) in groups {
            for other in others.unicodeScalars { looks[other] = letter }
        }
        return looks
    }()
}
