internal import Credentials
package import Verification

/// Signatures are looked for in the bytes and not in the objects, so that taking a signature out of
/// the newest revision does not hide that there was one.
extension PDFSignatures {
    /// More signatures than this are not looked at.
    private static let most = 16

    /// Looks for the signatures of a PDF.
    package init(_ bytes: [UInt8]) {
        let places = Self.places(bytes)
        guard !places.isEmpty else {
            self = .none
            return
        }
        guard places.count <= Self.most else {
            self = .unreadable("is one of more than \(Self.most)")
            return
        }
        var newest: (end: Int, outcome: CMSVerification.Outcome)?
        var unreadable: String?
        for place in places {
            guard let signature = Signature(bytes, at: place) else {
                self = .changed("has a signature whose range of bytes does not fit the file")
                return
            }
            switch signature.outcome {
            case .broken:
                self = .changed("differs from what was signed")
                return
            case .unreadable(let reason): unreadable = reason
            case .intact: break
            }
            if signature.end > newest?.end ?? 0 { newest = (signature.end, signature.outcome) }
        }
        let rest = bytes[(newest?.end ?? 0)...]
        if rest.contains(where: { $0 != 0x0A && $0 != 0x0D && $0 != 0x20 }) {
            self = .changed("has \(rest.count) bytes that were added after the last signature")
        } else if case .intact(let signer) = newest?.outcome, unreadable == nil {
            self = .intact(signer: signer)
        } else {
            self = .unreadable(unreadable ?? "cannot be read")
        }
    }

    /// Where `/ByteRange` stands, with an array behind it.
    private static func places(_ bytes: [UInt8]) -> [Int] {
        let keyword = Array("/ByteRange".utf8)
        var places: [Int] = []
        var index = 0
        while index + keyword.count < bytes.count, places.count <= most {
            guard bytes[index] == keyword[0], bytes[index...].starts(with: keyword) else {
                index += 1
                continue
            }
            index += keyword.count
            if bytes[index...].first(where: { $0 > 0x20 }) == UInt8(ascii: "[") {
                places.append(index)
            }
        }
        return places
    }

    private struct Signature {
        let outcome: CMSVerification.Outcome
        /// Where what is signed ends.
        let end: Int

        init?(_ bytes: [UInt8], at place: Int) {
            var parser = PDFParser(bytes[...], at: place, budget: 16, depth: 2)
            guard let numbers = try? parser.object().arrayValue?.compactMap(\.integerValue),
                numbers.count == 4, numbers.allSatisfy({ (0...bytes.count).contains($0) })
            else { return nil }
            let (first, hole) = (numbers[1], numbers[2])
            guard numbers[0] == 0, first < hole, numbers[3] <= bytes.count - hole,
                bytes[first] == UInt8(ascii: "<"), bytes[hole - 1] == UInt8(ascii: ">"),
                let der = Self.decoded(bytes[(first + 1)..<(hole - 1)])
            else { return nil }
            end = hole + numbers[3]
            outcome = CMSVerification.outcome(
                der, over: Array(bytes[..<first] + bytes[hole..<end]))
        }

        private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(text.count / 2)
            var half: UInt8?
            for symbol in text where symbol > 0x20 {
                guard let digit = Character(Unicode.Scalar(symbol)).hexDigitValue else {
                    return nil
                }
                if let high = half {
                    bytes.append(high << 4 | UInt8(digit))
                    half = nil
                } else {
                    half = UInt8(digit)
                }
            }
            return half == nil ? bytes : nil
        }
    }
}
