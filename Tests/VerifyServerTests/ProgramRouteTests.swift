import Credentials
import HTTPTypes
import Hummingbird
import LinkedData
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import VerifyServer

@Suite("What programs hand in")
struct ProgramRouteTests {
    /// What is sent, kept.
    private struct Kept: ResponseBodyWriter {
        final class Bytes {
            var buffer = ByteBuffer()
        }

        let bytes = Bytes()

        mutating func write(_ buffer: ByteBuffer) { bytes.buffer.writeImmutableBuffer(buffer) }

        consuming func finish(_ trailers: HTTPFields?) {}
    }

    /// The answer to a request; its body is written as the framework does it, after the routes have
    /// returned.
    private func answer(
        _ path: String, _ type: String, _ body: RequestBody, counting metrics: ServerMetrics
    ) async throws -> (status: HTTPResponse.Status, lines: [JSON]) {
        let kept = Kept()
        var status = HTTPResponse.Status.ok
        try await TestServer.with { router in
            let channel = EmbeddedChannel()
            let context = BasicRequestContext(
                source: .init(channel: channel, logger: Logger(label: "tests")))
            let request = Request(
                head: HTTPRequest(
                    method: .post, scheme: nil, authority: nil, path: path,
                    headerFields: [.contentType: type]),
                body: body)
            let scope = RequestScope(id: "1", peer: nil, client: nil, metrics: metrics)
            let response = try await RequestScope.$current.withValue(scope) {
                try await router.buildResponder().respond(to: request, context: context)
            }
            try await response.body.write(kept)
            status = response.status
            _ = try channel.finish()
        }
        let bytes = Array(kept.bytes.buffer.readableBytesView)
        return (status, try bytes.split(separator: 0x0A).map { try JSON.parse(Array($0)) })
    }

    /// JSON that has the form of a credential, and no proof.
    private static let unsigned =
        #"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":[]}"#

    @Test(
        "A verdict is counted wherever it is given",
        arguments: [
            (
                "/credentials/verify", "application/json",
                #"{"verifiableCredential":\#(unsigned)}"#, 1
            ),
            (
                "/presentations/verify", "application/json",
                #"{"presentation":{"@context":["https://www.w3.org/ns/credentials/v2"],"#
                    + #""type":["VerifiablePresentation"],"verifiableCredential":[\#(unsigned)]}}"#,
                1
            ),
            ("/verify/bulk", "application/x-ndjson", "\(unsigned)\n0000\n\(unsigned)\n", 2),
        ])
    func counted(path: String, type: String, body: String, verdicts: Int) async throws {
        let metrics = ServerMetrics()
        let answer = try await answer(
            path, type, RequestBody(buffer: ByteBuffer(string: body)), counting: metrics)
        #expect(answer.status == .ok, "\(answer.lines)")
        let counted = metrics.verdictCounts.filter { $0.count > 0 }
        #expect(counted.map(\.verdict) == [.notGenuine])
        #expect(counted.map(\.count) == [verdicts])
    }

    @Test(
        "A bulk request that does not come to its end is answered so far, and told why it ends",
        arguments: [
            (BrokenRequest.slow as any Error, "broken-off"),
            (BrokenRequest.brokenOff, "broken-off"),
            (Problem.tooLargeBody(10), "too-large"),
        ])
    func brokenOff(error: any Error, code: String) async throws {
        let (body, source) = RequestBody.makeStream()
        await source.yield(ByteBuffer(string: "0000\n00"))
        source.finish(error)
        let answer = try await answer(
            "/verify/bulk", "text/plain", body, counting: ServerMetrics())
        #expect(
            answer.lines.map { $0["error"]?["type"]?.stringValue } == [
                "urn:certauthority:problem:mistyped-number", "urn:certauthority:problem:\(code)",
            ])
        #expect(answer.lines.last?["index"] == 1)
        #expect(answer.lines.last?["line"] == 2)
    }

    @Test(
        "A body that does not come to its end is the client's fault, and no error of ours",
        arguments: [(BrokenRequest.slow, 408), (.brokenOff, 400), (.malformed, 400)])
    func statuses(broken: BrokenRequest, status: Int) async throws {
        let (body, source) = RequestBody.makeStream()
        source.finish(broken)
        let metrics = ServerMetrics()
        let problem = await #expect(throws: BrokenRequest.self) {
            _ = try await answer(
                "/credentials/verify", "application/json", body, counting: metrics)
        }
        #expect(Problem(try #require(problem)).status.code == status)
    }
}
