import CertAuthority
internal import Credentials

/// The latest day that has begun where a learner is.
struct CountryDays {
    private let now: Int64
    /// A day that has begun everywhere, so that most dates need no look-up.
    private let earliest: CivilDate?

    init(at instant: Timestamp) {
        now = instant.seconds
        earliest = CivilDate(unixTime: instant.seconds - 12 * 3600)
    }

    /// True where the day has begun in the easternmost part of the country, in summer time where
    /// there is one; in a country that is not known, where it has begun anywhere.
    func hasBegun(_ date: CivilDate, in country: String) -> Bool {
        if let earliest, date <= earliest { return true }
        return latest(in: country).map { date <= $0 } ?? false
    }

    /// The latest day that has begun there, or nil beyond the calendar.
    func latest(in country: String) -> CivilDate? {
        let minutes = Self.offsets[country] ?? Self.easternmost
        return CivilDate(unixTime: now + Int64(minutes) * 60)
    }

    /// Kiribati's Line Islands, UTC+14.
    static let easternmost = 840

    /// The largest offset from UTC in minutes that a clock in the country shows in the course of a
    /// year (IANA time zone database, release 2025b).
    static let offsets: [String: Int] = {
        var offsets: [String: Int] = [:]
        for (minutes, countries) in table {
            for country in countries.split(separator: " ") { offsets[String(country)] = minutes }
        }
        return offsets
    }()

    private static let table: [(Int, String)] = [
        (-660, "AS NU"), (-600, "CK"), (-540, "PF"), (-480, "PN"), (-360, "BZ CR GT HN NI SV"),
        (-300, "CO EC JM KY MX PA PE"),
        (
            -240,
            "AG AI AW BB BL BO BQ BS CU CW DM DO GD GP GY HT KN LC MF MQ MS PR SX TC TT US VC VE VG "
                + "VI"
        ), (-180, "AR BM CL FK GF PY SR UY"), (-150, "CA"), (-120, "BR GS PM"), (-60, "CV"),
        (0, "BF CI GH GL GM GN GW IS LR ML MR SH SL SN ST TG"),
        (60, "AO BJ CF CG CM DZ EH FO GA GB GG GQ IE IM JE MA NE NG PT TD TN"),
        (
            120,
            "AD AL AT BA BE BI BV BW CD CH CZ DE DK ES FR GI HR HU IT LI LS LU LY MC ME MK MT MW MZ "
                + "NA NL NO PL RS RW SD SE SI SJ SK SM SS SZ VA ZA ZM ZW"
        ),
        (
            180,
            "AX BG BH BY CY DJ EE EG ER ET FI GR IL IQ JO KE KM KW LB LT LV MD MG PS QA RO SA SO SY "
                + "TR TZ UA UG YE YT"
        ), (210, "IR"), (240, "AE AM AZ GE MU OM RE SC"), (270, "AF"),
        (300, "HM KZ MV PK TF TJ TM UZ"), (330, "IN LK"), (345, "NP"), (360, "BD BT IO KG"),
        (390, "CC MM"), (420, "CX KH LA TH VN"), (480, "BN CN HK MN MO MY PH SG TW"),
        (540, "ID JP KP KR PW TL"), (600, "GU MP"), (660, "AU FM NC PG SB VU"),
        (720, "FJ MH NF NR RU TV UM WF"), (780, "AQ TK TO WS"), (825, "NZ"), (840, "KI"),
    ]
}
