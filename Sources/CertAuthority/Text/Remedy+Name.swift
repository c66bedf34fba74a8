extension Remedy {
    /// What it is called where no face has words of its own: in logs, and between programs.
    public var name: String {
        switch self {
        case .makeInstallation: "the making of an installation"
        case .nameInstallation: "another installation's folder"
        case .upgradeStore: "the upgrade of the store"
        case .examine: "the examination of the installation"
        case .openStoreAsOwner: "the listing of certificates"
        case .backUp: "the backup"
        case .restoreNewestBackup: "the restoring of the newest backup"
        case .verifyAudit: "the verification of the audit"
        case .listNewestAuditEntries: "the list of the audit's newest entries"
        case .verify(let number): "the verification of \(number)"
        case .show(let number): "the certificate \(number)"
        case .applyCatalogue: "the applying of a catalogue"
        case .applyReference: "the adding of reference records"
        case .checkTiers: "the check of the tiers"
        case .generateKey(let organisation): "a new signing key of \(organisation)"
        case .makeRoot: "the making of a root"
        case .certifyDocumentKey(let organisation):
            "a new document key of \(organisation.map(\.text) ?? "each organisation")"
        case .importCertificate(let organisation): "a certificate of \(organisation)"
        case .issueSeries(let slug): "the issue of the series \(slug)"
        case .resumeBatch(let batch): "the resuming of batch \(batch)"
        case .abandonBatch(let batch): "the giving up of batch \(batch)"
        case .leaveSettlementOut: "no sponsor, vouchers or orders"
        case .issueRetaken: "the issue to learners who took it again"
        case .correctName(let number, let name): "the correction of \(number) to the name \(name)"
        case .correctDay(let number, let day): "the correction of \(number) to the day \(day)"
        case .takeBack(let number, let isRevoked, _):
            "the \(isRevoked ? "revocation" : "suspension") of \(number)"
        case .renewLink: "the renewal of the link"
        case .createLink(let number): "a link of \(number)"
        case .sendLink(let number): "the message for \(number)"
        case .listMessages: "the list of messages"
        case .sendLinks(let batch): "the messages of batch \(batch)"
        case .exportLinks(let batch): "the links of batch \(batch)"

        case .convertFrom(let encoding): "the conversion from \(encoding)"
        case .leaveEncodingOut: "name no encoding"
        case .leaveSheetOut: "name no sheet"
        case .nameColumn(let column, let name): "say that \(name) is \(column)"
        case .ignoreColumn(let name): "pass \(name) over"
        }
    }
}
