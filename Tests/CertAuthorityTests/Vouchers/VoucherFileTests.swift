import CertAuthority
import Testing

@Suite("Files of voucher codes")
struct VoucherFileTests {
    @Test("One code a line for anyone, or a table with each code's learner")
    func reads() throws {
        let codes = try (0..<2).map { _ in try VoucherCode.random() }
        let list = try VoucherFile.read(
            Array("\u{FEFF}\(codes[0])\r\n\n \(codes[1]) ".utf8), file: "codes.txt")
        #expect(list.map(\.code) == codes && list.map(\.line) == [1, 3])
        #expect(list.allSatisfy { $0.learner == nil })
        let table = try VoucherFile.read(
            Array("code,learner_ref\n\(codes[0]),L-1\n\(codes[1]),\"L,2\"".utf8), file: "codes.csv")
        #expect(table.map(\.code) == codes && table.map(\.line) == [2, 3])
        #expect(table.map(\.learner) == ["L-1", "L,2"])
        #expect(try VoucherFile.read([], file: "codes.txt").isEmpty)
    }

    @Test(
        "What is no code is told by line and not repeated",
        arguments: [
            ("learner_ref,code\nL-1,V-0000-SECRET\n", 2), ("V-0000-SECRET\n", 1),
            ("learner,code\nL-1,V-0000-SECRET\n", 1), ("learner_ref,code\n,V-0000-SECRET\n", 2),
            ("learner_ref,code\nL-1,\"V-0000-SECRET\"x\n", 2),
            ("learner_ref,code\nL-1,V-0000-SECRET,x\n", 2),
        ])
    func refuses(text: String, line: Int) throws {
        let faults = #expect(throws: SourceFaults.self) {
            try VoucherFile.read(Array(text.utf8), file: "codes.csv")
        }
        #expect(faults?.faults.map(\.line) == [line])
        #expect(faults?.description.contains("SECRET") == false)
    }
}
