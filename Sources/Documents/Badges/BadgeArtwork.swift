public import CertAuthority
public import Credentials
internal import LinkedData

/// The badge that a programme has where nobody drew one: a disc in the colour of its organisation, with
/// the initials of the title within arcs that show the level or the steps. It is also the seal of the
/// sheet and stands on the pages, so that who holds the paper sees the same disc on the screen.
///
/// Its letters are outlines: it looks alike wherever it is shown, whatever fonts are there. Equal
/// badges give equal bytes.
public struct BadgeArtwork: Hashable, Sendable {
    /// How much of it is drawn.
    public enum Cut: String, CaseIterable, Hashable, Sendable {
        /// Words and lace too: from 96 pixels.
        case full
        /// For smaller sizes: larger initials, no words.
        case small
    }

    /// What the arcs around the initials show.
    public enum Ring: Hashable, Sendable {
        /// The level reached, of three; nil where nothing is said of one.
        case level(Programme.Level?)
        /// The steps of a series that were taken.
        case steps(done: Int, of: Int)
    }

    /// The title, for those who cannot see the picture.
    public let title: String
    /// The colour with its tones.
    let accent: Accent
    /// What the arcs show.
    let ring: Ring
    /// The organisation's short name in capitals; empty where it has none that fits.
    let organisation: String
    /// The level in capitals, or what is said of a series.
    let word: String
    /// The language of the words.
    let language: Language

    /// A badge.
    ///
    /// - Parameters:
    ///   - organisation: The short name of the organisation.
    ///   - language: The language of the level.
    public init(
        title: String, accent: Accent, ring: Ring, organisation: String, language: Language
    ) {
        self.title = title
        self.accent = accent
        self.ring = ring
        self.organisation = organisation.uppercased()
        self.language = language
        let words = SheetWords.of(language)
        let word =
            switch ring {
            case .level(let level): level.map(words.name) ?? ""
            case .steps(let done, let count): done < count ? words.series : words.complete
            }
        self.word = word.uppercased()
    }

    /// The same in another ink.
    func inked(_ accent: Accent) -> BadgeArtwork {
        BadgeArtwork(
            title: title, accent: accent, ring: ring, organisation: organisation,
            language: language)
    }

    /// Up to three initials, of the words that carry the meaning.
    var initials: String {
        let small: Set<String> = ["a", "an", "and", "for", "in", "of", "on", "the", "to", "with"]
        let words = title.split { !$0.isLetter && !$0.isNumber }
        let chosen = words.filter { !small.contains($0.lowercased()) }
        return (chosen.isEmpty ? words : chosen).prefix(3).compactMap(\.first).map {
            $0.uppercased()
        }.joined()
    }
}

extension BadgeArtwork {
    private struct Key: Hashable {
        let artwork: BadgeArtwork
        let cut: Cut
    }

    /// What was drawn last: a catalogue has some dozens of programmes.
    private static let markups = BoundedMemory<Key, String>(capacity: 512)
    private static let images = BoundedMemory<BadgeArtwork, BakedPNG.Blank>(capacity: 64)

    /// The badge's elements on a square of 512 units.
    ///
    /// - Throws: ``DrawingError`` where there are no fonts.
    func markup(_ cut: Cut) throws(DrawingError) -> String {
        try Self.markups.recall(Key(artwork: self, cut: cut)) { () throws(DrawingError) in
            try BadgeDrawing(self, cut).markup()
        }
    }

    /// The badge as an SVG image, 512 units each way.
    ///
    /// - Throws: ``BadgeError`` where there are no fonts.
    public func svg(_ cut: Cut = .full) throws(BadgeError) -> [UInt8] {
        let markup: String
        do throws(DrawingError) { markup = try self.markup(cut) } catch {
            throw BadgeError("the badge cannot be drawn: \(error)")
        }
        let text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512" \
            role="img"><title>\(XMLText.escaped(title))</title>\(markup)</svg>

            """
        return Array(text.utf8)
    }

    /// The badge as a PNG image, 512 pixels each way, transparent around it, drawn and checked once.
    ///
    /// - Throws: ``BadgeError`` where there are no fonts.
    public func png() throws(BadgeError) -> BakedPNG.Blank {
        if let known = drawn { return known }
        let picture = try svg()
        let image: BakedPNG.Blank
        do {
            image = try BakedPNG.Blank(
                PageDrawing.png(picture: picture, side: Picture.drawnSide))
        } catch {
            throw BadgeError("the badge that was drawn is no image: \(error)")
        }
        Self.images.remember(image, self)
        return image
    }

    /// The PNG image, where it was drawn of late.
    var drawn: BakedPNG.Blank? { Self.images.value(self) }
}

/// Why a badge cannot be drawn.
public struct BadgeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// One sentence.
    public let description: String

    init(_ description: String) { self.description = description }
}
