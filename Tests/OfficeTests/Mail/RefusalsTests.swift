import Testing

@testable import Office

@Suite("Whose matter refusals are")
struct RefusalsTests {
    private let missing: MessageRefusal
    private let plain: MessageRefusal
    private let unrouted: MessageRefusal

    init() {
        func refusal(_ reply: String, names: Bool) -> MessageRefusal {
            MessageRefusal(matter: .recipient, namesRecipient: names, reply: reply)
        }
        missing = refusal("550 5.1.1", names: true)
        plain = refusal("550", names: false)
        unrouted = refusal("550 5.1.2", names: true)
    }

    @Test("The third of one kind in a row is the server's matter, and none of them is final")
    func three() {
        var refusals = Refusals<Int>()
        let goesOn = (1...3).map { refusals.add($0, missing) }
        #expect(goesOn == [true, true, false])
        let end = refusals.end(isRefusingAll: true)
        #expect(end.final.isEmpty && end.waiting.map(\.message) == [1, 2, 3])
    }

    @Test("What comes in between, or another kind, begins the row anew")
    func broken() {
        var refusals = Refusals<Int>()
        var goesOn = (1...2).map { refusals.add($0, missing) }
        refusals.interrupt()
        goesOn += (3...4).map { refusals.add($0, missing) }
        goesOn += [refusals.add(5, unrouted), refusals.add(6, missing), refusals.add(7, missing)]
        #expect(goesOn == Array(repeating: true, count: 7))
        let last = refusals.add(8, missing)
        #expect(!last)
    }

    @Test("A message that is taken makes those before the recipients' matter, whatever the reply")
    func accepted() {
        var refusals = Refusals<Int>()
        _ = (1...2).map { refusals.add($0, plain) }
        var settled = refusals.accepted()
        #expect(settled.map(\.message) == [1, 2])
        // The row is over.
        let goesOn = (3...4).map { refusals.add($0, plain) }
        #expect(goesOn == [true, true])
        settled = refusals.accepted()
        #expect(settled.map(\.message) == [3, 4] && settled.map(\.refusal) == [plain, plain])
        settled = refusals.accepted()
        #expect(settled.isEmpty)
    }

    @Test("At the end a missing mailbox is final where it is the only one; all else waits")
    func end() {
        var refusals = Refusals<Int>()
        for (message, reply) in [(1, missing), (2, plain), (3, unrouted), (4, unrouted)] {
            _ = refusals.add(message, reply)
        }
        let end = refusals.end(isRefusingAll: false)
        #expect(end.final.map(\.message) == [1])
        #expect(end.waiting.map(\.message) == [2, 3, 4])
        _ = refusals.add(5, missing)
        let all = refusals.end(isRefusingAll: true)
        #expect(all.final.isEmpty && all.waiting.map(\.message) == [5])
    }
}
