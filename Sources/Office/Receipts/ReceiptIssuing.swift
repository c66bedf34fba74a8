public import CertAuthority
import Credentials

/// Issues invoices, receipts and credit notes for orders.
public struct ReceiptIssuing<Store: OfficeRecord>: Sendable {
    /// What was issued for an order.
    public struct Issued: Sendable {
        /// It.
        public let receipt: Receipt
        /// False where it had been issued before.
        public let isNew: Bool
    }

    private let open: OpenInstallation<Store>

    /// Of an installation.
    public init(_ open: OpenInstallation<Store>) { self.open = open }

    /// Issues what the order's state asks for: an invoice where something is to be paid, a receipt
    /// where it is settled, a credit note where it was cancelled after one of these.
    ///
    /// - Throws: ``OfficeRefusal``; ``StoreError``.
    public func issue(
        _ order: OrderReference, _ authorship: Authorship
    ) async throws -> Issued {
        let catalogue = open.contents.catalogue
        let (receipt, isNew) = try await open.store.issueReceipt(order, authorship) {
            try Self.content($0, after: $1, catalogue)
        }
        return Issued(receipt: receipt, isNew: isNew)
    }

    /// Issues receipts for all settled orders with a price that have none.
    ///
    /// - Throws: as ``issue(_:_:)``.
    public func issueSettled(_ authorship: Authorship) async throws -> [Receipt] {
        var filter = OrderFilter()
        filter.state = .settled
        let orders = try await open.store.orders(filter)
        let have = Set(
            try await open.store.receipts(organisation: nil, order: nil)
                .filter { $0.content.kind == .receipt }.map(\.order))
        var issued: [Receipt] = []
        for record in orders
        where !have.contains(record.order.reference) && record.account.quote?.amount.isZero == false
        {
            let found = try await issue(record.order.reference, authorship)
            if found.isNew { issued.append(found.receipt) }
        }
        return issued
    }

    private static func content(
        _ record: OrderRecord, after before: [Receipt], _ catalogue: Catalogue
    ) throws -> Receipt.Content {
        let reference = record.order.reference
        guard let price = record.account.quote?.amount else {
            throw OfficeRefusal(.conflict, "order \(reference) has no price yet")
        }
        let isOver = [.cancelled, .refunded].contains(record.account.state)
        if isOver {
            guard let last = before.last(where: { $0.content.kind != .creditNote }) else {
                throw OfficeRefusal(
                    .conflict,
                    "order \(reference) is cancelled, and nothing was issued for it that a credit "
                        + "note could take back")
            }
            return last.content.reversed(by: last.number)
        }
        guard !price.isZero else {
            throw OfficeRefusal(.conflict, "order \(reference) is free; there is nothing to bill")
        }
        guard let programme = catalogue.programme(record.order.programme),
            let organisation = catalogue.organisation(record.order.organisation)
        else {
            throw OfficeRefusal(
                .notFound, "the catalogue has no programme \(record.order.programme) any more")
        }
        var (waived, vouchered, sponsored) = (Int64(0), Int64(0), Int64(0))
        for entry in record.entries {
            switch entry.event {
            case .waived(let money, _): waived += money.minorUnits
            case .vouchered(let money, _): vouchered += money.minorUnits
            case .sponsored(let money, _, _): sponsored += money.minorUnits
            case .quoted, .paid, .refunded, .cancelled: break
            }
        }
        func money(_ units: Int64) -> Money { Money(minorUnits: units, price.currency) }
        let left = price.minorUnits - waived - vouchered - sponsored
        return Receipt.Content(
            kind: record.account.state == .settled ? .receipt : .invoice,
            programme: programme.slug, title: programme.title,
            seller: organisation.billing ?? .init(legalName: organisation.name.english),
            price: price, waived: money(waived), vouchered: money(vouchered),
            sponsored: money(sponsored),
            // What was paid beyond the price is credit, and no part of it.
            paid: money(min(record.account.paid, max(0, left))))
    }
}

extension Receipt.Content {
    /// The credit note that takes it back.
    fileprivate func reversed(by number: Receipt.Number) -> Receipt.Content {
        Receipt.Content(
            kind: .creditNote, programme: programme, title: title, seller: seller, price: price,
            waived: waived, vouchered: vouchered, sponsored: sponsored, paid: paid,
            reverses: number)
    }
}
