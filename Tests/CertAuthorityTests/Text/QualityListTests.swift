import Testing
@testable import CertAuthority

@Suite("What readers accept, and how much they like it")
struct QualityListTests {
    private func read(_ header: String?) -> [String] {
        QualityList(header).ranges.map { "\($0.name) \($0.weight)" }
    }

    @Test("Each member has its weight, wherever it stands among parameters")
    func weights() {
        #expect(read("fr, en;q=0.8 , *;q=0") == ["fr 1000", "en 800", "* 0"])
        #expect(read("text/html;level=1;q=0.25") == ["text/html 250"])
        #expect(read("gzip ; Q=1.000,\tbr;q=0.001") == ["gzip 1000", "br 1"])
        #expect(read("en;q=1.") == ["en 1000"])
    }

    @Test("Nothing and what is empty has no members")
    func empty() {
        #expect(read(nil).isEmpty && read("").isEmpty && read(" , ;q=1,,").isEmpty)
    }

    @Test(
        "What has a malformed weight is passed over, and the others count",
        arguments: ["q=", "q=2", "q=1.001", "q=0.8888", "q=.5", "q=-0", "q=a", "q=1e0"])
    func malformed(weight: String) {
        #expect(read("fr;\(weight), en") == ["en 1000"])
    }

    @Test("Only so many count")
    func bounded() {
        let header = (0..<100).map { "l\($0)" }.joined(separator: ",")
        #expect(QualityList(header).ranges.count == 32)
    }
}
