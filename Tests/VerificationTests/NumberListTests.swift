import CertAuthority
import Documents
import Testing
import Verification
@testable import TestSupport

@Suite("A file of certificate numbers")
struct NumberListTests {
    private let numbers: [CertificateNumber]
    private static let installation = Installation(
        name: "Test", baseURL: "https://verify.example.org", created: TestInstallation.instant)

    init() throws { numbers = try (0..<3).map { _ in try CertificateNumber.random() } }

    private func read(_ bytes: [UInt8]) throws(SourceFaults) -> NumberList {
        try NumberList(
            file: "numbers", bytes, installation: Self.installation, extraction: .standard)
    }

    private func faults(_ text: String) -> [SourceFault] {
        do throws(SourceFaults) {
            _ = try read(Array(text.utf8))
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
        let list = try read(bytes)
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
        let list = try read(Array(text.utf8))
        #expect(list.entries.map(\.number) == Array(numbers[0...1]))
        #expect(list.entries.map(\.line) == [2, 3])
        let only = try read(Array("number\n\(numbers[2])\n".utf8))
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

    @Test(
        "A list is read whatever wrote it: separators, encodings, line ends, a header in any case")
    func spreadsheets() throws {
        let (one, two) = (numbers[0], numbers[1])
        let url = "https://verify.example.org/v/\(two)"
        for text in [
            "name;number\r\nZoë;\(one)\r\n\"Ek; Bo\";\(two)\r\n",
            "Name\t Number \nZoë\t\(one)\nBo\t\(two)\n", "NUMBER,,\n\(one),,\n,,\n\(two),,\n,,\n",
            "sep=;\nCertificate_Number;Name\n\(one);Zoë\n\(two);Bo\n\u{1A}",
            "\"Number\";\"Name\"\n\"\(one)\";\"Zoë\"\n\"\(two)\";\"Ek; Bo\"\n",
            "\"Number\"\t\"Name\"\n\"\(one)\"\t\"Zoë\"\n\"\(two)\"\t\"Bo, E.\"\n",
            "1. \(one)\n2) Certificate: \(url)\n", "10.) No. \(one)\n(11) \(two)\n",
            "name,Certificate URL\rZoë,\(one)\rBo,\(url)\r", "Number;URL\n\(one);\n;\(url)\n",
            "{\"number\":\"\(one)\"}\n\"\(url)\"\n", "\(one)\n\u{1A}\n<\(url)>\n",
        ] {
            let utf16 = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            let encodings: [[UInt8]] = [
                Array(text.utf8), [0xEF, 0xBB, 0xBF] + Array(text.utf8), [0xFF, 0xFE] + utf16,
                utf16, text.unicodeScalars.map { UInt8($0.value) },
                [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
            ]
            for bytes in encodings {
                let found = try read(bytes).entries.map(\.number)
                #expect(found == [one, two], "\(text.debugDescription) as \(bytes.prefix(4))")
            }
        }
    }

    @Test("Neither a document nor an address elsewhere is a number to be revoked")
    func foreign() {
        let text =
            "https://elsewhere.example/v/\(numbers[0])\n{\"type\":\"VerifiableCredential\"}\n"
        let found = faults(text)
        #expect(found.map(\.line) == [1, 2])
        #expect(found.last?.reason.contains("a document") == true)
    }
}
