import Credentials
import Testing

@Suite("The verdict")
struct VerdictTests {
    private static let results: [Check.Result] = [.passed, .failed, .notMade]
    private static let bearings: [Check.Bearing] = [.genuineness, .currency, .information]
    private static let kinds = results.flatMap { result in
        bearings.map { bearing in Check(.proof, result, "Any.", bearing: bearing) }
    }

    /// The rule in words, over the set of kinds of check that are there.
    private static func expected(_ checks: [Check]) -> Verdict {
        let genuineness = checks.filter { $0.bearing == .genuineness }.map(\.result)
        let currency = checks.filter { $0.bearing == .currency }.map(\.result)
        if genuineness.contains(.failed) { return .notGenuine }
        if genuineness.contains(.notMade) { return .cannotTell }
        if currency.contains(.failed) { return .notCurrentlyValid }
        if currency.contains(.notMade) || genuineness.isEmpty { return .cannotTell }
        return .valid
    }

    @Test("Follows from which kinds of check there are, over all 512 combinations, in any order")
    func combinations() {
        for chosen in 0..<(1 << Self.kinds.count) {
            let checks = Self.kinds.indices.filter { chosen >> $0 & 1 == 1 }.map { Self.kinds[$0] }
            #expect(Verdict(checks) == Self.expected(checks))
            #expect(Verdict(checks.reversed()) == Self.expected(checks))
            #expect(Verdict(checks + checks) == Self.expected(checks))
        }
    }

    @Test("Nothing looked at, nothing told")
    func empty() { #expect(Verdict([]) == .cannotTell) }

    @Test("Information never decides")
    func information() {
        let genuine = Check(.proof, .passed, "Holds.", bearing: .genuineness)
        for result in Self.results {
            let told = Check(.statusForm, result, "Told.", bearing: .information)
            #expect(Verdict([genuine, told]) == .valid)
            #expect(Verdict([told]) == .cannotTell)
        }
    }

    @Test("What could not be looked up never makes a credential false or lapsed")
    func lookUpFailure() {
        for bearing in Self.bearings {
            for others in 0..<(1 << Self.kinds.count) {
                let checks = Self.kinds.indices.filter { others >> $0 & 1 == 1 }
                    .map { Self.kinds[$0] }
                let before = Verdict(checks)
                let after = Verdict(
                    checks + [Check(.issuer, .notMade, "Nobody answers.", bearing: bearing)])
                #expect(after == before || after == .cannotTell)
            }
        }
    }
}
