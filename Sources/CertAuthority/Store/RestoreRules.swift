package import Credentials
import LinkedData

/// What restoring a backup must not undo, and what it would lose: decided from what both stores hold,
/// whatever engine holds it. Revoking is final, and a place in a status list is given out once.
package enum RestoreRules {
    // MARK: What is carried over

    /// Where a certificate stands afterwards that both stores have: as it was last decided, but that
    /// what either has revoked stays revoked.
    ///
    /// - Parameter present: Its standing in the present store, where it ever changed there; nil where
    ///   it never did.
    package static func standing(
        present: Standing.State?, backup: Standing.State
    ) -> Standing.State {
        guard let present, backup != .revoked else { return backup }
        return present
    }

    /// Whether a certificate that the backup lacks comes along: where it must go on being refused by
    /// name, or leads to another.
    package static func isCarriedOver(
        state: Standing.State, isCorrection: Bool, isErased: Bool
    ) -> Bool {
        state != .good || isCorrection || isErased
    }

    /// The places of a list that are not given out again: those that either store gave out.
    ///
    /// - Throws: ``StoreError`` with the code `corrupt` where the lists differ in length.
    package static func allocated(
        of list: String, present: [UInt8], backup: [UInt8]
    ) throws(StoreError) -> (bits: [UInt8], used: Int) {
        guard present.count == backup.count else {
            throw StoreError(
                .corrupt, "the status list \(list) differs in length; nothing was done")
        }
        let bits = zip(backup, present).map { $0 | $1 }
        return (bits, bits.reduce(0) { $0 + $1.nonzeroBitCount })
    }

    /// Whether a bit of a status list is set, for a certificate of that standing.
    package static func isSet(_ state: Standing.State) -> Bool { state != .good }

    /// When a key or a learner's link was ended that both stores have: what either has ended stays so.
    package static func ended(present: Timestamp?, backup: Timestamp?) -> Timestamp? {
        backup ?? present
    }

    /// Whether the backup's word on a message gives way to the present store's: what was sent is not
    /// sent again.
    package static func givesWay(_ backup: LinkDelivery.State) -> Bool { backup != .sent }

    // MARK: What is lost

    /// How many entries two audits have in common. Each digest covers all entries before it, so
    /// halving finds the last that is the same.
    ///
    /// - Parameters:
    ///   - count: How many entries the shorter one has.
    ///   - isSame: Whether both have the same entry at a place, from 1.
    package static func common(
        _ count: Int64, isSame: (Int64) throws -> Bool
    ) rethrows -> Int64 {
        var shared: Int64 = 0
        var beyond = count + 1
        while beyond - shared > 1 {
            let middle = (shared + beyond) / 2
            if try isSame(middle) { shared = middle } else { beyond = middle }
        }
        return shared
    }

    /// Adds what restoring would lose of a certificate of the present store.
    ///
    /// - Parameter backup: Where it stands in the backup; nil where the backup lacks it.
    package static func addLoss(
        of certificate: RestoreLoss.Certificate, backup: String?,
        to lost: inout (certificates: [RestoreLoss.Certificate], standings: [RestoreLoss.Standing])
    ) {
        guard let backup else { return lost.certificates.append(certificate) }
        guard !backup.isExactly(certificate.state) else { return }
        lost.standings.append(
            .init(number: certificate.number, present: certificate.state, backup: backup))
    }
}
