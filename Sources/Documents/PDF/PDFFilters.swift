import Credentials

/// The filters of streams that are read (ISO 32000-2 §7.4): Flate, with predictors.
enum PDFFilters {
    /// The data of a stream without its filters.
    ///
    /// - Parameters:
    ///   - filter: The stream's `/Filter`, resolved.
    ///   - parameters: Its `/DecodeParms`, resolved.
    ///   - limit: How many bytes it may expand to.
    /// - Throws: ``PDFError``: `unsupported`, `damaged` or `tooLarge`.
    static func decode(
        _ data: ArraySlice<UInt8>, filter: PDFObject, parameters: PDFObject, limit: Int
    ) throws(PDFError) -> [UInt8] {
        switch filter {
        case .null: return try bounded(Array(data), limit)
        case .array(let filters) where filters.isEmpty: return try bounded(Array(data), limit)
        case .array(let filters) where filters.count == 1:
            return try decode(
                data, filter: filters[0], parameters: parameters.arrayValue?.first ?? parameters,
                limit: limit)
        case .name("FlateDecode"): break
        default:
            throw PDFError(
                .unsupported, "a stream of the PDF is packed in another way than FlateDecode")
        }
        let expanded: [UInt8]
        do throws(Zlib.Fault) {
            expanded = try Zlib.expand(
                Array(data), as: .zlib, limit: limit, allowsTrailing: true)
        } catch {
            throw error == .tooLarge
                ? PDFError(.tooLarge, "the streams of the PDF expand to too many bytes")
                : PDFError(.damaged, "a compressed stream of the PDF is damaged")
        }
        return try unpredicted(expanded, parameters.dictionaryValue ?? [:])
    }

    /// A stream of that content, compressed.
    ///
    /// - Throws: ``PDFError`` where zlib fails.
    static func compressed(_ content: [UInt8]) throws(PDFError) -> PDFStream {
        do throws(Zlib.Fault) {
            return PDFStream(
                dictionary: ["Filter": .name("FlateDecode")],
                data: try Zlib.compress(content, as: .zlib)[...])
        } catch {
            throw PDFError(.unsupported, "zlib could not compress a page of the PDF")
        }
    }

    private static func bounded(_ bytes: [UInt8], _ limit: Int) throws(PDFError) -> [UInt8] {
        guard bytes.count <= limit else {
            throw PDFError(.tooLarge, "the streams of the PDF hold too many bytes")
        }
        return bytes
    }

    /// Takes the PNG predictors back (ISO 32000-2 §7.4.4.4); each row says which it has.
    private static func unpredicted(
        _ bytes: [UInt8], _ parameters: PDFDictionary
    ) throws(PDFError) -> [UInt8] {
        let predictor = parameters["Predictor"]?.integerValue ?? 1
        if predictor == 1 { return bytes }
        guard (10...15).contains(predictor), parameters["Colors"]?.integerValue ?? 1 == 1,
            parameters["BitsPerComponent"]?.integerValue ?? 8 == 8
        else {
            throw PDFError(.unsupported, "a stream of the PDF has a predictor that is not read")
        }
        let width = parameters["Columns"]?.integerValue ?? 1
        guard (1...1024).contains(width), bytes.count % (width + 1) == 0 else {
            throw PDFError(.damaged, "a stream of the PDF does not have whole rows")
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var above = [UInt8](repeating: 0, count: width)
        for start in stride(from: 0, to: bytes.count, by: width + 1) {
            var row = Array(bytes[(start + 1)..<(start + 1 + width)])
            for column in 0..<width {
                let left = column > 0 ? row[column - 1] : 0
                let corner = column > 0 ? above[column - 1] : 0
                switch bytes[start] {
                case 0: break
                case 1: row[column] &+= left
                case 2: row[column] &+= above[column]
                case 3: row[column] &+= UInt8((Int(left) + Int(above[column])) / 2)
                case 4: row[column] &+= paeth(left, above[column], corner)
                default: throw PDFError(.damaged, "a stream of the PDF has an unknown predictor")
                }
            }
            result += row
            above = row
        }
        return result
    }

    private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let estimate = Int(left) + Int(above) - Int(corner)
        let distances = [left, above, corner].map { abs(estimate - Int($0)) }
        if distances[0] <= distances[1], distances[0] <= distances[2] { return left }
        return distances[1] <= distances[2] ? above : corner
    }
}
