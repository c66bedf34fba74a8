import CertAuthority
import Testing
@testable import TestSupport

@Suite("Certificate numbers")
struct CertificateNumberTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let seed = UInt64.random(in: 0 ... .max)

    /// Well-formed numbers made from a seed, check symbol and all, without the code under test's
    /// own randomness.
    private static func numbers(_ count: Int) throws -> [String] {
        var generator = SeededGenerator(seed: seed)
        return try (0..<count).map { _ in
            let body = String(
                (0..<16).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
            let fitting = alphabet.filter { (try? CertificateNumber(body + String($0))) != nil }
            try #require(fitting.count == 1, "one check symbol fits \(body), seed \(seed)")
            return body + String(fitting[0])
        }
    }

    @Test("Every single substitution in any place is found")
    func substitutions() throws {
        for text in try Self.numbers(200) {
            let symbols = Array(text)
            for place in symbols.indices {
                for other in Self.alphabet where other != symbols[place] {
                    var mistyped = symbols
                    mistyped[place] = other
                    #expect(throws: CertificateNumber.Fault.checkSymbol, "seed \(Self.seed)") {
                        _ = try CertificateNumber(String(mistyped))
                    }
                }
            }
        }
    }

    @Test("Every swap of two different symbols, near or far, is found")
    func swaps() throws {
        for text in try Self.numbers(500) {
            let symbols = Array(text)
            for first in symbols.indices {
                for second in symbols.indices
                where second > first && symbols[first] != symbols[second] {
                    var mistyped = symbols
                    mistyped.swapAt(first, second)
                    #expect(throws: CertificateNumber.Fault.checkSymbol, "seed \(Self.seed)") {
                        _ = try CertificateNumber(String(mistyped))
                    }
                }
            }
        }
    }

    @Test("A number reads back from what it prints, in groups of four and a check symbol")
    func roundTrip() throws {
        for _ in 0..<1_000 {
            let number = try CertificateNumber.random()
            #expect(
                number.description.split(separator: "-").map(\.count) == [4, 4, 4, 4, 1])
            #expect(try CertificateNumber(number.description) == number)
        }
    }

    @Test("A known number keeps its check symbol: printed certificates outlive the software")
    func stability() throws {
        // Worked out by hand in GF(32) with x⁵ = x² + 1: the last symbol has weight x.
        #expect(
            try CertificateNumber("0000-0000-0000-0001-2").description == "0000-0000-0000-0001-2")
        // 16 is x⁴; times x it is x⁵ = x² + 1 = 5.
        #expect(
            try CertificateNumber("0000-0000-0000-000G-5").description == "0000-0000-0000-000G-5")
        // The last but one has weight x²: 8 is x³, x⁵ = 5.
        #expect(
            try CertificateNumber("0000-0000-0000-0080-5").description == "0000-0000-0000-0080-5")
    }

    @Test(
        "Case, hyphens of any kind, blanks and look-alike letters are forgiven",
        arguments: [
            "0000-0000-0000-0001-2", "00000000000000012", "0000 0000 0000 0001 2",
            "OOOO-oooo-0000-000I-2", "OOOO-oooo-0000-000l-2", "0000\u{2013}0000\u{2011}00000001-2",
            " 0000\u{A0}0000 00000001 2 ", "--00000000000000012--",
        ])
    func forgiving(text: String) throws {
        #expect(try CertificateNumber(text).description == "0000-0000-0000-0001-2")
    }

    @Test("Lower case reads as upper case")
    func lowerCase() throws {
        for text in try Self.numbers(50) {
            #expect(try CertificateNumber(text.lowercased()) == CertificateNumber(text))
        }
    }

    @Test("Faults are told apart")
    func faults() {
        func fault(_ text: String) -> CertificateNumber.Fault? {
            do throws(CertificateNumber.Fault) {
                _ = try CertificateNumber(text)
                return nil
            } catch {
                return error
            }
        }
        #expect(fault("") == .length(0))
        #expect(fault("0000-0000-0000-0001") == .length(16))
        #expect(fault("0000-0000-0000-0001-22") == .length(18))
        #expect(fault("0000-0000-0000-0001-3") == .checkSymbol)
        #expect(fault("0000-0000-0000-000U-2") == .character("U"))
        #expect(fault("0000-0000-0000-000/-2") == .character("/"))
        #expect(fault("0000-0000-0000-000é-2") == .character("é"))
        // A letter that Swift's String takes for K (U+212A) is no K.
        #expect(fault("0000-0000-0000-000\u{212A}-2") == .character("\u{212A}"))
        #expect(fault(String(repeating: "A", count: 100_000)) == .length(100_000))
    }

    @Test("Each fault says what to do in one sentence")
    func words() {
        #expect(CertificateNumber.Fault.length(16).description.contains("this has 16"))
        #expect(CertificateNumber.Fault.character("U").description.contains("\"U\""))
        #expect(CertificateNumber.Fault.checkSymbol.description.contains("mistyped"))
    }
}
