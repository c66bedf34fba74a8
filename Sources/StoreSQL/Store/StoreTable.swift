import CertAuthority

/// Every table of the store: what it holds of learners, and what becomes of its rows when a learner
/// is erased and when a backup is restored.
///
/// A new table needs a case here. The compiler then asks for its treatment, and a test fails as long
/// as the schema has a table that is not named, or one is not treated as its case says.
enum StoreTable: String, CaseIterable {
    case installation
    case catalogueFile = "catalogue_file"
    case catalogueVersion = "catalogue_version"
    case catalogueContent = "catalogue_content"
    case catalogueVersionFile = "catalogue_version_file"
    case signingKey = "signing_key"
    case documentCertificate = "document_certificate"
    case batch
    case plannedCertificate = "planned_certificate"
    case statusList = "status_list"
    case certificate
    case certificateEvidence = "certificate_evidence"
    case nameWord = "name_word"
    case numberGroup = "number_group"
    case nameWordEnd = "name_word_end"
    case learner
    case learnerLink = "learner_link"
    case linkDelivery = "link_delivery"
    case endReminder = "end_reminder"
    case quote
    case quoteEligibility = "quote_eligibility"
    case purchaseOrder = "purchase_order"
    case waiverRequest = "waiver_request"
    case orderEntry = "order_entry"
    case payment
    case sponsorPool = "sponsor_pool"
    case sponsorCap = "sponsor_cap"
    case sponsorCapUse = "sponsor_cap_use"
    case ledgerAccount = "ledger_account"
    case ledgerTransfer = "ledger_transfer"
    case voucherBatch = "voucher_batch"
    case voucher
    case voucherUse = "voucher_use"
    case voucherMiss = "voucher_miss"
    case audit
    case paymentReference = "payment_reference"
    case paymentReturn = "payment_return"
    case paymentReturnEnd = "payment_return_end"
    case receipt

    /// What erasing a learner does to the rows that hold something of the learner.
    enum Erasing {
        /// It has none to find: the table holds nothing of learners.
        case nothing
        /// The rows go.
        case rowsRemoved
        /// The columns are emptied or overwritten, and the rows stay.
        case columnsOverwritten
    }

    /// What restoring a backup does to the rows of the store before.
    enum Restoring {
        /// They give way to the backup's; what was written since is told as lost.
        case replaced
        /// The same; but of learners who were erased since, what the backup holds is erased too.
        case replacedWithoutErased
        /// Those that no backup may undo come along.
        case carriedOver
    }

    /// How a table's rows are treated.
    struct Treatment {
        /// The columns that hold learners' data, or lead to one; empty where there are none.
        var learners: [String] = []
        var erasing = Erasing.nothing
        var restoring = Restoring.replaced
    }

    /// How this table's rows are treated.
    var treatment: Treatment {
        switch self {
        case .installation, .catalogueFile, .catalogueVersion, .catalogueContent,
            .catalogueVersionFile, .documentCertificate:
            Treatment()
        // Entries name certificates, orders and quotes by number.
        case .audit: Treatment()
        case .signingKey, .batch, .statusList, .certificateEvidence, .numberGroup,
            .nameWordEnd, .receipt:
            Treatment(restoring: .carriedOver)
        case .certificate:
            // The salt gives way to the digests that it made unguessable.
            Treatment(
                learners: ["row_key", "name", "locale", "state_reason", "credential", "salt"],
                erasing: .columnsOverwritten, restoring: .carriedOver)
        case .learner:
            Treatment(
                learners: ["certificate"] + CohortColumn.officeOnly.map(\.stored),
                erasing: .rowsRemoved, restoring: .carriedOver)
        case .nameWord:
            Treatment(learners: ["word"], erasing: .rowsRemoved, restoring: .carriedOver)
        case .learnerLink:
            Treatment(
                learners: ["digest", "certificate"], erasing: .rowsRemoved,
                restoring: .carriedOver)
        case .linkDelivery, .endReminder:
            // Of a mail server's reply the codes alone: its words may repeat the address.
            Treatment(
                learners: ["certificate", "reply"], erasing: .rowsRemoved, restoring: .carriedOver)
        case .plannedCertificate:
            Treatment(
                learners: ["row_key", "salt", "plan_salt"] + CohortColumn.allCases.map(\.stored),
                erasing: .rowsRemoved, restoring: .replacedWithoutErased)
        case .quote: Treatment()
        case .quoteEligibility:
            Treatment(
                learners: [
                    "quote", "learner", "country", "learner_groups", "tier", "relief", "evidence",
                ], erasing: .rowsRemoved, restoring: .replacedWithoutErased)
        case .purchaseOrder:
            Treatment(
                learners: ["row_key", "country"], erasing: .columnsOverwritten,
                restoring: .replacedWithoutErased)
        case .sponsorCapUse:
            // What a cap counts of a learner goes with the learner's last order.
            Treatment(
                learners: ["bucket"], erasing: .rowsRemoved, restoring: .replacedWithoutErased)
        // What was paid, waived or given stays, by order; their notes are the office's own words.
        case .waiverRequest, .orderEntry, .payment, .sponsorPool, .sponsorCap, .ledgerAccount,
            .ledgerTransfer, .voucherBatch, .voucher, .voucherUse, .voucherMiss, .paymentReference,
            .paymentReturn, .paymentReturnEnd:
            Treatment()
        }
    }
}
