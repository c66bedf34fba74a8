import Credentials
import LinkedData
import Testing

@testable import NetworkLookup

@Suite(
    .enabled(
        if: LocalServer.isAvailable,
        "python3 and openssl, which the local TLS server is made of, are not installed"),
    .timeLimit(.minutes(5)))
struct HTTPSFetcherTests {
    private let server: LocalServer

    init() throws { server = try LocalServer() }

    @Test("What lies at a URL arrives as it is, up to the size that is allowed and no further")
    func sizes() async throws {
        let fetcher = fetcher { $0.bytes = 100_000 }
        for path in ["/size?100000", "/chunks?100"] {
            #expect(
                try await fetcher.fetch(server.url(path))
                    == [UInt8](repeating: UInt8(ascii: "a"), count: 100_000))
        }
        #expect(try await fetcher.fetch(server.url("/size?0")).isEmpty)
        for path in ["/size?100001", "/chunks?101", "/announced"] {
            #expect(await code(fetcher, path) == .tooLarge)
        }
        #expect(await code(fetcher, "/head") == .tooLarge)
    }

    @Test("An answer that drips or does not come is given up when the time is over")
    func slowness() async throws {
        let fetcher = fetcher { $0.totalTime = .milliseconds(1500) }
        for path in ["/slow", "/silent"] {
            #expect(await code(fetcher, path) == .timedOut)
        }
    }

    @Test("Cancelling ends the wait")
    func cancelling() async throws {
        let fetcher = fetcher { $0.totalTime = .seconds(240) }
        let url = server.url("/silent")
        let task = Task { try await fetcher.fetch(url) }
        while try server.connections() == 0 { await Task.yield() }
        task.cancel()
        // Not timedOut, as it would be after the fetcher's own time.
        await #expect(throws: FetchError(.cancelled, "")) { try await task.value }
    }

    @Test("Redirects are followed on the same host, so many times")
    func redirects() async throws {
        let fetcher = fetcher()
        #expect(try await fetcher.fetch(server.url("/hops?3")) == Array("arrived".utf8))
        #expect(await code(fetcher, "/hops?4") == .refusedRedirect)
        #expect(await code(fetcher, "/loop") == .refusedRedirect)
        #expect(
            try await fetcher.fetch(server.url("/to?https://verify.localhost:PORT/hops?0"))
                == Array("arrived".utf8))
        #expect(try await fetcher.fetch(server.url("/to?hops?0")) == Array("arrived".utf8))
        #expect(try await fetcher.fetch(server.url("/part")) == Array("arrived".utf8))
    }

    @Test("A redirect elsewhere is refused, and no connection made for it")
    func redirectAway() async throws {
        let fetcher = fetcher { $0.ports.insert(443) }
        let locations = [
            "https://elsewhere.localhost:PORT/hops?0", "https://verify.localhost/",
            "http://verify.localhost:PORT/hops?0", "//elsewhere.localhost:PORT/hops?0",
            "https://127.0.0.1:PORT/hops?0", "https://verify.localhost.:PORT/hops?0",
            "https://user@verify.localhost:PORT/hops?0", "file:///etc/hostname", "ftp://a.b/",
            "gopher://a.b/",
        ]
        for location in locations {
            #expect(await code(fetcher, "/to?\(location)") == .refusedRedirect, "\(location)")
        }
        #expect(try server.connections() == locations.count)
    }

    @Test("A redirect that does not say where to is refused")
    func redirectNowhere() async throws {
        #expect(await code(fetcher(), "/nowhere") == .refusedRedirect)
    }

    @Test("A certificate for another name or of an unknown authority is refused")
    func certificates() async throws {
        #expect(await code(fetcher(), "/size?1", host: "other.localhost") == .insecure)
        let stranger = HTTPSFetcher(
            limits: FetchLimits(ports: [server.port]), trust: TransferTrust(allowsLoopback: true))
        #expect(await code(stranger, "/size?1") == .insecure)
    }

    @Test("Without the allowance for tests, loopback is refused and no connection made")
    func loopback() async throws {
        let trust = TransferTrust(certificateFile: server.certificateFile)
        let fetcher = HTTPSFetcher(limits: FetchLimits(ports: [server.port]), trust: trust)
        #expect(await code(fetcher, "/size?1") == .refusedAddress)
        #expect(try server.connections() == 0)
        #expect(try await self.fetcher().fetch(server.url("/size?1")).count == 1)
        #expect(try server.connections() == 1)
    }

    @Test("Plain http, other ports and addresses are refused and no connection made")
    func urls() async throws {
        let fetcher = fetcher()
        for url in [
            "http://verify.localhost:\(server.port)/size?1",
            "https://127.0.0.1:\(server.port)/size?1",
            "https://localhost:\(server.port)/size?1",
        ] {
            await #expect(throws: FetchError(.refusedURL, "")) { try await fetcher.fetch(url) }
        }
        await #expect(throws: FetchError(.refusedURL, "")) {
            try await HTTPSFetcher().fetch(server.url("/size?1"))
        }
        #expect(try server.connections() == 0)
    }

    @Test("A status other than 200 is no answer")
    func statuses() async throws {
        let fetcher = fetcher()
        for status in [201, 204, 206, 304, 401, 404, 410, 500] {
            await #expect {
                try await fetcher.fetch(server.url("/status?\(status)"))
            } throws: { error in
                (error as? FetchError)?.code == .status
                    && (error as? FetchError)?.reason.hasSuffix("\(status)") == true
            }
        }
    }

    @Test("An answer that breaks off, or is compressed unasked, is no answer")
    func broken() async throws {
        #expect(await code(fetcher(), "/short") == .interrupted)
        #expect(await code(fetcher(), "/compressed") == .interrupted)
    }

    @Test("The request says what it wants and what it is, and nothing else")
    func requestHead() async throws {
        let fetcher = fetcher()
        _ = try await fetcher.fetch(server.url("/hops?1"))
        let head = try JSON.parse(try await fetcher.fetch(server.url("/echo")))
        let members = try #require(head.objectValue)
        #expect(Set(members.names) == ["host", "user-agent", "accept", "accept-encoding"])
        #expect(members["user-agent"] == "CertAuthority")
        #expect(members["accept-encoding"] == "identity")
    }

    @Test("A host that does not answer is unreachable")
    func unreachable() async throws {
        let fetcher = fetcher { $0.ports.insert(1) }
        await #expect(throws: FetchError(.unreachable, "")) {
            try await fetcher.fetch("https://verify.localhost:1/")
        }
    }

    @Test("Resources find a did:web document on a server, and say what a server says")
    func resources() async throws {
        let resources = NetworkResources(fetcher: fetcher())
        let did = "did:web:verify.localhost%3A\(server.port):orgs:one"
        guard case .found(let document) = await resources.controllerDocument(did) else {
            Issue.record("it was not found")
            return
        }
        #expect(document.id == did)
        guard case .unavailable(let reason) = await resources.controllerDocument(did + ":two")
        else {
            Issue.record("it was found")
            return
        }
        #expect(reason == "verify.localhost answered with status 404")
        _ = await resources.controllerDocument(did)
        #expect(try server.connections() == 2)
    }

    private func fetcher(_ change: (inout FetchLimits) -> Void = { _ in }) -> HTTPSFetcher {
        // Time enough for a busy machine: what is slow is tested by itself.
        var limits = FetchLimits(
            connectTime: .seconds(120), totalTime: .seconds(120), ports: [server.port])
        change(&limits)
        return HTTPSFetcher(
            limits: limits,
            trust: TransferTrust(
                allowsLoopback: true, certificateFile: server.certificateFile))
    }

    private func code(
        _ fetcher: HTTPSFetcher, _ path: String, host: String = LocalServer.host
    ) async -> FetchError.Code? {
        do throws(FetchError) {
            _ = try await fetcher.fetch(server.url(path, host: host))
            return nil
        } catch {
            return error.code
        }
    }
}
