import Testing

@testable import NetworkLookup

@Suite("What a mail server says no with")
struct MailReplyTests {
    private func reply(_ line: String) -> MailReply? { MailReply(line: Array(line.utf8)) }

    @Test(
        "A refusal is read with its enhanced code, and without its words",
        arguments: [
            ("550 5.1.1 <a@b.example> unknown", "550 5.1.1"), ("550-5.7.133 long", "550 5.7.133"),
            ("451 4.3.0 later", "451 4.3.0"), ("554 no", "554"), ("550", "550"),
            ("550 4.4.5 of another class", "550"), ("550 5.4 cut", "550"), ("550 5.4.5.6 x", "550"),
            ("550 5.1234.1 x", "550"), ("552\r\n", "552"),
        ])
    func read(line: String, text: String) { #expect(reply(line)?.description == text) }

    @Test(
        "What refuses nothing is no refusal",
        arguments: ["250 2.1.5 ok", "354 go on", "55", "abc", "", "650 5.1.1 x"])
    func others(line: String) { #expect(reply(line) == nil) }

    @Test(
        "Quotas, relaying, policy and the server's own troubles are the server's matter",
        arguments: [
            "550 5.4.5 Daily user sending limit exceeded", "554 5.7.1 Relay access denied",
            "550 5.7.26 unauthenticated", "535 5.7.8 bad credentials",
            "530 Authentication required",
            "552 5.3.4 too big", "552 quota exceeded", "552 5.7.0 blocked", "554 5.3.0 trouble",
            "553 5.1.8 sender refused", "550 5.1.7 sender refused", "521 no mail here",
            "503 bad sequence", "550 5.3.2 not accepting",
        ])
    func server(line: String) { #expect(reply(line)?.matter == .server) }

    @Test(
        "A mailbox that is not there is the recipient's matter",
        arguments: [
            "550 5.1.1 no such user", "550 5.1.10 null MX", "550 5.2.1 disabled", "550 no",
            "553 5.1.3 bad address", "554 5.1.2 no such host", "551 not local", "554 no",
        ])
    func recipient(line: String) { #expect(reply(line)?.matter == .recipient) }

    @Test(
        "What is put off, and a mailbox that is full, may pass",
        arguments: ["450 4.2.0 greylisted", "421 closing", "452 4.2.2 full", "552 5.2.2 full"])
    func passing(line: String) { #expect(reply(line)?.matter == .passing) }
}

@Suite("Whose matter refusals are")
struct RefusalsTests {
    private let missing: MailReply
    private let plain: MailReply
    private let unrouted: MailReply

    init() throws {
        missing = try #require(MailReply(line: Array("550 5.1.1".utf8)))
        plain = try #require(MailReply(line: Array("550".utf8)))
        unrouted = try #require(MailReply(line: Array("550 5.1.2".utf8)))
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
        #expect(settled.map(\.message) == [3, 4] && settled.map(\.reply) == [plain, plain])
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
