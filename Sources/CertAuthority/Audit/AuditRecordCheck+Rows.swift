import Credentials
import LinkedData

/// What else the record has to say, of each by itself.
extension AuditRecordCheck {
    /// A quote is kept as it was made; whom it was for is removed in time, and the audit never said.
    func takeQuote(_ entry: AuditEntry, _ findings: inout AuditFindings) throws {
        guard let quote = try rows.quote(entry.subject) else {
            return findings.add(
                .record, entry.sequence,
                "quote \(entry.subject) (entry \(entry.sequence)) is gone from the record")
        }
        let amount = entry.details["amount"]
        let told = [
            amount?["minorUnits"], amount?["currency"], entry.details["programme"],
            entry.details["heldUntil"],
        ].map { $0?.stringValue ?? "" }
        let kept = [
            String(quote.minorUnits), quote.currency, quote.programme, quote.heldUntil,
        ]
        guard !zip(told, kept).allSatisfy({ $0.isExactly($1) }) else { return }
        findings.add(
            .record, entry.sequence,
            "quote \(entry.subject) differs from entry \(entry.sequence)")
    }

    func checkDocumentCertificates(_ findings: inout AuditFindings) throws {
        let kept = try rows.documentCertificates()
        for fingerprint in kept.subtracting(documentCertificates).sorted() {
            findings.add(
                .record, nil, "the document certificate \(fingerprint) was added by no entry")
        }
        for fingerprint in documentCertificates.subtracting(kept).sorted() {
            findings.add(
                .record, nil,
                "the document certificate \(fingerprint), which is in the audit, is missing")
        }
    }

    func checkCatalogue(_ findings: inout AuditFindings) throws {
        let kept = try rows.catalogue()
        let told = catalogue ?? JSONObject()
        if JSON.object(kept).canonicalBytes() != JSON.object(told).canonicalBytes() {
            findings.add(
                .record, nil, "the catalogue in force is not the one that was last applied")
        }
    }

    /// Certificates are counted from 1 without a gap, and none is ever taken out.
    func checkCounting(_ findings: inout AuditFindings) throws {
        guard let (count, first, last) = try rows.counting(), first != 1 || last != count else {
            return
        }
        findings.add(
            .record, nil,
            "\(Count(Int(count), "certificate")) counted from \(first) to \(last): the order of issue "
                + "was changed, or certificates are gone")
    }

    /// A restoring carries over certificates that were issued since and not their orders.
    func checkSettlement(_ findings: inout AuditFindings) throws {
        try rows.forEachUnsettled(areOrdersWhole: !corrections.wereRestored) { number in
            findings.add(
                .record, nil,
                "what settled the fee of certificate \(number) is neither what its batch says nor "
                    + "the order of its row")
        }
    }

    /// Recomputes the chain and holds the record against it.
    ///
    /// - Parameter heads: Digests of heads that were noted before, which must still be there.
    package static func report(on rows: Rows, heads: [String]) throws -> AuditReport {
        var chain = AuditChainCheck(heads: heads)
        var record = AuditRecordCheck(rows)
        var findings = AuditFindings()
        var newest: Timestamp?
        try rows.forEachEntry(from: .min) { entry, isAsWritten in
            let faults = chain.take(entry)
            findings.add(faults)
            if !isAsWritten, !faults.contains(where: { $0.kind == .changed }) {
                findings.add(
                    .changed, entry.sequence, "entry \(entry.sequence) is not written as it was")
            }
            newest = max(newest ?? entry.at, entry.at)
            try record.take(entry, &findings)
        }
        findings.add(chain.finish())
        try record.finish(&findings)
        return AuditReport(
            head: chain.head, newest: newest, findings: findings.kept, count: findings.count,
            unbound: findings.unbound)
    }
}
