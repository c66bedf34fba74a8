import LinkedData
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("Names that only look alike stay apart, and the same name twice is refused")
    func names() throws {
        let value = try JSON.parse(#"{"K":1,"\u212A":2,"\u00e9":3,"e\u0301":4}"#)
        #expect(value.objectValue?.count == 4)
        #expect(value["K"] == 1)
        #expect(value["\u{212A}"] == 2)
        #expect(throws: JSONError.self) { try JSON.parse(#"{"a":1,"\u0061":2}"#) }
    }
}
