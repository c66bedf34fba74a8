import LinkedData
import Testing

@Suite("What is remembered for a while")
struct GenerationsTests {
    @Test("What is asked for stays, what is not goes, and there are never more than may be")
    func bounded() {
        var memory = Generations<Int, String>(capacity: 100)
        memory.remember("kept", -1)
        memory.remember("left", -2)
        for number in 0..<1000 {
            memory.remember("\(number)", number)
            #expect(memory.value(-1) == "kept")
            #expect(memory.value(number) == "\(number)")
        }
        #expect(memory.value(-2) == nil)
        #expect((0..<1000).filter { memory.value($0) != nil }.count <= 100)
    }

    @Test("It tells when a new generation begins, and takes the later of two values")
    func generations() {
        var memory = Generations<Int, Int>(capacity: 4)
        #expect(
            (0..<6).map { memory.remember($0, $0) } == [false, false, true, false, true, false])
        memory.remember(70, 5)
        #expect(memory.value(5) == 70)
    }

    @Test("A value is made once while it is known, and a failure is not kept")
    func recalled() throws {
        struct Failure: Error {}
        let memory = BoundedMemory<Int, Int>(capacity: 8)
        var made = 0
        for _ in 0..<3 {
            let value = memory.recall(1) {
                made += 1
                return 10
            }
            #expect(value == 10)
        }
        #expect(made == 1)
        #expect(throws: Failure.self) {
            try memory.recall(2) { () throws(Failure) in throw Failure() }
        }
        #expect(memory.value(2) == nil)
        for key in 3..<20 { memory.remember(key, key) }
        #expect(memory.recall(1) { 11 } == 11)
    }
}
