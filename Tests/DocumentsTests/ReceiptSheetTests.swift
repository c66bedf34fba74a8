import CertAuthority
import Credentials
import Documents
import Testing

@testable import TestSupport

@Suite("Invoices, receipts and credit notes on paper")
struct ReceiptSheetTests {
    /// A receipt in which every line has something to say.
    private static func receipt(_ kind: Receipt.Kind) throws -> Receipt {
        let usd = try #require(Currency(code: "USD", digits: 2))
        func money(_ units: Int64) -> Money { Money(minorUnits: units, usd) }
        let programme = try #require(
            try SeedFiles.load().catalogue.programme(slug("advanced-generative-ai")))
        let organisation = try slug("itu")
        return Receipt(
            number: .init(organisation, 18), order: try OrderReference("ORD-DC0T-8AGJ-8"),
            issued: Timestamp(seconds: 1_780_272_000),
            content: Receipt.Content(
                kind: kind, programme: programme.slug, title: programme.title,
                seller: .init(
                    legalName: "Académie des compétences", address: ["1 Main Street", "Nairobi"],
                    taxNumber: "P000000000A",
                    tax: .init(label: "VAT", share: try #require(BasisPoints(percent: "16%")))),
                price: money(12_000), waived: money(2_000), vouchered: money(1_000),
                sponsored: money(500), paid: money(kind == .invoice ? 4_000 : 8_500),
                reverses: kind == .creditNote ? .init(organisation, 17) : nil))
    }

    @Test("Each kind is drawn in each language, for somebody in any script, the same each time")
    func languages() throws {
        for language in Language.allCases {
            let wording = try Wording(language)
            for kind in Receipt.Kind.allCases {
                let receipt = try Self.receipt(kind)
                let lines = ["Zoë Müller-Åkesson", "王伟", "ليلى الحسيني", "Анна Иванова"]
                let pdf = try ReceiptSheet(receipt, recipient: lines, wording: wording).pdf()
                #expect(pdf.starts(with: Array("%PDF-".utf8)), "\(language), \(kind)")
                #expect(
                    try ReceiptSheet(receipt, recipient: lines, wording: wording).pdf() == pdf)
            }
        }
    }

    @Test("What does not fit, and letters that no font has, are told with what to do")
    func faults() throws {
        let receipt = try Self.receipt(.invoice)
        let wording = try Wording(.english)
        let long = String(repeating: "a long name ", count: 60)
        let overflow = #expect(throws: SheetFault.self) {
            try ReceiptSheet(receipt, recipient: [long], wording: wording)
        }
        #expect(overflow?.code == .overflow && "\(overflow?.text ?? "")".contains("shorten"))
        let many = #expect(throws: SheetFault.self) {
            try ReceiptSheet(
                receipt, recipient: Array(repeating: "a line", count: 40), wording: wording)
        }
        #expect(many?.code == .overflow)
        let missing = #expect(throws: SheetFault.self) {
            try ReceiptSheet(receipt, recipient: ["\u{13000}"], wording: wording)
        }
        #expect(missing?.code == .missingLetter)
    }
}
