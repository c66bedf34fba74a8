import CertAuthority
import Credentials
import Testing
@testable import TestSupport

@Suite("Orders to send out")
struct OrderSheetTests {
    @Test("Fields that a spreadsheet would run are text, amounts are exact decimals")
    func table() throws {
        let usd = try #require(Currency(code: "USD", digits: 2))
        let order = try OrderRecord(
            order: Order(
                reference: try OrderReference.random(),
                rowKey: RowKey(
                    programme: try slug("x"), learner: "L", completedOn: try date("2025-05-30")),
                programme: try slug("x"), organisation: try slug("itu"),
                opened: Timestamp(seconds: 0)),
            entries: [
                OrderEntry(
                    sequence: 1, at: Timestamp(seconds: 0), actor: "office",
                    event: .quoted(OrderQuote(id: "Q-1", amount: Money(minorUnits: 1_505, usd))))
            ], waivers: [])
        let row = CohortRow(
            number: 1, learnerReference: "L", name: "=cmd|' /C calc'!A0", email: nil, locale: nil,
            country: "KE", completedOn: try date("2025-05-30"), delivery: .hybrid, groups: ["woman"]
        )
        let bytes = OrderSheet.table([
            (row, RowSettlement(order: order, quote: nil, vouchers: [], sponsored: nil))
        ])
        let table = CSVDocument(bytes)
        #expect(table.columns == OrderSheet.columns && table.faults.isEmpty)
        #expect(
            table.records.map(\.fields) == [
                [
                    order.order.reference.description, "L", "'=cmd|' /C calc'!A0", "", "15.05",
                    "USD", "", "Q-1",
                ]
            ])
    }
}
