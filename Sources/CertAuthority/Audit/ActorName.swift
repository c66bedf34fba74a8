import LinkedData

/// The name of somebody who changes the record, as the audit keeps it.
public enum ActorName {
    /// Checks a name before anything is done in it.
    ///
    /// - Throws: ``ActorNameError`` where it is empty or longer than 200 characters, where a character
    ///   in it cannot be seen, or where letters of two scripts pass for one another in a word: such a
    ///   name could stand for somebody else's.
    public static func check(_ name: String) throws(ActorNameError) {
        guard name.count <= 200, !skeleton(name).isEmpty else {
            throw ActorNameError(
                "the name of who does this must have 1 to 200 characters, and a letter")
        }
        if let hidden = name.unicodeScalars.first(where: InvisibleCharacters.drawsNothing) {
            throw ActorNameError(
                "the name of who does this holds a character that cannot be seen "
                    + "(U+\(TextSafety.hexadecimal(hidden))); type it again")
        }
        if let found = LookAlikes.find(in: name) {
            throw ActorNameError(
                "the name of who does this mixes letters that look alike: \"\(found.letter)\" "
                    + "(U+\(TextSafety.hexadecimal(found.letter))) is \(found.script.rawValue) among "
                    + "\(found.others.rawValue) letters; type it again in one script")
        }
    }

    /// The person who runs a program: the one behind `sudo`, since the user that `sudo` changes to is
    /// often an account of the service; else the user's login name.
    ///
    /// - Parameters:
    ///   - user: The number of the user that the program runs as.
    ///   - environment: Its environment. `SUDO_USER` counts where `SUDO_UID` is that user's number;
    ///     `USER` and `LOGNAME` where the number has no login name, as in containers.
    ///   - login: The login name of a user's number.
    /// - Returns: A name that ``check(_:)`` takes; nil where there is none but a number.
    public static func person(
        user: UInt32, environment: [String: String], login: (UInt32) -> String?
    ) -> String? {
        let names =
            [
                environment["SUDO_UID"].flatMap { UInt32($0) }.flatMap(login)
                    .flatMap { environment["SUDO_USER"]?.isExactly($0) == true ? $0 : nil },
                login(user), environment["USER"], environment["LOGNAME"],
            ].compactMap { $0 }
        return names.first { name in
            (try? check(name)) != nil && name.contains(where: \.isLetter)
        }
    }

    /// True where two names may be one person's: the same but for letter case, accents, width, blanks
    /// and punctuation, and for letters and digits that look alike.
    public static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (skeleton(left), skeleton(right))
        return !left.isEmpty && left.utf8.elementsEqual(right.utf8)
    }

    /// What is left of a name for comparing it (in the manner of Unicode Technical Standard #39 §4).
    private static func skeleton(_ name: String) -> String {
        let capitals = name.unicodeScalars.map { LookAlikes.latinCapital($0) }
        let folded = FoldedWords(String(String.UnicodeScalarView(capitals))).words.joined()
        let letters = folded.unicodeScalars.map { LookAlikes.latin($0) }
        return String(String.UnicodeScalarView(letters)).replacing("rn", with: "m")
            .replacing("vv", with: "w")
    }
}

/// Why nothing may be done in a name.
public struct ActorNameError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong with the name and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
