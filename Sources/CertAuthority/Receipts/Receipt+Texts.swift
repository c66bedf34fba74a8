import Credentials
package import LinkedData

extension Receipt.Content {
    /// The texts as the store keeps them, beside the amounts.
    package var texts: JSON { ["title": title.json, "seller": seller.json] }

    /// Reads the texts back; nil where they are not as they were written.
    package static func texts(
        _ json: JSON
    ) -> (title: LocalizedText, seller: Organisation.Billing)? {
        var titles: [LanguageTag: String] = [:]
        for member in json["title"]?.objectValue?.members ?? [] {
            guard let tag = LanguageTag(member.name), let text = member.value.stringValue else {
                return nil
            }
            titles[tag] = text
        }
        guard let title = LocalizedText(titles), let seller = json["seller"],
            let name = seller["legal-name"]?.stringValue
        else { return nil }
        var tax: Organisation.Billing.Tax?
        if let given = seller["tax"] {
            guard let label = given["label"]?.stringValue,
                let share = given["share"]?.stringValue.flatMap({ BasisPoints(percent: $0) })
            else { return nil }
            tax = .init(label: label, share: share)
        }
        return (
            title,
            Organisation.Billing(
                legalName: name,
                address: seller["address"]?.arrayValue?.compactMap(\.stringValue) ?? [],
                taxNumber: seller["tax-number"]?.stringValue, tax: tax)
        )
    }
}
