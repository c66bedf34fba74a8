public import CertAuthority
import Verification

/// The words that a change is given; they are shown to everyone, or kept in the audit for good, and
/// so must not say whom they are about: they outlive the erasing of the learner's data.
public enum StatedReason {
    /// Checks a reason.
    ///
    /// - Parameter learners: Those whom it is about.
    /// - Throws: ``IssuingError`` when it is empty, longer than 200 characters, holds a control
    ///   character, an e-mail address, or the name or reference of one of the learners: the name in
    ///   any order and letter case, with or without accents.
    public static func check(
        _ reason: String, about learners: some Sequence<LearnerNames>
    ) throws(IssuingError) {
        guard !reason.isEmpty, reason.count <= 200,
            !reason.unicodeScalars.contains(where: TextSafety.isControl)
        else {
            throw IssuingError(
                "the reason must have 1 to 200 characters and no line break or other control "
                    + "character")
        }
        if holdsAddress(reason) {
            throw refusal("an e-mail address")
        }
        let text = ReasonText(reason)
        for learner in learners {
            if text.names(learner.name) { throw refusal("the learner's name") }
            if let reference = learner.reference, text.holds(reference: reference) {
                throw refusal("the learner's reference")
            }
            if let email = learner.email, text.holds(address: email) {
                throw refusal("the learner's e-mail address")
            }
        }
    }

    private static func refusal(_ what: String) -> IssuingError {
        IssuingError(
            "the reason holds \(what); it is kept for good, and outlives the erasing of the learner's "
                + "data, so write it without")
    }

    private static func holdsAddress(_ reason: String) -> Bool {
        TypedText.folded(reason).split(whereSeparator: {
            $0.isWhitespace || ",;<>()[]\"".contains($0)
        })
        .contains { word in
            word.contains("@") && EmailAddress.isValid(TypedNumber.bare(word))
        }
    }
}

/// A reason, made ready for looking names up in it.
private struct ReasonText {
    /// Once with accents left away, once with letters such as `ä` written as two.
    private let spellings: [FoldedWords]
    private let sets: [Set<String>]
    private let plain: String
    /// The words as they are written.
    private let written: Set<Substring>

    init(_ reason: String) {
        spellings = [FoldedWords(reason), FoldedWords.spelledOut(reason)]
        sets = spellings.map { Set($0.words) }
        plain = spellings[0].words.joined()
        written = Set(reason.split { !$0.isLetter && !$0.isNumber })
    }

    /// True where all words of a name stand in the reason, or two of its longer words do.
    ///
    /// The name of somebody who has only one may be any word, and counts where it is written as the
    /// name is; one of another script is looked for within words too, since not all have blanks.
    func names(_ name: String) -> Bool {
        if UnspacedName(name).stands(in: plain) { return true }
        for words in [FoldedWords(name).words, FoldedWords.spelledOut(name).words] {
            if words.count == 1, let only = words.first {
                if !only.utf8.allSatisfy({ $0 < 0x80 }), only.unicodeScalars.count > 1,
                    plain.contains(only)
                {
                    return true
                }
                if name.contains(where: \.isUppercase), written.contains(name[...]) { return true }
                continue
            }
            guard words.count > 1 else { continue }
            for set in sets {
                let found = Set(words).intersection(set)
                if found.count == Set(words).count { return true }
                if found.count(where: { $0.unicodeScalars.count > 2 }) > 1 { return true }
            }
            let together = words.joined()
            let turned = words.reversed().joined()
            if together.utf8.count > 5,
                sets.contains(where: { $0.contains(together) || $0.contains(turned) })
            {
                return true
            }
        }
        return false
    }

    /// True where a reference stands in the reason as words of its own, with or without its hyphens. One of one or two letters, or
    /// of up to three digits, may be anything.
    func holds(reference: String) -> Bool {
        // A series' certificate has the reference of another organisation behind its name.
        let own = reference.split(separator: "/").last.map(String.init) ?? reference
        return [reference, own].contains { text in
            let words = FoldedWords(text).words
            let symbols = words.joined().utf8
            let isTelling =
                symbols.count > 3
                || symbols.contains(where: ASCII.isDigit) && symbols.contains(where: ASCII.isLetter)
            return isTelling && spellings[0].contains(joined: words.joined())
        }
    }

    /// True where the part of an address before the `@` stands in the reason, if it is long enough to
    /// tell of somebody, or the address with blanks or other signs in it.
    func holds(address: String) -> Bool {
        let parts = address.split(separator: "@", maxSplits: 1).map {
            FoldedWords(String($0)).words
        }
        guard parts.count == 2 else { return false }
        for at in [[], ["at"]] where spellings[0].contains(parts[0] + at + parts[1]) { return true }
        let dotted = parts[0] + ["at"] + Array(parts[1].map { [$0] }.joined(separator: ["dot"]))
        if spellings[0].contains(dotted) { return true }
        let isTelling = parts[0].count > 1 || parts[0].joined().contains(where: \.isNumber)
        return isTelling && parts[0].joined().utf8.count > 5 && spellings[0].contains(parts[0])
    }
}
