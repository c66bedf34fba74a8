package import Credentials

/// A bound on what a sponsor's pool gives: by country, programme or learner, or altogether; for
/// good or for each month or year.
///
/// Written `DIMENSION[:VALUE][/PERIOD]=AMOUNT`, with a value for a country or programme only: `country:KE=500.00` bounds what goes to Kenya,
/// `country=500.00` what goes to each country, `learner/year=40.00` what each learner has in a year,
/// `all/month=1000.00` what the pool gives in a month.
public struct SponsorCap: Sendable, Hashable {
    /// What an amount is counted by.
    public enum Dimension: String, Sendable, CaseIterable {
        case all
        case country
        case programme
        case learner
    }

    /// How long it is counted together, by the calendar of UTC.
    public enum Period: String, Sendable, CaseIterable {
        case ever
        case month
        case year
    }

    /// What is counted by.
    public let dimension: Dimension
    /// The one country or programme that is bounded, or nil for each value by itself.
    public let value: String?
    /// How long.
    public let period: Period
    /// The most that is reserved and not given back, in minor units of the pool's currency.
    public let limit: Int64

    package init(dimension: Dimension, value: String?, period: Period, limit: Int64) {
        self.dimension = dimension
        self.value = value
        self.period = period
        self.limit = limit
    }

    /// Reads a cap as it is written.
    ///
    /// - Throws: ``SponsorCapFault``.
    public init(_ text: String, currency: Currency) throws(SponsorCapFault) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2 else { throw SponsorCapFault(text, "it has no single =") }
        let places = sides[0].split(separator: "/", omittingEmptySubsequences: false)
        guard places.count <= 2 else { throw SponsorCapFault(text, "it has more than one /") }
        let names = places[0].split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let dimension = Dimension.allCases.first(where: { names[0] == $0.rawValue }) else {
            throw SponsorCapFault(text, "there is no \"\(names[0])\"")
        }
        let named = places.count == 2 ? String(places[1]) : Period.ever.rawValue
        guard let period = Period.allCases.first(where: { named == $0.rawValue }) else {
            throw SponsorCapFault(text, "there is no period \"\(named)\"")
        }
        let value = names.count == 2 ? String(names[1]) : nil
        guard Self.isSound(value, in: dimension) else {
            throw SponsorCapFault(text, "\"\(value ?? "")\" is no \(dimension.rawValue)")
        }
        do throws(MoneyError) {
            let money = try Money(decimal: String(sides[1]), currency)
            guard money.minorUnits > 0 else { throw MoneyError.malformed(String(sides[1])) }
            limit = money.minorUnits
        } catch {
            throw SponsorCapFault(text, error.description)
        }
        self.dimension = dimension
        self.value = value
        self.period = period
    }

    private static func isSound(_ value: String?, in dimension: Dimension) -> Bool {
        guard let value else { return true }
        return switch dimension {
        // A learner that was named would stand in statements.
        case .all, .learner: false
        case .country: value.utf8.count == 2 && value.utf8.allSatisfy(ASCII.isCapital)
        case .programme: Slug(value) != nil
        }
    }

    /// What a reservation counts towards, such as `KE 2026-06`; nil where this cap is not about it.
    package func bucket(value found: String, at instant: Timestamp) -> String? {
        if let value, !value.utf8.elementsEqual(found.utf8) { return nil }
        let day = instant.dateText
        return switch period {
        case .ever: found
        case .month: "\(found) \(day.dropLast(3))"
        case .year: "\(found) \(day.dropLast(6))"
        }
    }

    /// The cap as it is written.
    public func text(_ currency: Currency) -> String {
        let name = value.map { "\(dimension.rawValue):\($0)" } ?? dimension.rawValue
        let each = period == .ever ? name : "\(name)/\(period.rawValue)"
        return "\(each)=\(Money(minorUnits: limit, currency).decimal)"
    }
}

/// Why some text is not a cap.
public struct SponsorCapFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to write.
    public let description: String

    init(_ text: String, _ reason: String) {
        description =
            "\"\(text)\" is not a cap: \(reason); write such as country:KE=500.00, "
            + "learner/year=40.00 or all/month=1000.00"
    }
}
