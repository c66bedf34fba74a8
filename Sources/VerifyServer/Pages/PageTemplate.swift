import Credentials
import NIOCore

/// A page as it was written once, cut at the places of what differs from one certificate to the
/// next: to write another is to copy some pieces.
struct PageTemplate: Sendable {
    private struct Piece: Sendable {
        /// Of ``text``.
        let range: Range<Int>
        /// The value that follows, by its place in the order.
        let value: Int?
    }

    /// All pieces, one after the other: what many threads count together is one array.
    private let text: [UInt8]
    private let pieces: [Piece]
    /// How often each value stands in it.
    private let occurrences: [Int]
    /// The content security policy of the page.
    let policy: String
    /// What stands before the first value, compressed.
    let beginning: CompressedBeginning?

    /// - Parameters:
    ///   - page: A page with ``VerdictValues/init(placesOf:)``.
    ///   - policy: Its content security policy.
    init(_ page: HTML, values count: Int, policy: String) {
        self.policy = policy
        var text: [UInt8] = []
        var pieces: [Piece] = []
        var occurrences = [Int](repeating: 0, count: count)
        var start = 0
        for scalar in page.text.unicodeScalars {
            let place = Int(scalar.value) - Int(VerdictValues.firstPlace)
            if (0..<count).contains(place) {
                pieces.append(Piece(range: start..<text.count, value: place))
                occurrences[place] += 1
                start = text.count
            } else {
                text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        pieces.append(Piece(range: start..<text.count, value: nil))
        self.text = text
        self.pieces = pieces
        self.occurrences = occurrences
        beginning = pieces.first.flatMap { try? CompressedBeginning(Array(text[$0.range])) }
    }

    /// The page with those values; a place without a value stays empty.
    func filled(_ values: [HTML?]) -> ByteBuffer {
        var page = ByteBuffer()
        page.reserveCapacity(
            zip(values, occurrences).reduce(text.count) { size, value in
                size + value.1 * (value.0?.text.utf8.count ?? 0)
            })
        let bytes = text.span.bytes
        for piece in pieces {
            page.writeBytes(bytes.extracting(piece.range))
            if let place = piece.value, let value = values[place] {
                page.writeString(value.text)
            }
        }
        return page
    }
}
