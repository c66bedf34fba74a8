import Synchronization
import Testing

@testable import VerifyServer

/// A clock that stands still until it is moved.
final class StandingClock: Sendable {
    private let nanoseconds = Atomic<UInt64>(1_000_000_000_000)

    func read() -> UInt64 { nanoseconds.load(ordering: .relaxed) }

    func advance(milliseconds: UInt64) {
        nanoseconds.wrappingAdd(milliseconds * 1_000_000, ordering: .relaxed)
    }
}

@Suite("Limits of clients")
struct RateLimiterTests {
    private let clock = StandingClock()

    private func limiter(perSecond: Int = 2, burst: Int = 10, clients: Int = 6400) -> RateLimiter {
        RateLimiter(perSecond: perSecond, burst: burst, clients: clients, now: clock.read)
    }

    private func key(_ text: String) throws -> RateKey {
        RateKey(try #require(IPAddress(text)))
    }

    @Test("A client has its burst, then what it gains, and is told when to come again")
    func bucket() throws {
        let limiter = limiter()
        let client = try key("192.0.2.1")
        for _ in 0..<10 { #expect(limiter.take(1, from: client) == nil) }
        #expect(limiter.take(1, from: client) == 1)
        clock.advance(milliseconds: 499)
        #expect(limiter.take(1, from: client) == 1)
        clock.advance(milliseconds: 1)
        #expect(limiter.take(1, from: client) == nil)
        #expect(limiter.take(4, from: client) == 2)
        clock.advance(milliseconds: 60_000)
        #expect(limiter.take(10, from: client) == nil, "no more than the burst is saved up")
        #expect(limiter.take(1, from: client) == 1)
    }

    @Test("What is refused costs nothing, and one client does not touch another")
    func others() throws {
        let limiter = limiter()
        let (first, second) = (try key("192.0.2.1"), try key("192.0.2.2"))
        #expect(limiter.take(10, from: first) == nil)
        for _ in 0..<100 { #expect(limiter.take(10, from: first) == 5) }
        #expect(limiter.take(10, from: second) == nil)
        clock.advance(milliseconds: 5000)
        #expect(limiter.take(10, from: first) == nil)
    }

    @Test("An IPv6 customer is one client, whatever the last 64 bits are")
    func networks() throws {
        #expect(try key("2001:db8:1:2::1") == key("2001:db8:1:2:ffff::9"))
        #expect(try key("2001:db8:1:2::1") != key("2001:db8:1:3::1"))
        #expect(try key("192.0.2.1") != key("192.0.2.2"))
        #expect(try key("::ffff:192.0.2.1") == key("192.0.2.1"))
    }

    @Test("The table is bounded, also while all are busy, and forgets those that rest first")
    func bounded() throws {
        let limiter = limiter(clients: 640)
        for index in 0..<20_000 {
            let client = RateKey(IPAddress(version4: 0x0A00_0000 + UInt32(index)))
            #expect(limiter.take(10, from: client) == nil)
        }
        #expect(limiter.count <= 640)
        clock.advance(milliseconds: 5000)
        let busy = try key("192.0.2.1")
        #expect(limiter.take(10, from: busy) == nil)
        for index in 0..<64 {
            let client = RateKey(IPAddress(version4: 0x0B00_0000 + UInt32(index)))
            _ = limiter.take(1, from: client)
        }
        #expect(limiter.take(1, from: busy) != nil)
    }
}
