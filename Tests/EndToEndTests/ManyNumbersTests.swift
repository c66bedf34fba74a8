import Foundation
import Testing

@Suite("Many numbers at once, without a script")
struct ManyNumbersTests {
    private func send(
        _ server: Server, _ fields: [(name: String, value: String)], language: String = "en"
    ) async throws -> Server.Answer {
        var body = ""
        for field in fields {
            let file = field.name == "file" ? "; filename=\"numbers.csv\"" : ""
            body += "--XX\r\nContent-Disposition: form-data; name=\"\(field.name)\"\(file)\r\n\r\n"
            body += field.value + "\r\n"
        }
        body += "--XX--\r\n"
        return try await server.post(
            "/verify/many?lang=\(language)", "multipart/form-data; boundary=XX", Array(body.utf8),
            accept: "text/html")
    }

    @Test("Pasted lines and a table from a spreadsheet are answered line by line")
    func table() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await coalition.certctl(
                "revoke", "--yes", numbers[3], "--reason", "Issued by mistake")
            let lines = [
                numbers[0].lowercased(), "http://localhost:8080/v/\(numbers[3])",
                "0000-0000-0000-0001-2", "<script>",
            ]
            try await Server.with(home: coalition.home) { server in
                let form = try await server.get("/verify/many", accept: "text/html")
                #expect(form.status == 200 && form.text.contains("<textarea"))
                for fields in [
                    [("text", lines.joined(separator: "\r\n"))],
                    [
                        ("text", ""),
                        ("file", "name;number\n" + lines.map { "x;\($0)\n" }.joined()),
                        ("as", "table"),
                    ],
                ] {
                    let page = try await send(server, fields)
                    #expect(page.status == 200 && page["Cache-Control"] == "no-store")
                    let rows = page.text.split(separator: "<tr>").dropFirst(2)
                    #expect(rows.count == 4)
                    let wanted = [
                        ["Valid", "Zoë Müller-Åkesson", "href=\"/v/\(numbers[0])?lang=en\""],
                        ["Not valid: revoked", "t-not-currently-valid", numbers[3]],
                        ["No such certificate"], ["There is a problem"],
                    ]
                    for (row, words) in zip(rows, wanted) {
                        for word in words { #expect(row.contains(word), "\(word)") }
                    }
                    #expect(!page.text.contains("<script"))
                }
                let swahili = try await send(
                    server, [("text", numbers[0])], language: "sw")
                #expect(swahili.text.contains("<th scope=\"col\">Mstari</th>"))
                // On a phone each field names itself; what the catalogue has is in the language.
                #expect(
                    swahili.text.contains(
                        "<td data-label=\"Programu\"><bdi>Misingi ya Akili Mnemba</bdi></td>"))
            }
        }
    }

    @Test("The same comes as CSV, the mistakes as the form again")
    func otherAnswers() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await Server.with(home: coalition.home) { server in
                let file = try await send(
                    server, [("text", numbers.joined(separator: "\n")), ("as", "csv")])
                #expect(file["Content-Type"] == "text/csv; charset=utf-8")
                #expect(file["Content-Disposition"] == "attachment; filename=\"certificates.csv\"")
                #expect(file.body.starts(with: [0xEF, 0xBB, 0xBF] + Array("index,line".utf8)))
                #expect(file.text.matches(of: /,valid,/).count == numbers.count)
                let empty = try await send(server, [("text", " \n")])
                #expect(empty.status == 422 && empty.text.contains("role=\"alert\""))
                let large = try await send(
                    server, [("text", String(repeating: "x\n", count: 4_500_000))])
                #expect(large.status == 413)
            }
        }
    }
}
