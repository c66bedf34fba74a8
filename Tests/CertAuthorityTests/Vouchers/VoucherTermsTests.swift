import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("What vouchers are good for")
struct VoucherTermsTests {
    private static let expires = TestInstallation.instant

    private func usd(_ units: Int64) throws -> Money {
        Money(minorUnits: units, try #require(Currency(code: "USD", digits: 2)))
    }

    private func amount(
        _ value: VoucherTerms.Value, price: Money, paid: Int64 = 0,
        programmes: [String] = ["a", "b"],
        organisation: String? = nil, at instant: Timestamp = expires.adding(seconds: -1)
    ) throws -> Money {
        let terms = VoucherTerms(
            programmes: try programmes.map { try slug($0) },
            organisation: try organisation.map { try slug($0) }, value: value, uses: 1,
            expires: Self.expires)
        let order = Order(
            reference: try OrderReference.random(), rowKey: RowKey(stored: "x"),
            programme: try slug("b"), organisation: try slug("itu"), opened: instant)
        var account = try OrderAccount([.quoted(OrderQuote(id: "Q", amount: price))])
        if paid > 0 {
            try account.apply(.paid(Money(minorUnits: paid, price.currency), payment: 1))
        }
        return try terms.amount(for: order, account, at: instant)
    }

    @Test("A voucher takes off its share or amount, and never more than what is outstanding")
    func amounts() throws {
        let half = VoucherTerms.Value.share(try #require(BasisPoints(5_000)))
        #expect(try amount(.share(.whole), price: usd(120)) == usd(120))
        #expect(try amount(.share(.whole), price: usd(120), paid: 20) == usd(100))
        #expect(try amount(half, price: usd(101)) == usd(50), "half to even")
        #expect(try amount(half, price: usd(103)) == usd(52), "half to even")
        #expect(try amount(half, price: usd(100), paid: 70) == usd(30))
        #expect(try amount(.amount(usd(30)), price: usd(120)) == usd(30))
        #expect(try amount(.amount(usd(300)), price: usd(120)) == usd(120))
    }

    @Test("Beyond its scope it is good for nothing")
    func scope() throws {
        let price = try usd(100)
        let whole = VoucherTerms.Value.share(.whole)
        #expect(throws: VoucherError.otherProgramme(try slug("b"))) {
            try amount(whole, price: price, programmes: ["a"])
        }
        #expect(throws: VoucherError.otherOrganisation(try slug("itu"))) {
            try amount(whole, price: price, organisation: "ilo")
        }
        #expect(try amount(whole, price: price, organisation: "itu") == price)
        #expect(throws: VoucherError.nothingOutstanding) {
            try amount(whole, price: price, paid: 100)
        }
        let kes = Money(minorUnits: 5, try #require(Currency(code: "KES", digits: 2)))
        #expect(throws: VoucherError.otherCurrency("USD")) {
            try amount(.amount(kes), price: price)
        }
        let least = VoucherTerms.Value.share(try #require(BasisPoints(1)))
        #expect(throws: VoucherError.worthless) { try amount(least, price: price) }
    }

    @Test("It expires at its instant, not after it")
    func expiry() throws {
        #expect(throws: VoucherError.expired(Self.expires)) {
            try amount(.share(.whole), price: usd(100), at: Self.expires)
        }
    }
}
