import CertAuthority
import Testing

@Suite("Numbers of things")
struct CountTests {
    @Test("One thing is written as one, every other number as many")
    func forms() {
        #expect("\(Count(1, "certificate"))" == "1 certificate")
        #expect("\(Count(0, "certificate"))" == "0 certificates")
        #expect("\(Count(2, "entry")), \(Count(1, "entry"))" == "2 entries, 1 entry")
        #expect("\(Count(3, "batch")), \(Count(3, "key"))" == "3 batches, 3 keys")
        #expect("\(Count(1, "row was", "rows were"))" == "1 row was")
        #expect("\(Count(5, "row was", "rows were"))" == "5 rows were")
    }
}
