import LinkedData
import Testing

@Suite("JSON values")
struct JSONTests {
    @Test("Names that only look alike stay apart")
    func names() throws {
        let value = try JSON.parse(#"{"K":1,"\u212A":2,"\u00e9":3,"e\u0301":4}"#)
        #expect(value.objectValue?.count == 4)
        #expect(value["K"] == 1)
        #expect(value["\u{212A}"] == 2)
        #expect(value["\u{E9}"] == 3)
    }

    @Test("Strings that only look alike are not equal")
    func equality() {
        #expect(JSON.string("K") != JSON.string("\u{212A}"))
        #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
        #expect(ExactString("\u{E9}") != ExactString("e\u{301}"))
    }

    @Test("Equality of objects overlooks the order of members, of arrays it does not")
    func order() throws {
        #expect(try JSON.parse(#"{"a":1,"b":[1,2]}"#) == JSON.parse(#"{"b":[1,2],"a":1}"#))
        #expect(try JSON.parse("[1,2]") != JSON.parse("[2,1]"))
        #expect(try JSON.parse(#"{"a":1}"#) != JSON.parse(#"{"a":1,"b":null}"#))
    }

    @Test("Members keep their order through setting, replacing and removing", arguments: [4, 40])
    func editing(count: Int) {
        var object = JSONObject()
        for index in 0..<count { object["name \(index)"] = .number(Double(index)) }
        object["name 1"] = "changed"
        object["name 2"] = nil
        object["absent"] = nil
        let expected = (0..<count).filter { $0 != 2 }.map { "name \($0)" }
        #expect(object.names == expected)
        #expect(object["name 1"] == "changed")
        #expect(object["name 2"] == nil)
        #expect(object["name \(count - 1)"] == .number(Double(count - 1)))
        #expect(object.removing("name 0").names == Array(expected.dropFirst()))
    }

    @Test("An object cannot be made of members that share a name", arguments: [2, 20])
    func repeatedMembers(count: Int) {
        var members = (0..<count).map { JSONObject.Member(name: "\($0)", value: .null) }
        #expect(JSONObject(uniqueMembers: members)?.count == count)
        members[count - 1] = JSONObject.Member(name: "0", value: .null)
        #expect(JSONObject(uniqueMembers: members) == nil)
    }

    @Test("Compact text keeps the order of members; the pretty text is indented by two")
    func writing() throws {
        let value = try JSON.parse(#" { "b" : [ 1 , { } ] , "a" : "/\u002f\t" , "c": [] } "#)
        #expect(
            String(decoding: value.compactBytes(), as: UTF8.self)
                == #"{"b":[1,{}],"a":"//\t","c":[]}"#)
        #expect(
            value.prettyText() == """
                {
                  "b": [
                    1,
                    {}
                  ],
                  "a": "//\\t",
                  "c": []
                }

                """)
    }
}
