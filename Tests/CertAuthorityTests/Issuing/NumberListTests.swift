@testable import CertAuthority
import Testing

@Suite("A file of certificate numbers")
struct NumberListTests {
    private let numbers: [CertificateNumber]

    init() throws { numbers = try (0..<3).map { _ in try CertificateNumber.random() } }

    private func faults(_ text: String) -> [SourceFault] {
        do throws(SourceFaults) {
            _ = try NumberList(file: "numbers", Array(text.utf8))
            return []
        } catch {
            return error.faults
        }
    }

    @Test("One number a line, as people type them, with blank lines and line ends of any system")
    func lines() throws {
        let typed = [
            numbers[0].description.lowercased(),
            "  " + numbers[1].description.replacing("-", with: "") + "\t",
            numbers[2].description.replacing("-", with: "\u{2013}"),
        ]
        let bytes =
            [0xEF, 0xBB, 0xBF] + Array("\r\n\(typed[0])\r\n\n\(typed[1])\n\(typed[2])".utf8)
        let list = try NumberList(file: "numbers", bytes)
        #expect(list.entries.map(\.number) == numbers)
        #expect(list.entries.map(\.line) == [2, 4, 5])
    }

    @Test("A CSV with a column of numbers, whatever else is in it")
    func table() throws {
        let text = """
            name,"number",state
            "Obi, Ada",\(numbers[0]),good
            Bo Ek,\(numbers[1]),good
            """
        let list = try NumberList(file: "numbers", Array(text.utf8))
        #expect(list.entries.map(\.number) == Array(numbers[0...1]))
        #expect(list.entries.map(\.line) == [2, 3])
        let only = try NumberList(file: "numbers", Array("number\n\(numbers[2])\n".utf8))
        #expect(only.entries.map(\.number) == [numbers[2]])
    }

    @Test("Every bad line is told: no number, mistyped, twice, nothing at all")
    func bad() throws {
        let last = numbers[0].description.last == "Z" ? "Y" : "Z"
        let mistyped = String(numbers[0].description.dropLast()) + last
        let faults = faults("\(numbers[0])\nhello\n\(mistyped)\n\(numbers[1])\n\(numbers[0])\n")
        #expect(faults.map(\.line) == [2, 3, 5])
        #expect(faults[1].reason.contains("is mistyped"))
        #expect(faults[2].reason.contains("line 1 again"))
        for empty in ["", "\n \n", "number\n"] {
            #expect(self.faults(empty).first?.reason == "there are no numbers", "\(empty)")
        }
        #expect(self.faults("name,number\nAda Obi\n").map(\.line) == [2])
        #expect(self.faults("name,state\nAda Obi,good\n").map(\.line) == [1, 2])
    }
}
