import CertAuthority
import Office
import Testing

@Suite("Reasons that outlive what they are about")
struct StatedReasonTests {
    private static let learners = [
        LearnerNames(
            name: "Zoë Müller-Åkesson", reference: "DEMO-001", email: "zoe.mueller@learners.example"
        ),
        LearnerNames(name: "王小明", reference: "7", email: nil),
        LearnerNames(name: "Prince", reference: "undp/K-4711", email: "p@learners.example"),
        LearnerNames(name: "An Na", reference: nil, email: "nana1990@learners.example"),
        LearnerNames(name: "Siobhán O\u{2019}Connor"),
        LearnerNames(name: "ณัฐพล ศรีสุข", reference: "TH0042"),
        LearnerNames(name: "김철수"), LearnerNames(name: "山田 太郎"),
        LearnerNames(name: "欧阳小明"), LearnerNames(name: "李 明"),
    ]

    private func isRefused(_ reason: String) -> Bool {
        do throws(IssuingError) {
            try StatedReason.check(reason, about: Self.learners)
            return false
        } catch {
            return true
        }
    }

    @Test(
        "A learner's name is refused in any order, case, spelling and form",
        arguments: [
            "asked for by Zoë Müller-Åkesson", "MULLER AKESSON, ZOE asked", "zoe mueller aakesson",
            "Müller (Zoë) complained", "Zoe\u{308} Mu\u{308}ller-A\u{30A}kesson",
            "zoe_muller_akesson.pdf",
            "问题：王小明的证书", "the wish of Prince", "Na An wrote", "Siobhan OConnor",
            "o'connor, siobhan",
            "\u{FF3A}\u{FF4F}\u{FF45} Muller", "see anna, An Na",
            "คุณศรีสุขณัฐพลไม่มา", "ณัฐพล ศรีสุข", "小明 王没有参加", "철수 김이 요청함", "김철수는",
            "太郎（山田）の依頼", "山田太郎様", "小明欧阳", "李明没有参加", "明李",
        ])
    func names(reason: String) {
        #expect(isRefused(reason), "\(reason)")
    }

    @Test(
        "An address or a reference is refused, however it is written",
        arguments: [
            "zoe.mueller@learners.example wrote", "Zoe.Mueller@Learners.Example",
            "mail to <x@y.example>",
            "zoe.mueller (at) learners.example", "zoe mueller at learners dot example",
            "DEMO-001 was wrong", "demo 001", "for zoe.mueller", "K-4711", "undp/K-4711",
            "from nana1990", "any.body@elsewhere.example asked", "case DEMO001", "DEMO_0 01",
            "row TH-0042", "th 0042",
        ])
    func identifiers(reason: String) {
        #expect(isRefused(reason), "\(reason)")
    }

    @Test(
        "Words that are no names stand as they are",
        arguments: [
            "issued by mistake", "the training did not take place", "a slip in the name",
            "request 2026-17", "the prince was there", "rule 7 of the programme", "zoe",
            "wrong day on 2026-06-01", "Müller", "an error", "letter of the office @ Geneva",
            "DEMO-0011", "XDEMO-001", "说明没有李子", "太郎", "철수", "小王",
        ])
    func others(reason: String) {
        #expect(!isRefused(reason), "\(reason)")
    }
}
