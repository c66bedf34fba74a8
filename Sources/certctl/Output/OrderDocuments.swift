import CertAuthority
import Credentials
import LinkedData

/// Orders, pools, vouchers and payments as JSON and as lines. Only an order that is shown by itself
/// names the learner, by reference; none tells a country or groups.
extension OrderRecord {
    /// The order with its entries, and the learner's reference for the office.
    var document: JSON {
        var document = summary.objectValue ?? JSONObject()
        document["learner"] = .string(order.rowKey.learner)
        document["entries"] = .array(entries.map(\.document))
        document["waiversAskedFor"] = .array(waivers.map(\.document))
        return .object(document)
    }

    /// What a list shows of it.
    var summary: JSON {
        var document = JSONObject()
        document["order"] = .string("\(order.reference)")
        document["programme"] = .string(order.programme.text)
        document["organisation"] = .string(order.organisation.text)
        document["opened"] = .string("\(order.opened)")
        document["state"] = .string(account.state.rawValue)
        document["quote"] = account.quote.map { .string($0.id) }
        document["price"] = account.quote?.amount.json
        document["outstanding"] = account.outstanding?.json
        document["credit"] = account.credit?.json
        return .object(document)
    }

    /// The order in lines for people.
    var lines: [String] {
        var lines = [
            "\(order.reference)  \(account.state.rawValue)  \(order.programme)  "
                + "\(order.organisation)  learner \(order.rowKey.learner)  opened \(order.opened)"
        ]
        if let quote = account.quote {
            lines.append("price \(quote.amount) by quote \(quote.id)")
        }
        if let outstanding = account.outstanding, !outstanding.isZero {
            lines.append("outstanding \(outstanding)")
        }
        if let credit = account.credit, !credit.isZero {
            lines.append("credit \(credit), owed to the payer")
        }
        lines += entries.map { "\($0.at)  \($0.actor)  \($0.words)" }
        lines += waivers.map { waiver in
            let amount = waiver.amount.map { "\($0)" } ?? "all that is outstanding"
            return "waiver \(waiver.number) of \(amount) asked for by \(waiver.requester): "
                + waiver.reason
        }
        return lines
    }
}

extension OrderEntry {
    fileprivate var words: String {
        switch event {
        case .quoted(let quote): "priced \(quote.amount) by quote \(quote.id)"
        case .paid(let money, let payment): "paid \(money) by payment \(payment)"
        case .waived(let money, let request): "waived \(money) by waiver \(request)"
        case .vouchered(let money, let voucher): "\(money) by voucher \(voucher)"
        case .sponsored(let money, let pool, _): "\(money) by sponsor \(pool)"
        case .refunded(let money, let note): "refunded \(money): \(note)"
        case .cancelled(let reason): "cancelled: \(reason)"
        }
    }

    fileprivate var document: JSON {
        let (kind, money, detail): (JSON, Money?, JSON) =
            switch event {
            case .quoted(let quote): ("quoted", quote.amount, .string(quote.id))
            case .paid(let money, let payment): ("paid", money, .number(Double(payment)))
            case .waived(let money, let request): ("waived", money, .number(Double(request)))
            case .vouchered(let money, let voucher): ("vouchered", money, .string(voucher))
            case .sponsored(let money, let pool, _): ("sponsored", money, .string(pool.text))
            case .refunded(let money, let note): ("refunded", money, .string(note))
            case .cancelled(let reason): ("cancelled", nil, .string(reason))
            }
        return [
            "at": .string("\(at)"), "actor": .string(actor), "kind": kind,
            "amount": money?.json ?? .null, "detail": detail,
        ]
    }
}

extension WaiverRequest {
    /// The request as a JSON object.
    var document: JSON {
        [
            "waiver": .number(Double(number)), "order": .string("\(order)"),
            "amount": amount?.json ?? .null, "reason": .string(reason),
            "requester": .string(requester), "at": .string("\(at)"),
        ]
    }
}

extension SponsorPoolRecord {
    /// The pool as a JSON object.
    var document: JSON {
        [
            "pool": .string(pool.id.text), "sponsor": .string(pool.sponsor),
            "given": amount(.funding).json, "available": amount(.available).json,
            "reserved": amount(.reserved).json, "spent": amount(.spent).json,
            "caps": .array(pool.caps.map { .string($0.text(pool.currency)) }),
        ]
    }
}

extension LedgerTransfer {
    /// The transfer as a JSON object.
    var document: JSON {
        [
            "sequence": .number(Double(sequence)), "at": .string("\(at)"),
            "actor": .string(actor), "kind": .string(kind.rawValue), "amount": amount.json,
            "debit": .string(kind.debit.rawValue), "credit": .string(kind.credit.rawValue),
            "order": order.map { .string("\($0)") } ?? .null,
            "note": note.map { .string($0) } ?? .null,
        ]
    }
}

extension VoucherReport {
    /// The report as a JSON object.
    var document: JSON {
        [
            "batch": .string(batch.id), "created": .string("\(batch.created)"),
            "programmes": .array(batch.terms.programmes.map { .string($0.text) }),
            "organisation": batch.terms.organisation.map { .string($0.text) } ?? .null,
            "value": .string(batch.terms.valueText),
            "usesEach": .number(Double(batch.terms.uses)),
            "expires": .string("\(batch.terms.expires)"),
            "note": batch.note.map { .string($0) } ?? .null, "size": .number(Double(size)),
            "revoked": .number(Double(revoked)), "redemptions": .number(Double(redemptions)),
            "settled": .array(settled.map(\.json)),
        ]
    }
}

extension VoucherTerms {
    /// What a voucher takes off, such as `100 %` or `USD 20.00`.
    var valueText: String {
        switch value {
        case .share(let share): "\(share)"
        case .amount(let money): "\(money)"
        }
    }
}

extension PaymentRecord {
    /// The payment as a JSON object.
    var document: JSON {
        var document = JSONObject()
        document["payment"] = .number(Double(number))
        document["provider"] = .string(provider.text)
        document["id"] = .string(id)
        document["amount"] = amount.json
        document["paid"] = .string("\(paid)")
        document["line"] = line.map { .number(Double($0)) }
        switch destination {
        case .order(let reference): document["order"] = .string("\(reference)")
        case .aside(let reason): document["aside"] = .string(reason)
        }
        return .object(document)
    }
}
