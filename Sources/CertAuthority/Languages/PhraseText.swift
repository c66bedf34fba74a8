/// A text with places for values: `Checked {time}`.
public struct PhraseText: Sendable, Equatable {
    /// A piece of the text, in order.
    public enum Piece: Sendable, Equatable {
        /// Words as they are.
        case words(String)
        /// The place of the value of that name.
        case place(String)
    }

    /// The pieces, none of them empty.
    public let pieces: [Piece]

    /// The names of the places.
    public var places: Set<String> {
        Set(
            pieces.compactMap { piece in
                if case .place(let name) = piece { name } else { nil }
            })
    }

    /// Reads a text; places are names of small letters in braces, and braces have no other use.
    /// Nil where it is empty or a brace stands otherwise.
    init?(_ text: String) {
        var pieces: [Piece] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                return nil
            }
            let name = rest[rest.index(after: brace)..<end]
            guard !name.isEmpty, name.utf8.allSatisfy({ ASCII.isLetter($0) && $0 >= 0x60 }) else {
                return nil
            }
            if brace > rest.startIndex { pieces.append(.words(String(rest[..<brace]))) }
            pieces.append(.place(String(name)))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { pieces.append(.words(String(rest))) }
        guard !pieces.isEmpty else { return nil }
        self.pieces = pieces
    }

    /// The text with values in its places; a place without a value stays as it is written.
    public func text(_ values: [String: String] = [:]) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .words(let words): text += words
            case .place(let name): text += values[name] ?? "{\(name)}"
            }
        }
        return text
    }
}
