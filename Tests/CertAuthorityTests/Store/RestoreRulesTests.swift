import Credentials
import Testing
@testable import CertAuthority

@Suite("What restoring must not undo, whatever holds the record")
struct RestoreRulesTests {
    @Test("What either store has revoked stays revoked; else it stands as it was last decided")
    func standing() {
        typealias State = Standing.State
        for (present, backup, wanted): (State?, State, State) in [
            (nil, .good, .good), (.revoked, .good, .revoked), (.suspended, .good, .suspended),
            (.good, .suspended, .good), (.revoked, .suspended, .revoked),
            // Reinstated since, or never known: what the backup has revoked is revoked for good.
            (.good, .revoked, .revoked), (.suspended, .revoked, .revoked),
            (nil, .revoked, .revoked),
        ] {
            #expect(RestoreRules.standing(present: present, backup: backup) == wanted)
        }
    }

    @Test("What must go on being refused by name comes along, and nothing else does")
    func carriedOver() {
        #expect(!RestoreRules.isCarriedOver(state: .good, isCorrection: false, isErased: false))
        #expect(RestoreRules.isCarriedOver(state: .suspended, isCorrection: false, isErased: false))
        #expect(RestoreRules.isCarriedOver(state: .revoked, isCorrection: false, isErased: false))
        #expect(RestoreRules.isCarriedOver(state: .good, isCorrection: true, isErased: false))
        #expect(RestoreRules.isCarriedOver(state: .good, isCorrection: false, isErased: true))
    }

    @Test("A place that either store gave out is not given out again, and lists do not shrink")
    func allocated() throws {
        let (bits, used) = try RestoreRules.allocated(
            of: "itu-1", present: [0b1010_0000, 0], backup: [0b1100_0000, 0b0000_0001])
        #expect(bits == [0b1110_0000, 0b0000_0001] && used == 4)
        #expect(throws: StoreError(.corrupt, "")) {
            try RestoreRules.allocated(of: "itu-1", present: [0], backup: [0, 0])
        }
        #expect(RestoreRules.isSet(.suspended) && RestoreRules.isSet(.revoked))
        #expect(!RestoreRules.isSet(.good))
    }

    @Test("What was ended stays ended since the first of both, and what was sent is not sent again")
    func ended() {
        let (early, late) = (Timestamp(seconds: 1), Timestamp(seconds: 2))
        #expect(RestoreRules.ended(present: late, backup: early) == early)
        #expect(RestoreRules.ended(present: late, backup: nil) == late)
        #expect(RestoreRules.ended(present: nil, backup: early) == early)
        #expect(RestoreRules.ended(present: nil, backup: nil) == nil)
        let states = LinkDelivery.State.allCases.filter(RestoreRules.givesWay)
        #expect(!states.contains(.sent) && states.count == LinkDelivery.State.allCases.count - 1)
    }

    @Test("The entries that two audits share are found wherever they part, with few looks")
    func common() {
        for (count, shared): (Int64, Int64) in [
            (0, 0), (1, 0), (1, 1), (2, 1), (7, 3), (1_000, 0), (1_000, 1_000), (1_000, 617),
        ] {
            var looks = 0
            let found = RestoreRules.common(count) { place in
                looks += 1
                #expect((1...count).contains(place))
                return place <= shared
            }
            #expect(found == shared && looks <= 10)
        }
    }

    @Test("A loss names what the backup lacks, and what stands there otherwise")
    func loss() {
        var lost: (certificates: [RestoreLoss.Certificate], standings: [RestoreLoss.Standing]) =
            ([], [])
        let certificates = ["1", "2", "3"].map {
            RestoreLoss.Certificate(number: $0, batch: "b", state: "revoked")
        }
        for (certificate, backup) in zip(certificates, ["revoked", "good", nil]) {
            RestoreRules.addLoss(of: certificate, backup: backup, to: &lost)
        }
        #expect(lost.certificates == [certificates[2]])
        #expect(lost.standings == [.init(number: "2", present: "revoked", backup: "good")])
    }
}
