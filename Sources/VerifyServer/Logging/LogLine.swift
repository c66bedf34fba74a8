import Credentials
import Foundation
import LinkedData
import Logging
import Synchronization

/// One line of the log, as text for people or as JSON for programs.
struct LogLine {
    let format: Settings.Log.Format
    let level: Logger.Level
    let message: String
    /// Names and values in the order in which they are written.
    var fields: [(name: String, value: JSON)]

    /// The line without its end.
    func bytes(at instant: Date) -> [UInt8] {
        let time = String(decoding: LogTime.text(of: instant), as: UTF8.self)
        switch format {
        case .text:
            let values = fields.map { " \($0.name)=\(Self.text($0.value))" }.joined()
            return Array("\(time) \(level) \(Self.plain(message))\(values)".utf8)
        case .json:
            var line = JSONObject()
            line["time"] = .string(time)
            line["level"] = .string(level.rawValue)
            line["message"] = .string(message)
            for (name, value) in fields { line[name] = value }
            return JSON.object(line).compactBytes()
        }
    }

    private static func text(_ value: JSON) -> String {
        guard case .string(let text) = value else {
            return String(decoding: value.compactBytes(), as: UTF8.self)
        }
        let needsQuotes = text.isEmpty || text.contains { " =\"".contains($0) }
        return needsQuotes ? "\"\(plain(text.replacing("\"", with: "'")))\"" : plain(text)
    }

    /// Without anything that could end the line or steer a terminal.
    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "?" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || scalar.value == 0x2028
            || scalar.value == 0x2029
    }
}

/// The time at the start of a line, RFC 3339 with milliseconds.
enum LogTime {
    /// The second that was written last: thousands of lines have it in common.
    private static let last = Mutex((seconds: Int64.min, text: [UInt8]()))

    static func text(of instant: Date) -> [UInt8] {
        let (seconds, fraction) = modf(instant.timeIntervalSince1970)
        let thousandths = max(0, Int(fraction * 1000))
        var text = last.withLock { last in
            if last.seconds != Int64(seconds) {
                let second = Timestamp(seconds: Int64(seconds)).description.dropLast()
                last = (Int64(seconds), Array(second.utf8))
            }
            return last.text
        }
        text.reserveCapacity(192)
        text.append(UInt8(ascii: "."))
        for divisor in [100, 10, 1] {
            text.append(UInt8(ascii: "0") + UInt8(thousandths / divisor % 10))
        }
        text.append(UInt8(ascii: "Z"))
        return text
    }
}

/// Writes what is logged in the chosen form.
struct LineLogHandler: LogHandler {
    let writer: LogWriter
    let format: Settings.Log.Format
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
        let fields = all.sorted { $0.key < $1.key }.map { name, value in
            (name == "hb.request.id" ? "request" : name, JSON.string("\(value)"))
        }
        let line = LogLine(
            format: format, level: event.level, message: "\(event.message)", fields: fields)
        writer.write(line.bytes(at: Date()))
    }
}
