import Foundation
import Testing

@Suite("The guides by role")
struct GuideTests {
    @Test("Every command in them works as it is written")
    func commands() async throws {
        let program = try Program(
            Repository.file("scripts/trial"), ["guides"],
            environment: [
                "HOME": NSTemporaryDirectory(), "CERTCTL": Program.product("certctl"),
                "VERIFYSERVER": Program.product("VerifyServer"),
            ])
        let outcome = try await program.outcome(within: .seconds(600))
        let told = String(decoding: outcome.output.suffix(2000), as: UTF8.self)
        #expect(outcome.status == 0, "\(told)\(outcome.complaints.suffix(2000))")
    }
}
