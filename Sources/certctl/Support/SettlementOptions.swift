import ArgumentParser
import CertAuthority

/// What may settle the fees of a cohort, and where orders are listed.
struct SettlementOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The sponsor pool that pays outstanding amounts, as far as its balance goes.",
            valueName: "pool"))
    var sponsor: Slug?

    @Option(
        help: ArgumentHelp(
            "A file of voucher codes: one per line, or CSV with the columns learner_ref,code.",
            valueName: "file"), completion: .file())
    var vouchers: String?

    @Option(
        help: ArgumentHelp(
            "Write the orders of rows with unpaid fees to this new CSV file.", valueName: "file"),
        completion: .file())
    var createOrders: String?

    var isEmpty: Bool { sponsor == nil && vouchers == nil && createOrders == nil }
}
