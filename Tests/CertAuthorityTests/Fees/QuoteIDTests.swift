import CertAuthority
import Testing

@Suite("Ids of quotes")
struct QuoteIDTests {
    @Test("An id reads as it is written, as people type it, and without its mark")
    func reading() throws {
        for _ in 0..<50 {
            let id = try QuoteID.random()
            let text = id.description
            #expect(text.hasPrefix("Q-") && text.utf8.count == 18)
            #expect(try QuoteID(text) == id)
            #expect(try QuoteID(text.lowercased()) == id)
            #expect(try QuoteID(text.filter { $0 != "-" }) == id)
            #expect(try QuoteID(String(text.dropFirst(2))) == id)
            #expect(try QuoteID(text.replacing("0", with: "o").replacing("1", with: "l")) == id)
        }
    }

    @Test("Every single mistyped symbol and every swap of neighbours is found")
    func slips() throws {
        let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        let symbols = Array(try QuoteID.random().description.dropFirst(2).filter { $0 != "-" })
        for place in symbols.indices {
            for other in alphabet where other != symbols[place] {
                var slip = symbols
                slip[place] = other
                #expect(throws: QuoteID.Fault.checkSymbol) { try QuoteID(String(slip)) }
            }
            guard place > 0, symbols[place] != symbols[place - 1] else { continue }
            var swap = symbols
            swap.swapAt(place, place - 1)
            #expect(throws: QuoteID.Fault.checkSymbol) { try QuoteID(String(swap)) }
        }
    }

    @Test("What is too short, too long or of other characters is told apart")
    func faults() {
        for text in ["", "Q-", "Q-1234", "Q-7K3M-9QXD-2T8F-W4HN", "AB7K3M9QXD2T8FW"] {
            #expect(throws: QuoteID.Fault.length, "\(text)") { try QuoteID(text) }
        }
        #expect(throws: QuoteID.Fault.character("U")) { try QuoteID("Q-UK3M-9QXD-2T8F-W") }
        #expect(throws: QuoteID.Fault.character("Ｑ")) { try QuoteID("Ｑ-7K3M-9QXD-2T8F-W") }
    }
}
