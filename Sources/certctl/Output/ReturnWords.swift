import CertAuthority
import Credentials
import LinkedData

/// Refunds and chargebacks as JSON and as lines.
extension ReturnRecord {
    /// The return in a line, with what it waits for and what to do.
    var text: String {
        let told = kept.told
        let place = told.line.map { "line \($0): " } ?? ""
        return "\(place)\(told.kind.rawValue) \(kept.number), \(told.amount): \(standing)"
    }

    /// Where it stands, in words.
    var standing: String {
        switch kept.end {
        case .applied(let reference): "a refund of \(reference)"
        case .closed(let reason): "closed: \(reason)"
        case nil: wait.map { "waits: \(words($0))" } ?? "waits for the next import"
        }
    }

    private func words(_ wait: Wait) -> String {
        let close = "certctl payments close-return \(kept.number) --reason TEXT"
        switch wait {
        case .unknownPayment:
            return "no recorded payment of \(kept.told.provider) has \"\(kept.told.payment)\"; "
                + "import the export with that payment"
        case .unassigned:
            let number = payment.map { "\($0.number)" } ?? "PAYMENT"
            return
                "payment \(number) is unassigned; certctl payments assign \(number) --order ORDER"
        case .exceedsPayment(let left):
            return
                "more than the \(left) left of its payment; if it was recorded otherwise, \(close)"
        case .order(let reference, let error, let certificate):
            let begin = "\(reference) \(error.fact)"
            guard let certificate else {
                return
                    "\(begin); certctl orders cancel \(reference), or, if the refund was recorded "
                    + "by hand, \(close)"
            }
            return "\(begin), and the certificate \(certificate) stays valid; nothing was changed. "
                + "If it is not to stand: certctl revoke \(certificate), then certctl orders cancel "
                + "\(reference). If the refund was recorded by hand: \(close)"
        }
    }

    /// The return as a JSON object.
    var document: JSON {
        let told = kept.told
        var document = JSONObject()
        document["return"] = .number(Double(kept.number))
        document["kind"] = .string(told.kind.rawValue)
        document["provider"] = .string(told.provider.text)
        document["id"] = .string(told.id)
        document["amount"] = told.amount.json
        document["at"] = .string("\(told.at)")
        document["line"] = told.line.map { .number(Double($0)) }
        document["paymentReference"] = .string(told.payment)
        document["payment"] = payment.map { .number(Double($0.number)) }
        switch kept.end {
        case .applied(let reference):
            document["state"] = "applied"
            document["order"] = .string("\(reference)")
        case .closed(let reason):
            document["state"] = "closed"
            document["reason"] = .string(reason)
        case nil:
            document["state"] = "waiting"
            document["waitsFor"] = .string(wait.map(words) ?? "the next import")
            if case .order(let reference, _, let certificate) = wait {
                document["order"] = .string("\(reference)")
                document["certificate"] = certificate.map { .string($0) }
            }
        }
        return .object(document)
    }
}

extension OrderError {
    /// What is in the way of a refund, without a remedy.
    fileprivate var fact: String {
        if case .exceedsCredit(_, let credit) = self {
            "is settled by its payment and has a credit of \(credit)"
        } else {
            description
        }
    }
}
