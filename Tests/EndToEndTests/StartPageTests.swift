import Foundation
import FoundationNetworking
import Testing

@Suite("Checking from the start page, without a script")
struct StartPageTests {
    private struct Page {
        let status: Int
        let location: String?
        let text: String
    }

    /// Sends a form as a browser does, and follows nothing.
    private func send(
        _ server: Server, _ fields: [(name: String, fileName: String?, bytes: [UInt8])],
        to path: String = "/", type: String = "multipart/form-data; boundary=XX"
    ) async throws -> Page {
        var body: [UInt8] = []
        for field in fields {
            let file = field.fileName.map { "; filename=\"\($0)\"" } ?? ""
            body += Array(
                "--XX\r\nContent-Disposition: form-data; name=\"\(field.name)\"\(file)\r\n\r\n".utf8
            )
            body += field.bytes + Array("\r\n".utf8)
        }
        body += Array("--XX--\r\n".utf8)
        return try await ask(server, path, type: type, body: Data(body))
    }

    private func ask(
        _ server: Server, _ path: String, type: String? = nil, body: Data? = nil
    ) async throws -> Page {
        let url = try #require(URL(string: "http://127.0.0.1:\(server.port)\(path)"))
        var request = URLRequest(url: url)
        request.httpMethod = body == nil ? "GET" : "POST"
        request.httpBody = body
        if let type { request.setValue(type, forHTTPHeaderField: "Content-Type") }
        let session = URLSession(
            configuration: .ephemeral, delegate: Unfollowing(), delegateQueue: nil)
        defer { session.finishTasksAndInvalidate() }
        let (data, response) = try await session.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        return Page(
            status: http.statusCode, location: http.value(forHTTPHeaderField: "Location"),
            text: String(decoding: data, as: UTF8.self))
    }

    private func typed(_ text: String) -> [(name: String, fileName: String?, bytes: [UInt8])] {
        [("text", nil, Array(text.utf8))]
    }

    private func file(_ bytes: [UInt8]) -> [(name: String, fileName: String?, bytes: [UInt8])] {
        [("file", "certificate", bytes)]
    }

    @Test("Numbers, links, texts and files lead to the verdict; what is wrong is said")
    func submitting() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            let credential = try await coalition.certctl("export", number).output
            try await Server.with(home: coalition.home) { server in
                // Numbers and links are sent on to their page.
                for text in [
                    number, number.lowercased().replacing("-", with: ""), " \(number)\n",
                    "http://localhost:8080/v/\(number)", "HTTP://LOCALHOST:8080/V/\(number)",
                    String(
                        String.UnicodeScalarView(
                            number.unicodeScalars.map {
                                Unicode.Scalar($0.value + 0xFEE0) ?? $0
                            })),
                ] {
                    let page = try await send(server, typed(text))
                    #expect(page.status == 303 && page.location == "/v/\(number)", "\(text)")
                }
                let chosen = try await send(server, typed(number), to: "/?lang=fr")
                #expect(chosen.location == "/v/\(number)?lang=fr")
                let asked = try await ask(server, "/?number=\(number.lowercased())")
                #expect(asked.status == 303 && asked.location == "/v/\(number)")

                // The signed document, as a file and as a text.
                for fields in [
                    file(credential), typed(String(decoding: credential, as: UTF8.self)),
                ] {
                    let page = try await send(server, fields)
                    #expect(page.status == 200)
                    #expect(page.text.contains("<h1 id=\"verdict\">Valid</h1>"))
                    #expect(page.text.contains("Zoë Müller-Åkesson"))
                    #expect(page.text.contains("href=\"/credentials/\(number).json\""))
                }
                // Presented by nobody in particular, the certificate is the same.
                let presented =
                    Array(
                        (#"{"@context":"https://www.w3.org/ns/credentials/v2","#
                            + #""type":"VerifiablePresentation","verifiableCredential":"#).utf8)
                    + credential + Array("}".utf8)
                let presentation = try await send(server, file(presented))
                #expect(presentation.text.contains("<h1 id=\"verdict\">Valid</h1>"))
                #expect(presentation.text.contains("No holder signed this presentation."))
                #expect(presentation.text.contains("It has the form of a presentation"))
                let forged = String(decoding: credential, as: UTF8.self)
                    .replacing("Müller", with: "Miller")
                let page = try await send(server, file(Array(forged.utf8)))
                #expect(page.text.contains("<h1 id=\"verdict\">Not genuine</h1>"))
                #expect(!page.text.contains("Zoë") && !page.text.contains("Miller"))

                // What is wrong stays in the form.
                let slip = String(number.dropLast()) + (number.last == "Z" ? "Y" : "Z")
                for (fields, words) in [
                    (typed(slip), "the last one does not match the others"),
                    (typed("7K3M"), "this one has 4"),
                    (typed("U" + number.dropFirst()), "“U” is never part"),
                    (typed(""), "Type a number or choose a file first."),
                    (typed("https://elsewhere.example/v/\(number)"), "leads elsewhere"),
                    (file([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]), "it has no IEND chunk"),
                    (file(Array("%PDF-1.7\n".utf8)), "the place of its tables"),
                    (file(Array("<html>".utf8)), "It is a web page"),
                    (file(credential.dropLast(9)), "cut short: its end is missing"),
                    (typed("{\"type\":\"Assertion\"}"), "of another kind"),
                    (file([0, 1, 2, 0xFF]), "not a credential"), (file([]), "Type a number"),
                    ([], "Type a number"),
                ] {
                    let page = try await send(server, fields)
                    #expect(page.status == 422, "\(words)")
                    #expect(page.text.contains("role=\"alert\""), "\(words)")
                    #expect(page.text.contains(words), "\(words)")
                }
                let large = try await send(server, file(Array(repeating: 0x20, count: 9 << 20)))
                #expect(large.status == 413)

                // What is no form is refused.
                for type in ["text/plain", "multipart/form-data; boundary=YY"] {
                    let page = try await send(server, typed(number), type: type)
                    #expect((400..<500).contains(page.status) && page.status != 422)
                }
                #expect(try await server.get("/").status == 200)
            }
        }
    }

    @Test("The language is the reader's, by header, by choice, and in the address")
    func languages() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                for (path, accepted, code) in [
                    ("/v/\(number)", "ar-EG, en;q=0.5", "ar"), ("/v/\(number)?lang=sw", "ar", "sw"),
                    ("/", "zh-CN,zh;q=0.9", "zh"), ("/none", "ru", "ru"), ("/", "de", "en"),
                    ("/v/\(number)?lang=xx", "fr", "fr"),
                ] {
                    let page = try await server.get(
                        path, accept: "text/html", headers: ["Accept-Language": accepted])
                    #expect(page["content-language"] == code, "\(path) \(accepted)")
                    #expect(page.text.contains("<html lang=\"\(code)\""))
                    #expect(
                        page["vary"]?.contains("Accept-Language") == true, "\(path) \(accepted)")
                }
            }
        }
    }
}

/// Follows no redirection.
private final class Unfollowing: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
