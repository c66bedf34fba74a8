import Testing
@testable import VerifyServer

@Suite("What failed is left alone for a while")
struct CircuitBreakerTests {
    private let start = ContinuousClock.now

    @Test("Only failures in a row count, and after the rest it is asked again")
    func row() {
        var breaker = CircuitBreaker(failures: 3, rest: .seconds(1))
        #expect(breaker.isUntouched)
        for _ in 0..<10 {
            breaker.failed(at: start)
            breaker.failed(at: start)
            #expect(breaker.admits(at: start) && !breaker.isUntouched)
            breaker.succeeded()
            #expect(breaker.isUntouched)
        }
        for _ in 0..<3 { breaker.failed(at: start) }
        #expect(!breaker.admits(at: start))
        #expect(!breaker.admits(at: start + .milliseconds(999)))
        #expect(breaker.admits(at: start + .seconds(1)))
    }

    @Test("After the rest one failure opens it again, and one success ends the row")
    func again() {
        var breaker = CircuitBreaker(failures: 2, rest: .seconds(1))
        breaker.failed(at: start)
        breaker.failed(at: start)
        let later = start + .seconds(2)
        breaker.failed(at: later)
        #expect(!breaker.admits(at: later))
        let latest = later + .seconds(1)
        breaker.succeeded(askedAt: latest)
        breaker.failed(at: latest)
        #expect(breaker.admits(at: latest))
    }

    @Test("A success that was asked before it opened does not close it")
    func overlapping() {
        var breaker = CircuitBreaker(failures: 2, rest: .seconds(1))
        breaker.failed(at: start)
        breaker.failed(at: start)
        breaker.succeeded(askedAt: start - .milliseconds(1))
        #expect(!breaker.admits(at: start))
    }

    @Test("Where one failure suffices, a success closes it at once")
    func single() {
        var breaker = CircuitBreaker(failures: 1, rest: .milliseconds(500))
        breaker.failed(at: start)
        #expect(!breaker.admits(at: start + .milliseconds(499)))
        breaker.succeeded()
        #expect(breaker.admits(at: start))
    }
}
