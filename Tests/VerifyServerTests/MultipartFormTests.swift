import Testing

@testable import VerifyServer

@Suite("Forms that are sent from the start page")
struct MultipartFormTests {
    private func form(_ body: String, boundary: String = "B") throws -> [MultipartForm.Part] {
        try MultipartForm(Array(body.utf8), boundary: Array(boundary.utf8)).parts
    }

    private func body(_ headers: String, _ content: String = "x") -> String {
        "--B\r\n\(headers)\r\n\r\n\(content)\r\n--B--\r\n"
    }

    @Test("A form as browsers send it is read, byte for byte")
    func read() throws {
        let bytes: [UInt8] = [0x89, 0x50, 13, 10, 0, 13, 10, 0x2D, 0x2D, 0xFF, 13]
        let head =
            "--B\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n7K3M\r\n--B\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"a%22b;é.png\"\r\n"
            + "Content-Type: image/png\r\n\r\n"
        let parts = try MultipartForm(
            Array(head.utf8) + bytes + Array("\r\n--B--\r\n".utf8), boundary: Array("B".utf8)
        ).parts
        #expect(
            parts == [
                .init(name: "text", fileName: nil, bytes: Array("7K3M".utf8)),
                .init(name: "file", fileName: "a%22b;é.png", bytes: bytes),
            ])
        // curl writes the end without a line end, some write names in small letters.
        let small = "--B\r\ncontent-disposition:form-data;name=\"a\"\r\n\r\n\r\n--B--"
        #expect(try form(small) == [.init(name: "a", fileName: nil, bytes: [])])
        #expect(try form("--B--\r\n").isEmpty)
    }

    @Test("Content may hold what looks like a boundary and is none")
    func lookalikes() throws {
        for content in ["--B", "\r\n-B", "\r\n--C", "\n--B", "\r--B", "\r\n\r\n--", "\r\r\n"] {
            let parts = try form(body("Content-Disposition: form-data; name=\"a\"", content))
            #expect(parts.first?.bytes == Array(content.utf8), "\(content.debugDescription)")
        }
    }

    @Test(
        "What no browser sends is refused, with its place",
        arguments: [
            ("", "the body does not begin with its boundary (at byte 0)"),
            ("preamble\r\n--B\r\n", "the body does not begin with its boundary (at byte 0)"),
            ("--B", "something follows a boundary (at byte 3)"),
            ("--Bx\r\n", "something follows a boundary (at byte 3)"),
            ("--B\r\n", "the header of a field is too long (at byte 5)"),
            ("--B\r\n\r\nx\r\n--B--", "a field without a name (at byte 5)"),
            ("--B\r\nContent-Disposition\r\n\r\n", "a header line without a colon (at byte 5)"),
            ("--B\r\nX-Y: z\r\n\r\n", "a header that forms do not have (at byte 5)"),
            ("--B--\r\nmore", "bytes follow the end (at byte 7)"),
        ])
    func refused(_ body: String, _ message: String) {
        do throws(MultipartForm.Fault) {
            _ = try MultipartForm(Array(body.utf8), boundary: Array("B".utf8))
            Issue.record("accepted")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test(
        "Names that are not quoted, given twice, or not text are refused",
        arguments: [
            "form-data; name=a", "form-data; name=\"a\"; name=\"b\"", "form-data; name=\"a",
            "form-data", "attachment; name=\"a\"", "form-data; filename=\"a\"",
            "form-data; name=\"a\" filename=\"b\"", "form-data; name*=UTF-8''a",
            "form-data; name=\"a\"\r\nContent-Disposition: form-data; name=\"b\"",
            "form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64",
        ])
    func names(_ disposition: String) {
        #expect(throws: MultipartForm.Fault.self) {
            try form(body("Content-Disposition: \(disposition)"))
        }
    }

    @Test("A name that is no UTF-8 is refused")
    func notText() {
        let head = Array("--B\r\nContent-Disposition: form-data; name=\"".utf8)
        let body = head + [0xFF] + Array("\"\r\n\r\nx\r\n--B--".utf8)
        #expect(throws: MultipartForm.Fault.self) {
            try MultipartForm(body, boundary: Array("B".utf8))
        }
    }

    @Test("A form that is cut short anywhere is refused")
    func cut() throws {
        let whole = Array(body("Content-Disposition: form-data; name=\"a\"", "content").utf8)
        for length in 0..<(whole.count - 2) {
            #expect(throws: MultipartForm.Fault.self, "\(length)") {
                try MultipartForm(Array(whole.prefix(length)), boundary: Array("B".utf8))
            }
        }
    }

    @Test("Fields and headers are bounded")
    func bounds() throws {
        let field = "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n"
        #expect(try form(String(repeating: field, count: 8) + "--B--").count == 8)
        #expect(throws: MultipartForm.Fault.self) {
            try form(String(repeating: field, count: 9) + "--B--")
        }
        let long = String(repeating: "n", count: 2100)
        #expect(throws: MultipartForm.Fault.self) {
            try form(body("Content-Disposition: form-data; name=\"\(long)\""))
        }
        #expect(throws: MultipartForm.Fault.self) {
            try form(
                body(
                    "Content-Disposition: form-data; name=\"a\"\r\n"
                        + String(repeating: "Content-Type: a/b\r\n", count: 200)
                        + "Content-Type: a/b"))
        }
    }

    @Test(
        "The boundary is taken from the type, and must be one",
        arguments: [
            (
                "multipart/form-data; boundary=----WebKitFormBoundaryAbC1",
                "----WebKitFormBoundaryAbC1"
            ),
            ("Multipart/Form-Data;BOUNDARY=\"a b\"", "a b"),
            ("multipart/form-data; charset=utf-8; boundary=x", "x"),
            ("multipart/form-data", nil), ("multipart/form-data; boundary=", nil),
            ("multipart/form-data; boundary=\"\"", nil),
            ("multipart/form-data; boundary=a; boundary=b", nil),
            ("multipart/mixed; boundary=a", nil), ("text/plain", nil), ("", nil),
            ("multipart/form-data; boundary=a\"b", nil),
            ("multipart/form-data; boundary=\"a \"", nil),
            ("multipart/form-data; boundary=é", nil),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
        ] as [(String, String?)])
    func boundary(_ type: String, _ expected: String?) {
        let found = MultipartForm.boundary(type).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == expected)
    }
}
