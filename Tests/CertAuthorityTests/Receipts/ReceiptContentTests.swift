import Credentials
import Documents
import Testing

@testable import CertAuthority
@testable import TestSupport

@Suite("What invoices and receipts come to")
struct ReceiptContentTests {
    @Test("Tax is within the amount, at most half a unit from the exact one, whatever the rate")
    func tax() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<5_000 {
            let rate = try #require(BasisPoints(Int.random(in: 0...10_000, using: &random)))
            let units = Int64.random(
                in: 0...(Bool.random(using: &random) ? 100_000_000_000 : 500), using: &random)
            let amount = try ReportSamples.money("USD", units)
            let tax = Organisation.Billing.Tax(label: "VAT", share: rate).part(of: amount)
            #expect(tax.minorUnits >= 0 && tax.minorUnits <= amount.minorUnits)
            // Twice the distance from the exact tax, times what it is divided by.
            let whole = Int128(10_000 + rate.value)
            let distance = Int128(tax.minorUnits) * whole - Int128(units) * Int128(rate.value)
            #expect(distance.magnitude * 2 <= whole.magnitude, "\(units) at \(rate)")
        }
        let exact = Organisation.Billing.Tax(
            label: "VAT", share: try #require(BasisPoints(percent: "19%")))
        #expect(exact.part(of: try ReportSamples.money("USD", 11_900)).minorUnits == 1_900)
    }

    @Test("Numbers are read as they are written, and in other ways")
    func numbers() throws {
        let number = Receipt.Number(try slug("aws-academy"), 17)
        #expect(number.description == "AWS-ACADEMY-000017")
        for text in ["AWS-ACADEMY-000017", "aws-academy-17", "Aws-Academy-0000017"] {
            #expect(Receipt.Number(text) == number, "\(text)")
        }
        #expect(Receipt.Number(try slug("itu"), 1_234_567).description == "ITU-1234567")
        for text in [
            "", "ITU", "ITU-", "ITU-0", "ITU-x", "-1", "ITU-1 ", "ITU-99999999999999999999",
        ] {
            #expect(Receipt.Number(text) == nil, "\(text)")
        }
    }

    @Test("The catalogue keeps the seller, and faults are told by field")
    func catalogue() throws {
        var files = try SeedFiles.files()
        let billing = """
            billing:
                  legal-name: Academy Ltd
                  address: [1 Main Street, Nairobi]
                  tax-number: P000000000A
                  tax: {label: VAT, share: 16%}
                role: coordinator
            """
        files.organisations = try SeedFiles.edit(
            files.organisations, "role: coordinator", billing)
        let catalogue = try CatalogueLoader.parse(files, pictures: .drawn).catalogue
        let seller = try #require(
            catalogue.organisations.first { $0.role == .coordinator }?.billing)
        #expect(seller.legalName == "Academy Ltd" && seller.address.count == 2)
        #expect(seller.tax?.share.value == 1_600 && seller.taxNumber == "P000000000A")
        let texts = Receipt.Content(
            kind: .receipt, programme: try slug("one"), title: LocalizedText(english: "One"),
            seller: seller, price: try ReportSamples.money("USD", 100),
            waived: try ReportSamples.money("USD", 0), vouchered: try ReportSamples.money("USD", 0),
            sponsored: try ReportSamples.money("USD", 0), paid: try ReportSamples.money("USD", 100)
        ).texts
        let read = try #require(Receipt.Content.texts(texts))
        #expect(read.seller == seller && read.title == LocalizedText(english: "One"))
        for (old, new, field) in [
            ("share: 16%", "share: 0.16", "tax.share"), (", share: 16%", "", "tax.share"),
            ("legal-name: Academy Ltd", "legal-name: ", "legal-name"),
        ] {
            var wrong = files
            wrong.organisations = try SeedFiles.edit(files.organisations, old, new)
            let faults = #expect(throws: SourceFaults.self) {
                try CatalogueLoader.parse(wrong, pictures: .drawn)
            }
            #expect(
                faults?.faults.contains { $0.field.hasSuffix("billing." + field) } == true,
                "\(field): \(String(describing: faults))")
        }
    }
}
