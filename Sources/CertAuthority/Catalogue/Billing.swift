extension Organisation {
    /// What an organisation says of itself on invoices and receipts.
    public struct Billing: Hashable, Sendable {
        /// A tax that prices include.
        public struct Tax: Hashable, Sendable {
            /// What it is called, such as `VAT`.
            public let label: String
            /// Its rate on the price without it.
            public let share: BasisPoints

            /// Names a tax and its rate.
            public init(label: String, share: BasisPoints) {
                self.label = label
                self.share = share
            }

            /// The tax within an amount, rounded once, a half to the even neighbour.
            public func part(of amount: Money) -> Money {
                let whole = Int128(BasisPoints.whole.value)
                let rate = Int128(share.value)
                let units = Rounding.halfEven.divide(
                    Int128(amount.minorUnits) * rate, by: whole + rate)
                // Less than the amount, whatever the rate.
                return Money(minorUnits: Int64(truncatingIfNeeded: units), amount.currency)
            }
        }

        /// The name in the register of companies or the like.
        public let legalName: String
        /// The lines of the address.
        public let address: [String]
        /// The number by which tax offices know it, or nil.
        public let taxNumber: String?
        /// The tax, or nil where none is charged.
        public let tax: Tax?

        /// Describes a seller; nothing is checked here, `CatalogueLoader` does that.
        public init(
            legalName: String, address: [String] = [], taxNumber: String? = nil, tax: Tax? = nil
        ) {
            self.legalName = legalName
            self.address = address
            self.taxNumber = taxNumber
            self.tax = tax
        }
    }
}
