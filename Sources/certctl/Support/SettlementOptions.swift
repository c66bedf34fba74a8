import ArgumentParser
import CertAuthority
import Office

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
                .conflict, "\(file) exists already; name a new file for the orders")
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
