import Documents
import HTTPTypes
import Testing
@testable import VerifyServer

@Suite("What requests cost")
struct RequestCostTests {
    private static let token = "AAAAAAAAAAAAAAAAAAAAAA"

    @Test("A learner's download costs what the same document costs by its number")
    func downloads() {
        for (file, path) in [
            ("certificate.pdf", ".pdf"), ("certificate.png", ".png"), ("certificate.svg", ".svg"),
            ("credential.json", ".json"), ("credential.jwt", ".jwt"), ("qr.svg", "/qr.svg"),
        ] {
            #expect(
                RequestCost.tokens(.get, "/c/\(Self.token)/\(file)")
                    == RequestCost.tokens(.get, "/credentials/7K3M-9QXD-2T8F-W4HN-C\(path)"),
                "\(file)")
        }
        #expect(RequestCost.tokens(.get, "/c/\(Self.token)/certificate.pdf") == 10)
        #expect(RequestCost.tokens(.head, "/c/\(Self.token)/certificate.pdf") == 10)
    }

    @Test("The archive costs what all files cost, and so does what might be one by another name")
    func archive() {
        let all = LearnerFile.allCases.reduce(0) {
            $0 + RequestCost.tokens(.get, "/c/\(Self.token)/\($1.rawValue)")
        }
        for name in [LearnerRoutes.everything, "certificate.pd%66", "x", ""] {
            #expect(RequestCost.tokens(.get, "/c/\(Self.token)/\(name)") == all, "\(name)")
        }
        #expect(all <= RequestCost.highest)
        #expect(RequestCost.tokens(.get, "/c/\(Self.token)") == 1)
    }
}
