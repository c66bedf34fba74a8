import CertAuthority

extension Remedy {
    /// What to do, in the words of this program: the end of a sentence, with what divides it from what
    /// happened.
    var words: String {
        switch self {
        case .applyFirstCatalogue: "; run certctl catalogue apply seeds/"
        case .applyCatalogueAnew:
            "; find the change with certctl audit verify, then apply the catalogue again with certctl "
                + "catalogue apply; nothing was signed"
        case .issueSeries(let slug): "; issue it with certctl issue --series \(slug)"
        case .generateKey(let organisation): "; run certctl keys generate \(organisation)"
        case .certifyDocumentKey(let organisation): "; run certctl keys certify \(organisation)"
        case .leaveSettlementOut: "; leave --sponsor, --vouchers and --create-orders out"
        case .abandonBatch(let batch):
            "; abandon the rest with certctl batches abandon \(batch)"
        case .giveUpDeferred:
            "; --give-up is for messages that were deferred (certctl links list)"
        case .verifyCertificate(let number):
            " See certctl verify \(number) and certctl audit verify"
        }
    }
}

extension Error {
    /// What happened and what to do about it, in one line.
    var told: String {
        guard let error = self as? any RemediableError else { return "\(self)" }
        return error.reason + (error.remedy?.words ?? "")
    }
}
