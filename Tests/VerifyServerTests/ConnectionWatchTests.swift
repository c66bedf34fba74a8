import NIOCore
import Testing

@testable import VerifyServer

@Suite("What a connection may take")
struct ConnectionWatchTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private let times: ConnectionWatch.Times

    init() throws {
        let settings = try Settings(
            SettingSources(
                flags: [
                    ("times.head", "10"), ("times.body", "20"), ("times.idle", "60"),
                    ("times.write", "30"), ("limits.body-bytes-per-second", "1000"),
                ], environment: [:], file: nil))
        times = ConnectionWatch.Times(settings.limits)
    }

    private func after(_ seconds: Double) -> NIODeadline {
        start + .nanoseconds(Int64(seconds * 1_000_000_000))
    }

    @Test("Who says nothing, or a head byte by byte, is given up")
    func head() {
        let watch = ConnectionWatch(times, now: start)
        #expect(watch.look(now: after(9.9)).overdue == nil)
        #expect(watch.look(now: after(10)).overdue == .idle)
        watch.receivedBytes(1, now: after(5))
        for second in 6..<15 { watch.receivedBytes(1, now: after(Double(second))) }
        #expect(watch.look(now: after(14.9)).overdue == nil)
        #expect(watch.look(now: after(15)).overdue == .head)
    }

    @Test("A body earns time by its bytes, and loses none while we do not read")
    func body() {
        let watch = ConnectionWatch(times, now: start)
        watch.receivedBytes(100, now: start)
        watch.readHead(now: start)
        #expect(!watch.isIdle)
        for second in 1...19 { watch.receivedBytes(10, now: after(Double(second))) }
        #expect(watch.look(now: after(20.1)).overdue == nil)
        #expect(watch.look(now: after(20.2)).overdue == .body)
        watch.receivedBytes(5000, now: after(20))
        watch.finishedReading(now: after(20))
        #expect(watch.look(now: after(500)).overdue == nil)
        watch.wantsToRead(now: after(500))
        #expect(watch.look(now: after(504)).overdue == nil)
        #expect(watch.look(now: after(506)).overdue == .body)
    }

    @Test("While we answer there is no hurry, and then there is the time between requests")
    func answering() {
        let watch = ConnectionWatch(times, now: start)
        watch.receivedBytes(100, now: start)
        watch.readHead(now: start)
        watch.readEnd()
        #expect(watch.look(now: after(1000)).overdue == nil)
        #expect(!watch.wroteEnd(now: after(1000)))
        #expect(watch.isIdle)
        #expect(watch.look(now: after(1059)).overdue == nil)
        #expect(watch.look(now: after(1060)).overdue == .idle)
    }

    @Test("Who does not take the answer is given up")
    func unread() {
        let watch = ConnectionWatch(times, now: start)
        watch.receivedBytes(1, now: start)
        watch.readHead(now: start)
        watch.readEnd()
        watch.writabilityChanged(false, now: after(1))
        watch.writabilityChanged(false, now: after(20))
        #expect(watch.look(now: after(30.9)).overdue == nil)
        #expect(watch.look(now: after(31)).overdue == .answer)
        watch.writabilityChanged(true, now: after(31))
        #expect(watch.look(now: after(100)).overdue == nil)
    }

    @Test("After an answer before the end of the body, the rest is thrown away for a moment")
    func remains() {
        let watch = ConnectionWatch(times, now: start)
        watch.receivedBytes(1, now: start)
        watch.readHead(now: start)
        #expect(watch.wroteEnd(now: after(1)))
        #expect(watch.reading == .remains)
        #expect(watch.look(now: after(2.9)).overdue == nil)
        #expect(watch.look(now: after(3)).overdue == .remains)
    }

    @Test(
        "A body that is given up can be answered for a moment, and the answer ends the connection")
    func givenUp() {
        let watch = ConnectionWatch(times, now: start)
        watch.receivedBytes(1, now: start)
        watch.readHead(now: start)
        watch.giveUp(now: after(20))
        watch.receivedBytes(1_000_000, now: after(21))
        #expect(!watch.isIdle)
        #expect(watch.look(now: after(21.9)).overdue == nil)
        #expect(watch.look(now: after(22)).overdue == .remains)
        #expect(watch.wroteEnd(now: after(21.5)))
        #expect(watch.reading == .remains)
        #expect(watch.look(now: after(23)).overdue == nil)
        #expect(watch.look(now: after(23.5)).overdue == .remains)
    }

    @Test("It is looked at again before the next bound can have passed")
    func ticks() {
        let watch = ConnectionWatch(times, now: start)
        var now = start
        for _ in 0..<40 {
            let (overdue, next) = watch.look(now: now)
            if overdue != nil { break }
            #expect(next <= times.shortest && next > .zero)
            now = now + next
        }
        #expect(now == after(10))
    }

    @Test("The longest idle goes first, and those at work are not in the list")
    func order() {
        let list = IdleConnections()
        let watches = (0..<4).map { _ in ConnectionWatch(times, now: start) }
        for watch in watches { list.append(watch) }
        list.remove(watches[1])
        list.remove(watches[0])
        list.append(watches[0])
        list.append(watches[0])
        #expect(list.takeOldest() === watches[2])
        #expect(list.takeOldest() === watches[3])
        #expect(list.takeOldest() === watches[0])
        #expect(list.takeOldest() == nil)
    }
}
