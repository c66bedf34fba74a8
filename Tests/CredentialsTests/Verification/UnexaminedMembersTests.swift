import LinkedData
import Testing

@testable import Credentials

@Suite("Members that are not looked into")
struct UnexaminedMembersTests {
    @Test("Each is told as not made, and decides nothing")
    func told() {
        let document: JSON = [
            "relatedResource": [["id": "https://example.org/a", "digestSRI": "sha256-x"]],
            "issuer": ["id": "https://example.org", "endorsement": [["type": "x"]]],
            "credentialSubject": [
                "achievement": ["endorsement": [["type": "x"], ["type": "y"]]],
                "verifiableCredential": [["type": "z"]],
            ],
            "refreshService": ["type": "1EdTechCredentialRefresh"],
        ]
        let checks = UnexaminedMembers.checks(document.objectValue ?? JSONObject())
        #expect(
            checks.map(\.name.rawValue) == [
                "related-resource", "endorsement", "contained-credentials", "refresh",
            ])
        #expect(checks.allSatisfy { $0.result == .notMade && $0.bearing == .information })
        #expect(checks[1].detail.contains("3 endorsements"))
        #expect(UnexaminedMembers.checks(JSONObject()).isEmpty)
    }
}
