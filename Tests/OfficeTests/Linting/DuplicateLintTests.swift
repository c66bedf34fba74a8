import Office
import Testing
@testable import TestSupport

@Suite("Learners that may be one")
struct DuplicateLintTests {
    private static let first = "A-12,Rida Benslimane,rida.benslimane@learners.example"

    /// What is found in a row after another, of the same day and country.
    private func kinds(_ first: String, _ second: String, country: String = "DZ") throws
        -> [CohortFindingKind]
    {
        let file =
            "\(CohortText.header)\n\(first),fr,DZ,2026-05-30,hybrid,\n"
            + "\(second),fr,\(country),2026-05-30,hybrid,\n"
        let findings = try CohortText.reader().read(Array(file.utf8)).findings
        #expect(findings.allSatisfy { $0.line == 3 && $0.row == 2 })
        return findings.map(\.kind)
    }

    @Test(
        "One name with nearly the same reference or address is told",
        arguments: [
            "a 012,Rida Benslimane,other@learners.example",
            "A12,BENSLIMANE RIDA,",
            "B-77,Benslimane  Rída,rida.benslimane@elsewhere.example",
            "B-77,Rida Benslimane,RidaBenslimane+ai@learners.example",
            "B-77,Rida Benslimane,rida.bensliman@learners.example",
            "B-77,Rida Benslimane,rida.benlsimane@learners.example",
            "B-77,Rida Benslimani,rida.benslimane@elsewhere.example",
        ])
    func near(second: String) throws {
        #expect(try kinds(Self.first, second).contains(.nearDuplicate))
    }

    @Test(
        "A shared name, a number that is one further, or a different country says nothing",
        arguments: [
            "A-13,Rida Benslimane,learner13@learners.example",
            "A-13,Rida Benslimane,",
            "A-112,Rida Benslimane,r.b@learners.example",
            "B-77,Amina Ait,rida.benslimane@elsewhere.example",
        ])
    func apart(second: String) throws {
        #expect(try kinds(Self.first, second).isEmpty)
    }

    @Test("Addresses that are numbered are no near duplicates, nor those of another country")
    func numbered() throws {
        #expect(
            try kinds(
                "A-12,Wang Wei,learner0012@learners.example",
                "A-13,Wang Wei,learner0013@learners.example"
            ).isEmpty)
        #expect(
            try kinds(Self.first, "a12,Rida Benslimane,other@learners.example", country: "MA")
                .isEmpty)
    }

    @Test("One address without references is one learner, who has one name")
    func addressAsLearner() throws {
        let file =
            "\(CohortText.header)\n,Ada Obi,a@learners.example,en,KE,2026-05-30,hybrid,\n"
            + ",Ada Obi,a@learners.example,en,KE,2026-05-29,hybrid,\n"
            + ",Bo Ek,a@learners.example,en,KE,2026-05-28,hybrid,\n"
        let findings = try CohortText.reader().read(Array(file.utf8)).findings
        #expect(findings.map(\.kind) == [.learnerNameConflict], "\(findings)")
        #expect(findings.first?.row == 3)
    }
}
