import CertAuthority
import Testing

@Suite("Texts that name remedies")
struct RemedyTextTests {
    private let text: RemedyText = """
        batch \("B-1") has 3 to issue; \(do: .resumeBatch("B-1")), or \(do: .abandonBatch("B-1"))
        """

    @Test("Each face puts the remedies in its own words, at their places")
    func words() {
        let told = text.text { remedy in
            switch remedy {
            case .resumeBatch(let batch): "press Resume on \(batch)"
            case .abandonBatch(let batch): "Discard on \(batch)"
            default: "?"
            }
        }
        #expect(told == "batch B-1 has 3 to issue; press Resume on B-1, or Discard on B-1")
        #expect(
            text.description
                == "batch B-1 has 3 to issue; the resuming of batch B-1, or the giving up of batch B-1"
        )
    }

    @Test("The remedies are data, also of a text within a text")
    func data() {
        let outer: RemedyText = "nothing was signed: \(text). See \(do: .verifyAudit)"
        #expect(outer.remedies == [.resumeBatch("B-1"), .abandonBatch("B-1"), .verifyAudit])
        #expect(RemedyText("all well").remedies.isEmpty)
    }

    @Test("A text in plain words names no remedy, and compares by what it says")
    func worded() {
        let fault = SourceFault(
            file: "fees.yaml", line: 3, field: "tiers", reason: "a hole",
            remedy: "\(do: .checkTiers(file: "fees.yaml")) shows it")
        let worded = fault.worded { _ in "the check" }
        #expect(worded.remedy == "the check shows it" && worded.advice.remedies.isEmpty)
        #expect("\(worded)" == "fees.yaml:3: tiers: a hole; the check shows it")
        #expect(worded != fault)
    }
}
