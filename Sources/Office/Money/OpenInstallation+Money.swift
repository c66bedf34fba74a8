public import CertAuthority
public import Credentials

extension OpenInstallation {
    /// Makes sure that vouchers can be made for programmes.
    ///
    /// - Parameter organisation: Whose certificates alone they are for, or nil.
    /// - Throws: ``OfficeRefusal``: `notFound` where the catalogue lacks one of them, `invalid` where a
    ///   programme is free.
    public func requireVouchers(
        for programmes: [Slug], of organisation: Slug?
    ) throws(OfficeRefusal) {
        for slug in programmes where try programme(slug).level != .advanced {
            throw OfficeRefusal(.invalid, "\(slug) is free; no voucher is needed for it")
        }
        if let organisation { _ = try self.organisation(organisation) }
    }
}

extension SponsorPool {
    /// A pool in the words of the person who opens it.
    ///
    /// - Parameters:
    ///   - currency: The currency's code.
    ///   - caps: Bounds such as `country:KE=5000.00`.
    /// - Throws: ``OfficeRefusal`` (`invalid`) where the tables have no such currency or country;
    ///   `SponsorCapFault`; `MoneyError`.
    public init(
        _ id: Slug, sponsor: String, currency code: String, caps: [String],
        _ reference: ReferenceData, created: Timestamp
    ) throws {
        guard let currency = reference.currency(code) else {
            throw OfficeRefusal(.invalid, "there is no currency \(code)")
        }
        let caps = try caps.map { text in try SponsorCap(text, currency: currency) }
        for country in caps.filter({ $0.dimension == .country }).compactMap(\.value)
        where reference.country(country) == nil {
            throw OfficeRefusal(.invalid, "there is no country \(country)")
        }
        self.init(id: id, sponsor: sponsor, currency: currency, caps: caps, created: created)
    }
}
