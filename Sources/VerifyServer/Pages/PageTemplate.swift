import Credentials
import NIOCore

/// A page as it was written once, cut at the places of what differs from one certificate to the
/// next: to write another is to copy some pieces.
struct PageTemplate: Sendable {
    private struct Piece: Sendable {
        let bytes: [UInt8]
        /// The value that follows, by its place in the order.
        let value: Int?
    }

    private let pieces: [Piece]
    private let size: Int
    /// The content security policy of the page.
    let policy: String
    /// What stands before the first value, compressed.
    let beginning: CompressedBeginning?

    /// - Parameters:
    ///   - page: A page with ``VerdictValues/init(placesOf:)``.
    ///   - policy: Its content security policy.
    init(_ page: HTML, values count: Int, policy: String) {
        self.policy = policy
        var pieces: [Piece] = []
        var bytes: [UInt8] = []
        for scalar in page.text.unicodeScalars {
            let place = Int(scalar.value) - Int(VerdictValues.firstPlace)
            if (0..<count).contains(place) {
                pieces.append(Piece(bytes: bytes, value: place))
                bytes = []
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
            }
        }
        pieces.append(Piece(bytes: bytes, value: nil))
        self.pieces = pieces
        beginning = pieces.first.flatMap { try? CompressedBeginning($0.bytes) }
        size = pieces.reduce(0) { $0 + $1.bytes.count }
    }

    /// The page with those values; a place without a value stays empty.
    func filled(_ values: [HTML?]) -> ByteBuffer {
        var page = ByteBuffer()
        page.reserveCapacity(values.reduce(size) { $0 + 3 * ($1?.text.utf8.count ?? 0) })
        for piece in pieces {
            page.writeBytes(piece.bytes)
            if let place = piece.value, let value = values[place] {
                page.writeString(value.text)
            }
        }
        return page
    }
}
