import ArgumentParser
import CertAuthority

/// What may settle the fees of a cohort, and where orders are listed.
struct SettlementOptions: ParsableArguments {
    @Option(help: "The sponsors' pool that pays what rows have outstanding, as far as it goes.")
    var sponsor: Slug?

    @Option(
        help: "A file of voucher codes: one a line, or CSV with the columns learner_ref,code.")
    var vouchers: String?

    @Option(help: "Write the orders of rows that wait for their fee to this new CSV file.")
    var createOrders: String?

    var isEmpty: Bool { sponsor == nil && vouchers == nil && createOrders == nil }
}
