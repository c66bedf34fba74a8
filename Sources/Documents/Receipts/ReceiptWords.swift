import CertAuthority
import Credentials

/// What a receipt says, in one language.
struct ReceiptWords {
    /// A line of the table.
    struct Line {
        let label: String
        let value: String
        /// Whether it is what the others come to.
        var isSum = false
        /// Whether it explains the line above.
        var isRemark = false
    }

    let title: String
    let seller: [String]
    /// Number, date, order and the like, with their names.
    let facts: [(name: String, value: String)]
    /// Whom it is for, with a heading; empty for nobody.
    let recipient: [String]
    let subject: String
    let lines: [Line]
    let remarks: [String]

    init(_ receipt: Receipt, recipient: [String], _ wording: Wording) {
        let content = receipt.content
        let heading: Phrase =
            switch content.kind {
            case .invoice: .receiptInvoice
            case .receipt: .receiptReceipt
            case .creditNote: .receiptCreditNote
            }
        title = wording[heading]
        seller =
            [content.seller.legalName] + content.seller.address
            + (content.seller.taxNumber.map { ["\(wording[.receiptTaxNumber]): \($0)"] } ?? [])
        facts = [
            (wording[.factsNumber], receipt.number.description),
            (
                wording[.factsIssued],
                CivilDate(receipt.issued.dateText).map { wording.language.text($0) }
                    ?? receipt.issued.dateText
            ),
            (wording[.receiptOrder], receipt.order.description),
        ]
        self.recipient = recipient.isEmpty ? [] : [wording[.receiptFor]] + recipient
        subject = wording.text(
            .receiptCertificate,
            ["programme": content.title.best(for: [wording.language.tag]).text])
        lines = Self.lines(content, wording)
        remarks =
            (content.reverses.map { [wording.text(.receiptReverses, ["number": $0.description])] }
                ?? [])
            + (content.kind == .invoice ? [wording[.receiptQuote]] : [])
    }

    private static func lines(_ content: Receipt.Content, _ wording: Wording) -> [Line] {
        func money(_ money: Money, isTaken: Bool = false) -> String {
            "\(isTaken ? "- " : "")\(money)"
        }
        var lines = [Line(label: wording[.receiptPrice], value: money(content.price))]
        for (phrase, amount) in [
            (Phrase.receiptWaived, content.waived), (.receiptVoucher, content.vouchered),
            (.receiptSponsor, content.sponsored),
        ] where !amount.isZero {
            lines.append(Line(label: wording[phrase], value: money(amount, isTaken: true)))
        }
        let sum = content.kind == .creditNote ? Phrase.receiptCredited : .receiptAmount
        lines.append(Line(label: wording[sum], value: money(content.amount), isSum: true))
        if let tax = content.tax, let rule = content.seller.tax {
            lines.append(
                Line(
                    label: wording.text(
                        .receiptTax, ["tax": rule.label, "share": rule.share.description]),
                    value: money(tax), isRemark: true))
        }
        switch content.kind {
        case .creditNote: break
        case .receipt:
            lines.append(Line(label: wording[.receiptPaid], value: money(content.paid)))
        case .invoice:
            if !content.paid.isZero {
                lines.append(
                    Line(label: wording[.receiptPaid], value: money(content.paid, isTaken: true)))
            }
            lines.append(Line(label: wording[.receiptDue], value: money(content.due), isSum: true))
        }
        return lines
    }

    /// All texts, for the letters that they need.
    var all: [String] {
        [title, subject] + seller + facts.flatMap { [$0.name, $0.value] } + recipient
            + lines.flatMap { [$0.label, $0.value] } + remarks
    }
}
