import ArgumentParser
import CertAuthority
import Office

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

    /// What may settle fees.
    ///
    /// Reads the codes, and makes sure that the orders can be written, before anything is checked.
    ///
    /// - Parameter ledger: Opens where it is written down.
    func means(
        reference: String?, ledger: @escaping @Sendable () throws -> any SettlementStore
    ) throws -> CohortMeans {
        if let file = createOrders, FileSystem.exists(file) {
            throw CommandFailure(
                .conflict, "\(file) is there already; name a new file for the orders")
        }
        let lines =
            try vouchers.map { file in
                try VoucherFile.read(try FileSystem.read(file), file: file)
            } ?? []
        return CohortMeans(
            vouchers: lines, pool: sponsor, reference: reference, makesOrders: !isEmpty,
            ledger: ledger)
    }
}
