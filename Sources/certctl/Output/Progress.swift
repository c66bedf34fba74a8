import Foundation

/// How far long work has come, told on standard error: on a terminal one line that is written over,
/// elsewhere a plain line for every tenth part.
struct Progress {
    private let total: Int
    private let noun: String
    private let start = ContinuousClock.now
    private var told = 0

    private static let worthTelling = 500

    init(total: Int, noun: String) {
        self.total = total
        self.noun = noun
    }

    /// Tells how many are done.
    mutating func show(_ count: Int) {
        guard total > Self.worthTelling else { return }
        let text = Self.text(count, of: total, noun: noun, after: ContinuousClock.now - start)
        if Terminal.isInteractive {
            let end = count == total ? "\n" : ""
            // The rest of a longer line before is cleared (ECMA-48 EL).
            Terminal.tell(Data("\r\(text)\u{1B}[K\(end)".utf8))
        } else if count == total || (count - told) * 10 >= total {
            told = count
            Terminal.complain(text)
        }
    }

    /// The count, the rate since the start and, while there is more to do, the time left.
    static func text(
        _ count: Int, of total: Int, noun: String, after elapsed: Duration
    ) -> String {
        var parts = ["\(count) of \(total) \(noun)"]
        let seconds =
            Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        if count > 0, seconds > 0 {
            let rate = Double(count) / seconds
            parts.append("\(Int(rate.rounded())) a second")
            if count < total {
                parts.append("\(time(Int((Double(total - count) / rate).rounded(.up)))) left")
            }
        }
        return parts.joined(separator: ", ")
    }

    private static func time(_ seconds: Int) -> String {
        switch seconds {
        case ..<60: "\(seconds) s"
        case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
        default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
        }
    }
}
