import HTTPTypes
import Hummingbird
import Testing
@testable import VerifyServer

@Suite("Pictures of programmes and links")
struct PictureRouteTests {
    @Test("A number that is not known, or none at all, has the card of the coalition")
    func generic() async throws {
        try await TestServer.with { router in
            for number in ["7K3M-9QXD-2T8F-W4HN-C", "nonsense"] {
                let answer = try await TestServer.answer(router, .get, "/v/\(number)/preview.png")
                #expect(answer.status == .ok)
                #expect(answer.headers[.contentType] == "image/png")
                #expect(answer.headers[.cacheControl] == "public, max-age=300")
                #expect(answer.headers[.eTag] != nil)
            }
            await #expect(throws: Problem.self) {
                try await TestServer.answer(router, .get, "/v/nonsense/preview.png?lang=xx")
            }
        }
    }

    @Test("A programme that is not there has no badge, and a cut is full or small")
    func badges() async throws {
        try await TestServer.with { router in
            let address = "/programmes/ai-foundations/badge.svg"
            let absent = try await TestServer.answer(router, .get, address)
            #expect(absent.status == .notFound)
            await #expect(throws: Problem.self) {
                try await TestServer.answer(router, .get, address + "?cut=tiny")
            }
        }
    }
}
