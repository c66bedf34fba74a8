/// What the tables and columns of reports mean, for those who read them without the documentation.
enum ReportDictionary {
    /// A table or a column, and what it means.
    struct Entry: Sendable, Equatable {
        let name: String
        let meaning: String
    }

    /// The entries of the tables that a report has, in their order; then those of all.
    static func entries(_ tables: [ReportTable]) -> [Entry] {
        tables.compactMap { table in
            meaning(table.id).map { Entry(name: table.id, meaning: $0) }
        } + common
    }

    private static let common = [
        Entry(
            name: "certificates",
            meaning:
                "Certificates first issued in these days (UTC) and not revoked when the report "
                + "was made. A correction counts instead of the corrected one, on the day of the "
                + "first issue. A learner with two certificates counts twice."),
        Entry(
            name: "share",
            meaning: "Tenths of a per cent of all certificates of the report, or of the "
                + "number in the same row, rounded once, a half to the even neighbour."),
        Entry(
            name: "hidden",
            meaning: "Fewer than five, or a number by which such a number could be known. A table "
                + "may be withheld as a whole."),
    ]

    private static func meaning(_ table: String) -> String? {
        switch table {
        case ReportTableName.affordability:
            "Certificates for which the learner paid nothing: free of charge, or settled by waivers, "
                + "vouchers and sponsors alone."
        case ReportTableName.groups:
            "Groups that the training body named for the learner. A learner may be in several or "
                + "none; who is in none may not have been asked."
        case ReportTableName.trend:
            "Certificates by month of issue, and how many of them were issued to women and to learners "
                + "in least developed countries."
        default: ReportTopic(rawValue: table).map(meaning)
        }
    }

    private static func meaning(_ topic: ReportTopic) -> String {
        switch topic {
        case .programme: "The programme that was completed."
        case .organisation: "The organisation that issued the certificate."
        case .month: "The month of the first issue, in UTC."
        case .language: "The language in which the learner reads, where the training body named it."
        case .delivery: "How the programme was taken."
        case .ageBand: "The learner's age when the cohort was submitted, where it was given."
        case .region:
            "The region of the learner's country on the day of issue (United Nations, M49)."
        case .income:
            "The income group of the learner's country on the day of issue (World Bank, by fiscal year)."
        case .leastDeveloped:
            "Whether the learner's country was one of the least developed on the day of issue (United "
                + "Nations). A graduation that nobody has confirmed does not count."
        case .smallIsland:
            "Whether the learner's country is a small island developing state (United Nations)."
        case .landlocked:
            "Whether the learner's country is a landlocked developing country (United Nations)."
        case .payer:
            "Who settled the price: free if it is zero or there is none; paid if a payment settled any "
                + "part of it; otherwise waivers, vouchers, sponsors, or several of them."
        case .band: "The price as a part of the list price, whatever rule led to it."
        }
    }
}
