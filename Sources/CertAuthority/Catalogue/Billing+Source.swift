public import LinkedData

extension Organisation.Billing {
    fileprivate static let keys = ["legal-name", "address", "tax-number", "tax"]
    fileprivate static let taxKeys = ["label", "share"]

    /// The seller as JSON, with the keys of `organisations.yaml`.
    public var json: JSON {
        var object: JSON = ["legal-name": .string(legalName)]
        if !address.isEmpty { object.set("address", .array(address.map { .string($0) })) }
        object.set("tax-number", taxNumber.map { .string($0) })
        object.set(
            "tax", tax.map { ["label": .string($0.label), "share": .string($0.share.percent)] })
        return object
    }
}

extension BasisPoints {
    /// The share as `fees.yaml` and `organisations.yaml` have it, such as `12.5%`.
    package var percent: String { description.replacing(" ", with: "") }
}

extension CatalogueReader {
    /// What stands on invoices and receipts; all of it may be left out.
    mutating func billing(in fields: SourceReader.Fields) -> Organisation.Billing? {
        guard let node = fields["billing"],
            let inner = source.fields(
                node, path: fields.path("billing"), keys: Organisation.Billing.keys)
        else { return nil }
        let name = source.text("legal-name", in: inner)
        let address = source.elements("address", in: inner).compactMap {
            source.text($0.node, path: $0.path)
        }
        let number = inner["tax-number"].flatMap { source.text($0, path: inner.path("tax-number")) }
        var tax: Organisation.Billing.Tax?
        if let node = inner["tax"],
            let parts = source.fields(
                node, path: inner.path("tax"), keys: Organisation.Billing.taxKeys)
        {
            let label = source.text("label", in: parts)
            let share = parts["share"].flatMap {
                source.value(
                    $0, path: parts.path("share"), expected: "a share in per cent",
                    remedy: "write one such as 19%"
                ) { BasisPoints(percent: $0) }
            }
            if parts["share"] == nil {
                source.report(
                    "the share is missing", remedy: "write one such as 19%", at: node.line,
                    field: parts.path("share"))
            }
            if let label, let share { tax = .init(label: label, share: share) }
        }
        return name.map {
            Organisation.Billing(legalName: $0, address: address, taxNumber: number, tax: tax)
        }
    }
}
