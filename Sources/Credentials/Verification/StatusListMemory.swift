import LinkedData

/// Status lists that were verified of late, so that ten thousand credentials of one list cost its
/// signature and its expansion once.
///
/// What is kept follows from the list's bytes and its signer's key alone; whether the key is still
/// the issuer's, and the list still current, is looked at each time.
final class StatusListMemory: Sendable {
    /// A list whose signature holds.
    struct VerifiedList: Sendable {
        /// The credential as it was served.
        let bytes: [UInt8]
        let document: JSONObject
        let claims: StatusListClaims
        let held: HeldSignature
        /// By whose rules the list was decoded.
        let kind: StatusListKind
        let list: BitstringStatusList
        /// What of it is not as the standard asks, each a sentence.
        let remarks: [String]
    }

    private let lists = BoundedMemory<ExactString, VerifiedList>(capacity: 32)

    /// The list of that address, if these are the bytes that were verified, as one of that kind.
    func list(
        _ url: String, servedAs bytes: [UInt8], _ kind: StatusListKind
    ) -> VerifiedList? {
        let known = lists.value(ExactString(url))
        return known?.kind == kind && known?.bytes == bytes ? known : nil
    }

    func remember(_ list: VerifiedList, at url: String) {
        lists.remember(list, ExactString(url))
    }
}
