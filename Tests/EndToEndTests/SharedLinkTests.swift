import Foundation
import Testing

@Suite("Links that are shared")
struct SharedLinkTests {
    /// How those who draw previews call themselves.
    private static let crawlers = [
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "WhatsApp/2.23.20.0", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "TelegramBot (like TwitterBot)", "facebookexternalhit/1.1", "Twitterbot/1.0",
    ]

    /// The contents of tags by property or name.
    private func tags(_ page: String) -> [String: String] {
        var found: [String: String] = [:]
        for match in page.matches(of: /<meta (?:property|name)="([a-z:_]+)" content="([^"]*)">/) {
            found[String(match.output.1)] = String(match.output.2)
        }
        return found
    }

    /// The page without the time at which it was checked, which may pass from one to the next.
    private func timeless(_ page: String) -> String {
        page.replacing(/<time datetime="[^"]*T[^"]*">.*?<\/time>/, with: "")
    }

    @Test("Those who draw previews get the page that everybody gets, and HEAD says the same")
    func crawlers() async throws {
        try await Coalition.with { coalition in
            let number = try #require(try await coalition.numbers().first)
            try await Server.with(home: coalition.home) { server in
                let path = "/v/\(number)"
                let page = try await server.get(path, accept: "text/html")
                for crawler in Self.crawlers {
                    let headers = ["User-Agent": crawler]
                    let seen = try await server.get(path, headers: headers)
                    #expect(seen.status == 200 && timeless(seen.text) == timeless(page.text))
                    let head = try await server.get(path, headers: headers, method: "HEAD")
                    #expect(head.status == 200 && head.body.isEmpty)
                    for field in ["Content-Type", "Content-Language", "Content-Security-Policy"] {
                        #expect(head[field] != nil && head[field] == seen[field], "\(field)")
                    }
                }
                for path in [
                    "/", "/programmes", "/programmes/ai-foundations", "/orgs/itu",
                    "/verify/many", "/robots.txt", "/favicon.svg", "/favicon.ico",
                ] {
                    let whole = try await server.get(path, accept: "text/html")
                    let head = try await server.get(path, accept: "text/html", method: "HEAD")
                    #expect(whole.status == 200 && head.status == 200, "\(path)")
                    #expect(head["Content-Type"] == whole["Content-Type"], "\(path)")
                }
            }
        }
    }

    @Test("The tags name programme and issuer, never the learner, and say what was taken back")
    func contents() async throws {
        try await Coalition.with { coalition in
            let numbers = try await coalition.numbers()
            try await coalition.certctl(
                "revoke", "--yes", numbers[3], "--reason", "Issued by mistake")
            try await Server.with(home: coalition.home) { server in
                let page = try await server.get("/v/\(numbers[0])", accept: "text/html").text
                let address = "http://localhost:8080/v/\(numbers[0])"
                let head = String(
                    page.prefix(upTo: try #require(page.range(of: "<body")).lowerBound))
                #expect(page.contains("Zoë Müller-Åkesson") && !head.contains("Zoë"))
                let tags = tags(head)
                #expect(
                    tags["og:title"]
                        == "Foundations of Artificial Intelligence – International Telecommunication Union"
                )
                #expect(tags["og:url"] == address)
                #expect(tags["og:image"] == address + "/preview.png")
                #expect(tags["og:description"] == "Open the link to see whether it is valid today.")
                #expect(tags["twitter:card"] == "summary_large_image")
                #expect(head.contains("<link rel=\"canonical\" href=\"\(address)\">"))
                #expect(head.matches(of: /<link rel="alternate" hreflang="/).count == 9)
                let arabic = try await server.get("/v/\(numbers[0])?lang=ar", accept: "text/html")
                #expect(arabic.text.contains("og:title\" content=\"أسس الذكاء الاصطناعي – "))

                for crawler in Self.crawlers {
                    let revoked = try await server.get(
                        "/v/\(numbers[3])", headers: ["User-Agent": crawler]
                    ).text
                    #expect(
                        self.tags(revoked)["og:description"]?.hasPrefix("Not valid: revoked.")
                            == true, "\(crawler)")
                }
                // Messengers leave larger pictures out.
                for number in [numbers[0], numbers[3]] {
                    let page = try await server.get("/v/\(number)", accept: "text/html").text
                    let address = try #require(self.tags(page)["og:image"])
                    let path = String(address.dropFirst("http://localhost:8080".count))
                    let picture = try await server.get(path)
                    #expect(picture.status == 200 && picture["Content-Type"] == "image/png")
                    #expect(picture.body.count < 300_000, "\(picture.body.count)")
                    let sides = picture.body.dropFirst(16).prefix(8)
                    #expect(Array(sides) == [0, 0, 0x04, 0xB0, 0, 0, 0x02, 0x76])
                }
            }
        }
    }
}
