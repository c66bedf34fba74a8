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
