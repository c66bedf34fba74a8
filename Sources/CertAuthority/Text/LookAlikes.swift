/// Letters of one script that pass for letters of another: typed by mistake, or on purpose.
///
/// Only scripts that share shapes are told apart (Unicode Technical Standard #39 lists the
/// confusable letters); Han with kana or Hangul, and any other mixture, is left alone.
package enum LookAlikes {
    /// A word that deceives, with the letter that does so.
    package struct Finding {
        package let kind: Kind
        package let letter: Unicode.Scalar
        package let script: Script
        package let others: Script
    }

    /// How a word deceives.
    package enum Kind {
        /// Some of its letters are of another script.
        case letters
        /// All of its letters are, among words of Latin letters.
        case word
    }

    /// The scripts that share shapes.
    package enum Script: String {
        case latin = "Latin"
        case greek = "Greek"
        case cyrillic = "Cyrillic"
        case armenian = "Armenian"
        case cherokee = "Cherokee"
    }

    /// The first word with letters of two of these scripts, or of look-alikes only beside Latin.
    package static func find(in name: String) -> Finding? {
        let words = name.unicodeScalars.split { !$0.properties.isAlphabetic }.map(Array.init)
        for word in words {
            if let mixture = mixture(in: word) { return mixture }
        }
        let sorted = words.map { word in (word: word, script: word.lazy.compactMap(script).first) }
        guard sorted.contains(where: { $0.script == .latin }) else { return nil }
        for script in [Script.cyrillic, .greek] {
            let foreign = sorted.filter { $0.script == script }
            if let word = foreign.first, let letter = word.word.first,
                foreign.allSatisfy({ $0.word.allSatisfy(passesForLatin) })
            {
                return Finding(kind: .word, letter: letter, script: script, others: .latin)
            }
        }
        return nil
    }

    private static func mixture(in word: [Unicode.Scalar]) -> Finding? {
        var counts: [Script: Int] = [:]
        for scalar in word {
            if let script = script(scalar) { counts[script, default: 0] += 1 }
        }
        guard counts.count > 1,
            let most = counts.max(by: { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) })
        else { return nil }
        for scalar in word {
            guard let script = script(scalar), script != most.key else { continue }
            // Greek letters stand in for the letters ɛ, ɣ and others of African alphabets where
            // keyboards lack them; only those that pass for Latin ones are wrong.
            let pair: Set<Script> = [script, most.key]
            if pair == [.latin, .greek] {
                let greek = word.filter { Self.script($0) == .greek }
                guard greek.contains(where: passesForLatin) else { continue }
            }
            return Finding(
                kind: .letters, letter: scalar, script: script, others: most.key)
        }
        return nil
    }

    private static func script(_ scalar: Unicode.Scalar) -> Script? {
        switch scalar.value {
        case 0x41...0x5A, 0x61...0x7A, 0xAA, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2AF,
            0x1D00...0x1D25, 0x1E00...0x1EFF, 0x2C60...0x2C7F, 0xA722...0xA7FF, 0xAB30...0xAB64,
            0xFF21...0xFF3A, 0xFF41...0xFF5A:
            .latin
        case 0x370...0x373, 0x376...0x3FF, 0x1F00...0x1FFF: .greek
        case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
        case 0x531...0x588, 0xFB13...0xFB17: .armenian
        case 0x13A0...0x13FF, 0xAB70...0xABBF: .cherokee
        default: nil
        }
    }

    /// The Latin letter that a small letter or digit passes for, or itself; `i` passes for `l`.
    static func latin(_ scalar: Unicode.Scalar) -> Unicode.Scalar { latinLetters[scalar] ?? scalar }

    /// The small Latin letter that a capital of another script passes for where its small letter
    /// passes for another one, or itself.
    static func latinCapital(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "Η": "h"
        case "Μ": "m"
        case "Ν": "n"
        case "Υ": "y"
        default: scalar
        }
    }

    private static let latinLetters: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs: [(String, String)] = [
            ("авеѕіјкмнорстухүһԁԛԝьгпѵӏ", "abesljkmhopctyxyhdqwbrnvl"),
            ("αβεζηικνορτυχγμω", "abeznlkvoptuxyuw"), ("օսոցհրյզ", "ounghpjq"),
            ("ɑɡɩıi1", "agllll"), ("0", "o"), ("5", "s"),
        ]
        return Dictionary(
            pairs.flatMap { zip($0.0.unicodeScalars, $0.1.unicodeScalars).map { ($0, $1) } }
        ) { first, _ in first }
    }()

    private static func passesForLatin(_ scalar: Unicode.Scalar) -> Bool {
        latinShapes.contains(scalar)
    }

    /// Cyrillic and Greek letters that most typefaces draw like Latin ones.
    private static let latinShapes = Set(
        ("АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухүһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορικβ").unicodeScalars)
}
