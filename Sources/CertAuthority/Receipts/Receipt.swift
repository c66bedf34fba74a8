public import Credentials

/// An invoice, a receipt or a credit note: what was once said to a payer, under a number that nothing
/// else has. It names no learner.
public struct Receipt: Sendable, Equatable {
    /// What is said.
    public enum Kind: String, Sendable, CaseIterable {
        /// What is still to be paid.
        case invoice
        /// What settled an order.
        case receipt
        /// That a cancelled order's invoice or receipt no longer holds.
        case creditNote = "credit-note"
    }

    /// Its number: each organisation counts its own from 1, without a hole.
    public struct Number: Sendable, Hashable, Comparable, CustomStringConvertible {
        /// Who issued it.
        public let organisation: Slug
        /// From 1.
        public let count: Int64

        /// Names a number.
        public init(_ organisation: Slug, _ count: Int64) {
            self.organisation = organisation
            self.count = count
        }

        /// Reads a number such as `ITU-000017`, in any letter case and with fewer zeros; nil for others.
        public init?(_ text: String) {
            guard let hyphen = text.lastIndex(of: "-"),
                let organisation = Slug(text[..<hyphen].lowercased())
            else { return nil }
            let digits = text[text.index(after: hyphen)...]
            guard (1...18).contains(digits.utf8.count), digits.utf8.allSatisfy(ASCII.isDigit),
                let count = Int64(digits), count > 0
            else { return nil }
            self.init(organisation, count)
        }

        /// Such as `ITU-000017`.
        public var description: String {
            let digits = "\(count)"
            let zeros = String(repeating: "0", count: max(0, 6 - digits.utf8.count))
            return "\(organisation.text.uppercased())-\(zeros)\(digits)"
        }

        /// By organisation, then in the order of issue.
        public static func < (left: Number, right: Number) -> Bool {
            left.organisation == right.organisation
                ? left.count < right.count : left.organisation < right.organisation
        }
    }

    /// Its number.
    public let number: Number
    /// The order that it is about.
    public let order: OrderReference
    /// When it was issued.
    public let issued: Timestamp
    /// What it says.
    public let content: Content

    /// Takes a receipt.
    package init(number: Number, order: OrderReference, issued: Timestamp, content: Content) {
        self.number = number
        self.order = order
        self.issued = issued
        self.content = content
    }

    /// What it says, as it was when it was issued.
    public struct Content: Sendable, Equatable {
        /// What kind it is.
        public let kind: Kind
        /// What was ordered.
        public let programme: Slug
        /// The programme's title.
        public let title: LocalizedText
        /// Who sells.
        public let seller: Organisation.Billing
        /// The price, with tax.
        public let price: Money
        /// What was waived.
        public let waived: Money
        /// What vouchers gave.
        public let vouchered: Money
        /// What sponsors gave.
        public let sponsored: Money
        /// What was paid; what went back is not.
        public let paid: Money
        /// The number that a credit note takes back.
        public let reverses: Number?

        /// What is left of the price: to be paid, paid, or taken back.
        public var amount: Money {
            let left =
                price.minorUnits - waived.minorUnits - vouchered.minorUnits
                - sponsored.minorUnits
            return Money(minorUnits: max(0, left), price.currency)
        }

        /// What is to be paid: the amount less what was paid of it.
        public var due: Money {
            Money(minorUnits: max(0, amount.minorUnits - paid.minorUnits), price.currency)
        }

        /// The tax within the amount; nil where there is none.
        public var tax: Money? { seller.tax.map { $0.part(of: amount) } }

        package init(
            kind: Kind, programme: Slug, title: LocalizedText, seller: Organisation.Billing,
            price: Money, waived: Money, vouchered: Money, sponsored: Money, paid: Money,
            reverses: Number? = nil
        ) {
            self.kind = kind
            self.programme = programme
            self.title = title
            self.seller = seller
            self.price = price
            self.waived = waived
            self.vouchered = vouchered
            self.sponsored = sponsored
            self.paid = paid
            self.reverses = reverses
        }
    }
}
