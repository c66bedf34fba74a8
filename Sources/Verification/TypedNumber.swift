import CertAuthority

/// A certificate number among what people and programs put around it: brackets, quotation marks, a
/// label such as `No.` or `Certificate:`, dots between its groups.
///
/// Only what can be no part of a number is taken away: a label holds no digit, but for the place in a
/// list that may stand before it (`3.`, `3)`). The check symbol then has to fit as ever.
package enum TypedNumber {
    /// The text without brackets, quotation marks and the signs that end sentences around it; to be
    /// given folded by ``TypedText``.
    package static func bare(_ text: some StringProtocol) -> String {
        var scalars = Substring(text).unicodeScalars
        while let first = scalars.first, isAround(first) || leading.contains(first) {
            scalars.removeFirst()
        }
        while let last = scalars.last, isAround(last) || trailing.contains(last) {
            scalars.removeLast()
        }
        return String(scalars)
    }

    /// Reads a number.
    ///
    /// - Parameter text: Folded and bare.
    /// - Throws: The fault of what looks most like a number in it.
    static func read(_ text: String) throws(CertificateNumber.Fault) -> CertificateNumber {
        let whole: CertificateNumber.Fault
        do throws(CertificateNumber.Fault) {
            return try CertificateNumber(joined(text))
        } catch {
            whole = error
        }
        var mistyped: CertificateNumber.Fault?
        for rest in withoutLabels(text, endingWith: labelSigns) {
            do throws(CertificateNumber.Fault) {
                return try CertificateNumber(joined(bare(rest)))
            } catch {
                if error == .checkSymbol { mistyped = mistyped ?? error }
            }
        }
        throw mistyped ?? whole
    }

    /// What may be an address in a text, the most of it first: all of it, what follows a label, and
    /// each of these up to a blank or a closing bracket. A label holds no sign of an address, so
    /// that an address within another one is none.
    static func addresses(in text: String) -> [String] {
        ([Substring(text)] + withoutLabels(text, endingWith: [":"])).flatMap { rest -> [String] in
            let whole = bare(rest)
            let end = whole.unicodeScalars.firstIndex { $0 == " " || closing.contains($0) }
            return [whole] + (end.map { [bare(whole[..<$0])] } ?? [])
        }
    }

    // MARK: Parts

    /// Text with more words and signs than this before its first digit is no label.
    private static let mostLabels = 32

    /// What is left after one label, two labels, and so on. A label ends with a blank, a bracket or
    /// one of those signs.
    private static func withoutLabels(
        _ text: String, endingWith signs: Set<Unicode.Scalar>
    ) -> [Substring] {
        var rests: [Substring] = []
        var position = text.unicodeScalars.startIndex
        let scalars = text.unicodeScalars
        if let start = afterPlace(scalars) {
            rests.append(text[start...])
            position = start
        }
        while position < scalars.endIndex {
            let scalar = scalars[position]
            guard !isDigit(scalar), !addressSigns.contains(scalar) else { break }
            let next = scalars.index(after: position)
            guard rests.count < mostLabels else { break }
            if next < scalars.endIndex, isAround(scalar) || signs.contains(scalar) {
                rests.append(text[next...])
            }
            position = next
        }
        return rests
    }

    /// Where the text goes on after its place in a list: some digits, a full stop or closing bracket,
    /// and a blank.
    private static func afterPlace(
        _ scalars: String.UnicodeScalarView
    ) -> String.UnicodeScalarView.Index? {
        let digits = scalars.prefix { "0"..."9" ~= $0 }
        guard (1...5).contains(digits.count),
            let blank = scalars[digits.endIndex...].dropFirst().firstIndex(of: " "),
            [".", ")", ".)"].contains(String(scalars[digits.endIndex..<blank]))
        else { return nil }
        return scalars.index(after: blank)
    }

    /// Without the dots and underscores that stand for hyphens between groups.
    private static func joined(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.filter { ![".", "_", "\u{B7}", "\t"].contains($0) }))
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.numericType != nil
    }

    private static func isAround(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
            .spaceSeparator, .control, .lineSeparator, .paragraphSeparator:
            true
        default: ["\"", "'", "`", "<", ">", "*", "|"].contains(scalar)
        }
    }

    private static let labelSigns: Set<Unicode.Scalar> = [
        ".", ":", ",", ";", "#", "=", "\u{B0}", "\u{BA}", "\u{2116}",
    ]
    private static let leading: Set<Unicode.Scalar> = [
        "#", ".", ",", ";", ":", "-", "\u{2116}", "\u{2022}", "\u{B7}",
    ]
    private static let trailing: Set<Unicode.Scalar> = [
        ".", ",", ";", ":", "!", "?", "-", "\u{3002}", "\u{3001}", "\u{61F}", "\u{60C}",
    ]
    private static let closing: Set<Unicode.Scalar> = ["<", ">", "\"", "'", ")", "]", "}", "|"]
    private static let addressSigns: Set<Unicode.Scalar> = ["/", "?", "&", "@", "%"]
}
