import CertAuthority
import Testing
@testable import TestSupport

@Suite("Money")
struct MoneyTests {
    private static func currency(_ code: String, _ digits: Int) throws -> Currency {
        try #require(Currency(code: code, digits: digits))
    }

    @Test(
        "Exact decimals are read and written in the digits of the currency",
        arguments: [
            ("XOF", 0, "72000", 72_000, "XOF 72000"), ("USD", 2, "120", 12_000, "USD 120.00"),
            ("USD", 2, "0.5", 50, "USD 0.50"), ("USD", 2, "-0.05", -5, "USD -0.05"),
            ("KWD", 3, "36.725", 36_725, "KWD 36.725"), ("KWD", 3, "0.001", 1, "KWD 0.001"),
            ("USD", 2, "92233720368547758.07", Int64.max, "USD 92233720368547758.07"),
            ("USD", 2, "-92233720368547758.08", Int64.min, "USD -92233720368547758.08"),
        ])
    func text(code: String, digits: Int, decimal: String, units: Int64, shown: String) throws {
        let money = try Money(decimal: decimal, Self.currency(code, digits))
        #expect(money.minorUnits == units)
        #expect(money.description == shown)
    }

    @Test(
        "Anything but plain digits is malformed",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "1,5", "1 000", "1e3", "١", "--1", "1.2.3", "NaN", " 1",
        ])
    func malformed(text: String) throws {
        #expect(throws: MoneyError.malformed(text)) {
            try Money(decimal: text, Self.currency("USD", 2))
        }
    }

    @Test("Digits that a currency does not have, and amounts that do not fit, are errors")
    func limits() throws {
        #expect(throws: MoneyError.tooManyDigits("1.0", currency: "XOF", digits: 0)) {
            try Money(decimal: "1.0", Self.currency("XOF", 0))
        }
        #expect(throws: MoneyError.overflow) {
            try Money(decimal: "92233720368547758.08", Self.currency("USD", 2))
        }
        let dollar = try Self.currency("USD", 2)
        let most = Money(minorUnits: .max, dollar)
        let least = Money(minorUnits: .min, dollar)
        let cent = Money(minorUnits: 1, dollar)
        #expect(throws: MoneyError.overflow) { try most.adding(cent) }
        #expect(throws: MoneyError.overflow) { try least.subtracting(cent) }
        #expect(try most.subtracting(cent).adding(cent) == most)
        // The product of the extremes with a share needs more than 64 bits, its result does not.
        #expect(try most.share(.whole, rounding: .halfEven) == most)
        #expect(try least.share(.whole, rounding: .halfUp) == least)
    }

    @Test("Two currencies do not mix, and one code with other digits is another currency")
    func mixed() throws {
        let franc = Money(minorUnits: 1, try Self.currency("CHF", 2))
        let dollar = Money(minorUnits: 1, try Self.currency("USD", 2))
        #expect(throws: MoneyError.mixedCurrencies("CHF", "USD")) { try franc.adding(dollar) }
        #expect(throws: MoneyError.mixedCurrencies("USD", "CHF")) { try dollar.subtracting(franc) }
        #expect(throws: MoneyError.mixedCurrencies("CHF", "USD")) { try franc.isLess(than: dollar) }
        #expect(Currency(code: "usd", digits: 2) == nil)
        #expect(Currency(code: "US\u{212A}", digits: 2) == nil)
        #expect(Currency(code: "USD", digits: 5) == nil)
    }

    @Test(
        "Halves go to the even neighbour or away from zero, as asked",
        arguments: [
            (1, 5_000, 0, 1), (3, 5_000, 2, 2), (5, 5_000, 2, 3), (-1, 5_000, 0, -1),
            (-5, 5_000, -2, -3), (10, 1_250, 1, 1), (3, 3_333, 1, 1), (1, 4_999, 0, 0),
            (1, 5_001, 1, 1), (0, 5_000, 0, 0), (7, 0, 0, 0),
        ])
    func rounding(units: Int64, points: Int, even: Int64, up: Int64) throws {
        let money = Money(minorUnits: units, try Self.currency("XOF", 0))
        let share = try #require(BasisPoints(points))
        #expect(try money.share(share, rounding: .halfEven).minorUnits == even)
        #expect(try money.share(share, rounding: .halfUp).minorUnits == up)
    }

    @Test("A share and the share of the rest differ from the whole by one unit at most")
    func complement() throws {
        var random = SeededGenerator(seed: 20_260_327)
        let currencies = [
            try Self.currency("XOF", 0), try Self.currency("CHF", 2), try Self.currency("KWD", 3),
        ]
        for _ in 0..<5_000 {
            let currency = try #require(currencies.randomElement(using: &random))
            let units = Int64.random(in: Int64.min / 2...Int64.max / 2, using: &random)
            let points = Int.random(in: 0...10_000, using: &random)
            let whole = Money(minorUnits: units, currency)
            let rounding = try #require(Rounding.allCases.randomElement(using: &random))
            let part = try whole.share(try #require(BasisPoints(points)), rounding: rounding)
            let rest = try whole.share(
                try #require(BasisPoints(10_000 - points)), rounding: rounding)
            let difference = try part.adding(rest).subtracting(whole).minorUnits
            #expect((-1...1).contains(difference), "\(whole) \(points) \(rounding)")
            #expect(try Money(decimal: whole.decimal, currency) == whole)
        }
    }

    @Test(
        "Amounts are rounded to coins as the rounding says, on both sides of nothing",
        arguments: [
            ("CHF", 2, 13_772, 5, 13_770, 13_770), ("CHF", 2, 13_773, 5, 13_775, 13_775),
            ("SEK", 2, 5_050, 100, 5_000, 5_100), ("SEK", 2, 5_150, 100, 5_200, 5_200),
            ("SEK", 2, -5_050, 100, -5_000, -5_100), ("XOF", 0, 7, 1, 7, 7),
            ("KWD", 3, 12_345, 0, 12_345, 12_345), ("DKK", 2, 25, 50, 0, 50),
        ] as [(String, Int, Int64, Int64, Int64, Int64)])
    func coins(
        code: String, digits: Int, units: Int64, step: Int64, even: Int64, up: Int64
    ) throws {
        let money = Money(minorUnits: units, try Self.currency(code, digits))
        #expect(try money.rounded(toMultipleOf: step, rounding: .halfEven).minorUnits == even)
        #expect(try money.rounded(toMultipleOf: step, rounding: .halfUp).minorUnits == up)
        let most = Money(minorUnits: .max, money.currency)
        #expect(throws: MoneyError.overflow) {
            try most.rounded(toMultipleOf: 1_000_000, rounding: .halfUp)
        }
    }

    @Test(
        "Sums are exact in currencies of 0, 2 and 3 digits, whatever the order",
        arguments: [("XOF", 0), ("USD", 2), ("KWD", 3)], [4, 7, 11] as [UInt64])
    func sums(currency: (code: String, digits: Int), seed: UInt64) throws {
        print("seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let money = try Self.currency(currency.code, currency.digits)
        let amounts = (0..<200).map { _ in
            Money(minorUnits: Int64.random(in: -(1 << 50)...(1 << 50), using: &random), money)
        }
        let exact = amounts.reduce(Int128(0)) { $0 + Int128($1.minorUnits) }
        let sum = try Money.sum(amounts, in: money)
        #expect(Int128(sum.minorUnits) == exact)
        #expect(try Money.sum(amounts.shuffled(using: &random), in: money) == sum)
        #expect(try amounts.reduce(.zero(money)) { try $0.adding($1) } == sum)
        // Read from their decimals and added up again.
        let read = try amounts.map { try Money(decimal: $0.decimal, money) }
        #expect(try Money.sum(read, in: money) == sum)
    }

    @Test("A sum that does not fit, or of two currencies, is an error; one of nothing is zero")
    func sumLimits() throws {
        let (dollar, franc) = (try Self.currency("USD", 2), try Self.currency("CHF", 2))
        let most = Money(minorUnits: .max, dollar)
        #expect(try Money.sum([], in: dollar) == .zero(dollar))
        #expect(throws: MoneyError.overflow) { try Money.sum([most, most], in: dollar) }
        // The sum fits, though a part of it does not.
        let less = Money(minorUnits: -.max, dollar)
        #expect(try Money.sum([most, most, less], in: dollar) == most)
        #expect(throws: MoneyError.mixedCurrencies("USD", "CHF")) {
            try Money.sum([most, .zero(franc)], in: dollar)
        }
    }

    @Test(
        "Shares are shown in per cent",
        arguments: [
            (10_000, "100 %"), (1_250, "12.5 %"), (1, "0.01 %"), (5, "0.05 %"), (33, "0.33 %"),
            (0, "0 %"),
        ])
    func percent(points: Int, text: String) {
        #expect(BasisPoints(points)?.description == text)
        #expect(BasisPoints(-1) == nil)
        #expect(BasisPoints(10_001) == nil)
    }

    @Test("Shares are read in per cent as they are written, and nothing else is")
    func percent() {
        for value in 0...10_000 {
            let share = BasisPoints(value)
            #expect(BasisPoints(percent: share?.description ?? "") == share)
        }
        #expect(BasisPoints(percent: "12.50%")?.value == 1_250)
        for text in [
            "", "%", "50", "50 ", "50  %", "-1%", "+1%", "1e1%", ".5%", "5.%", "1.234%", "100.01%",
            "1000%", "٥٠%", "50%%", "1,5%", "0x1%",
        ] { #expect(BasisPoints(percent: text) == nil, "\(text)") }
    }
}
