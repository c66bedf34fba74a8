import Credentials
import LinkedData

/// What makes two rows the same certificate, however often they are given: the programme, the
/// learner's reference (or address), the day of completion.
public struct RowKey: Sendable, Hashable {
    /// The parts, separated by a character that none of them can hold.
    public let text: String

    /// The key of a row.
    public init(programme: Slug, learner: String, completedOn: CivilDate) {
        text = "\(programme)\u{1F}\(learner)\u{1F}\(completedOn)"
    }

    /// Takes a key back from where it was kept.
    package init(stored text: String) { self.text = text }

    /// What is kept of the key of an erased certificate: recognises the row when it is given again
    /// and does not say whose it was. No programme's slug has the first character.
    package var erasedText: String {
        "\u{1F}erased\u{1F}\(Digest.hexadecimal(Digest.sha256(Array(text.utf8))))"
    }

    /// The key of a superseded certificate whose row belongs to its correction.
    package static func supersededText(_ number: CertificateNumber) -> String {
        "\u{1F}superseded\u{1F}\(number)"
    }

    /// True when every byte is the same.
    public static func == (left: RowKey, right: RowKey) -> Bool { left.text.isExactly(right.text) }

    /// Feeds the bytes to the hasher.
    public func hash(into hasher: inout Hasher) { hasher.combine(ExactString(text)) }
}
