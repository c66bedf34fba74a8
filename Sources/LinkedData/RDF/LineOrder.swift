/// Sorts lines by their bytes, which for UTF-8 is code point order.
///
/// Lines of a graph share long beginnings, so this is a multikey quicksort (Bentley and Sedgewick,
/// 1997): bytes that a group of lines is known to share are not compared again.
enum LineOrder {
    /// Sorts ranges of `bytes`. Needs no stack: what is left to do is kept in a list.
    static func sort(_ lines: inout [Range<Int>], in bytes: [UInt8]) {
        let bytes = bytes.span
        var pending = [(low: 0, high: lines.count, shared: 0)]
        while case (let low, let high, var shared)? = pending.popLast() {
            guard high - low > 1 else { continue }
            shared = sharedLength(lines[low..<high], from: shared, in: bytes)
            if high - low <= 6 {
                insertionSort(&lines, low, high, shared: shared, in: bytes)
                continue
            }
            let pivot = median(
                byte(lines[low], shared, bytes), byte(lines[(low + high) / 2], shared, bytes),
                byte(lines[high - 1], shared, bytes))
            var (lower, index, upper) = (low, low, high)
            while index < upper {
                let value = byte(lines[index], shared, bytes)
                if value < pivot {
                    lines.swapAt(lower, index)
                    lower += 1
                    index += 1
                } else if value > pivot {
                    upper -= 1
                    lines.swapAt(index, upper)
                } else {
                    index += 1
                }
            }
            pending.append((low, lower, shared))
            pending.append((upper, high, shared))
            if pivot >= 0 { pending.append((lower, upper, shared + 1)) }
        }
    }

    /// How many bytes all the lines begin with alike, when it is known of the first few.
    private static func sharedLength(
        _ lines: ArraySlice<Range<Int>>, from known: Int, in bytes: Span<UInt8>
    ) -> Int {
        guard let first = lines.first else { return known }
        var shared = first.count
        for line in lines.dropFirst() {
            shared = sharedLength(
                bytes.extracting(first), bytes.extracting(line), from: known, to: shared)
        }
        return shared
    }

    private static func sharedLength(
        _ left: Span<UInt8>, _ right: Span<UInt8>, from known: Int, to limit: Int
    ) -> Int {
        let end = min(limit, left.count, right.count)
        var index = known
        while index < end, left[index] == right[index] { index &+= 1 }
        return index
    }

    /// True when the first line's bytes come before the second's; both share the first few.
    static func precedes(
        _ left: Range<Int>, _ right: Range<Int>, shared: Int = 0, in bytes: Span<UInt8>
    ) -> Bool {
        let (left, right) = (bytes.extracting(left), bytes.extracting(right))
        let index = sharedLength(left, right, from: shared, to: left.count)
        guard index < left.count, index < right.count else { return left.count < right.count }
        return left[index] < right[index]
    }

    private static func insertionSort(
        _ lines: inout [Range<Int>], _ low: Int, _ high: Int, shared: Int, in bytes: Span<UInt8>
    ) {
        guard high - low > 1 else { return }
        for next in (low + 1)..<high {
            let line = lines[next]
            var place = next
            while place > low, precedes(line, lines[place - 1], shared: shared, in: bytes) {
                lines[place] = lines[place - 1]
                place -= 1
            }
            lines[place] = line
        }
    }

    /// A line's byte at that distance from its start; -1 past its end.
    private static func byte(_ line: Range<Int>, _ index: Int, _ bytes: Span<UInt8>) -> Int {
        index < line.count ? Int(bytes[line.lowerBound + index]) : -1
    }

    private static func median(_ a: Int, _ b: Int, _ c: Int) -> Int {
        max(min(a, b), min(max(a, b), c))
    }
}
