import CPNG
import CQREncode
import CertAuthority

/// A QR code (ISO/IEC 18004) as a square of dark and light modules; the only user of libqrencode.
public struct QRCode: Sendable {
    /// Modules along one side.
    public let side: Int
    /// A bit a module, row by row, the first the lowest: few enough that many codes can be kept.
    private let dark: [UInt64]

    /// Light modules around the symbol that readers need (ISO/IEC 18004 §6.3.8).
    private static let quietZone = 4

    /// Encodes text at the error correction level M, which survives 15 % of damage.
    ///
    /// - Throws: ``QRCodeError`` when the text is too long for a symbol.
    public init(_ text: String) throws(QRCodeError) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            throw QRCodeError("the text is too long for a QR code")
        }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side)
        self.side = side
        var dark = [UInt64](repeating: 0, count: (modules.count + 63) / 64)
        for (place, module) in modules.enumerated() where module & 1 == 1 {
            dark[place / 64] |= 1 << UInt64(place % 64)
        }
        self.dark = dark
    }

    /// True where the module of that row and column is dark; light outside.
    func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<side).contains(row), (0..<side).contains(column) else { return false }
        return isDark(row * side + column)
    }

    private func isDark(_ place: Int) -> Bool { dark[place / 64] >> UInt64(place % 64) & 1 == 1 }

    /// A scalable drawing: one unit a module, the quiet zone included, each row drawn as a broken
    /// line along its middle, which takes the fewest letters.
    public func svg(title: String) -> String {
        let size = side + 2 * Self.quietZone
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(size) \(size)" \
            shape-rendering="crispEdges" role="img" aria-label="\(XMLText.escaped(title))">\
            <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/>\
            <path stroke="#000" d="\(lines(at: Self.quietZone))"/></svg>

            """
    }

    private func lines(at origin: Int) -> String {
        // A line takes twelve letters at most, and no two lines touch.
        String(unsafeUninitializedCapacity: (side / 2 + 1) * side * 16) { letters in
            var count = 0
            func append(_ letter: Unicode.Scalar) {
                letters[count] = UInt8(ascii: letter)
                count += 1
            }
            func append(_ letter: Unicode.Scalar, _ number: Int) {
                append(letter)
                // No side has more than 177 modules (ISO/IEC 18004 §5.3.1).
                for divisor in [100, 10] where number >= divisor {
                    letters[count] = UInt8(ascii: "0") + UInt8(number / divisor % 10)
                    count += 1
                }
                letters[count] = UInt8(ascii: "0") + UInt8(number % 10)
                count += 1
            }
            for row in 0..<side {
                let line = row * side..<(row + 1) * side
                var end: Int?
                var place = next(in: line, dark: true)
                while place < line.upperBound {
                    let start = place - line.lowerBound
                    let light = next(in: place..<line.upperBound, dark: false)
                    if let end {
                        append("m", start - end)
                        append(" ", 0)
                    } else {
                        append("M", start + origin)
                        append(" ", row + origin)
                        append(".", 5)
                    }
                    append("h", light - place)
                    end = light - line.lowerBound
                    place = next(in: light..<line.upperBound, dark: true)
                }
            }
            return count
        }
    }

    /// The first dark, or light, module of those places, which are looked at 64 at a time; the end
    /// of the places where there is none.
    private func next(in places: Range<Int>, dark wanted: Bool) -> Int {
        var place = places.lowerBound
        while place < places.upperBound {
            let modules = (wanted ? dark[place / 64] : ~dark[place / 64]) >> UInt64(place % 64)
            if modules != 0 { return min(place + modules.trailingZeroBitCount, places.upperBound) }
            place = (place / 64 + 1) * 64
        }
        return places.upperBound
    }

    /// The dark modules as the data of one SVG path, one unit a module, without the quiet zone.
    var path: String {
        var path = ""
        for row in 0..<side {
            var column = 0
            while column < side {
                let start = column
                while column < side, isDark(row, column) { column += 1 }
                let length = column - start
                if length > 0 {
                    path += "M\(start) \(row)h\(length)v1h-\(length)z"
                } else {
                    column += 1
                }
            }
        }
        return path
    }

    /// A picture in shades of grey, as PNG.
    ///
    /// - Parameter scale: Pixels a module.
    /// - Throws: ``QRCodeError`` when libpng fails.
    public func png(scale: Int = 8) throws(QRCodeError) -> [UInt8] {
        let size = (side + 2 * Self.quietZone) * scale
        var pixels = [UInt8](repeating: 255, count: size * size)
        for y in 0..<size {
            for x in 0..<size
            where isDark(y / scale - Self.quietZone, x / scale - Self.quietZone) {
                pixels[y * size + x] = 0
            }
        }
        var image = png_image()
        image.version = png_uint_32(PNG_IMAGE_VERSION)
        image.width = png_uint_32(size)
        image.height = png_uint_32(size)
        image.format = 0
        // A buffer as large as the pixels is more than a picture of two shades ever needs.
        var length = pixels.count + 1024
        var output = [UInt8](repeating: 0, count: length)
        guard png_image_write_to_memory(&image, &output, &length, 0, pixels, 0, nil) != 0 else {
            throw QRCodeError("libpng could not write the picture")
        }
        return Array(output[..<length])
    }

    /// The code in half-block characters, dark on light, for a terminal.
    public func terminalText() -> String {
        var lines: [String] = []
        let quiet = 2
        for row in stride(from: -quiet, to: side + quiet, by: 2) {
            var line = ""
            for column in -quiet..<(side + quiet) {
                switch (isDark(row, column), isDark(row + 1, column)) {
                case (true, true): line += " "
                case (true, false): line += "▄"
                case (false, true): line += "▀"
                case (false, false): line += "█"
                }
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// Why there is no QR code.
public struct QRCodeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}

extension QRCode {
    /// The files that a code is written as.
    public enum Form: Sendable {
        case svg
        case png
        /// For terminals.
        case text
    }

    /// The code of an address as a file.
    ///
    /// - Throws: ``QRCodeError`` when the address is too long for a code.
    public static func file(_ form: Form, of address: String) throws(QRCodeError) -> [UInt8] {
        let code = try QRCode(address)
        return switch form {
        case .svg: Array(code.svg(title: address).utf8)
        case .png: try code.png()
        case .text: Array(code.terminalText().utf8)
        }
    }
}
