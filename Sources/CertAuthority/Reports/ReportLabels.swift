extension PayerKind {
    /// Whether the learner may have paid: whatever is not shown to have cost them nothing.
    var mayHavePaid: Bool { self == .paid || self == .elsewhere }

    /// For people.
    var label: String {
        switch self {
        case .free: "Free of charge"
        case .paid: "Paid, at least in part"
        case .waived: "Waived"
        case .voucher: "Voucher"
        case .sponsor: "Sponsor"
        case .mixed: "Several of waiver, voucher and sponsor"
        case .elsewhere: "Settled outside this record"
        }
    }
}

extension PriceBand {
    /// For people.
    var label: String {
        switch self {
        case .free: "Free"
        case .quarter: "Up to a quarter of the list price"
        case .half: "Up to half of it"
        case .reduced: "Less than all of it"
        case .full: "Full price"
        case .unknown: "List price not on record"
        }
    }
}

extension CountryClass.Income {
    /// For people.
    var label: String {
        switch self {
        case .low: "Low income"
        case .lowerMiddle: "Lower-middle income"
        case .upperMiddle: "Upper-middle income"
        case .high: "High income"
        case .none: "Not classified, or not known"
        }
    }
}

extension CountryClass.Region {
    /// For people.
    var label: String {
        switch self {
        case .africa: "Africa"
        case .americas: "Americas"
        case .asia: "Asia"
        case .europe: "Europe"
        case .oceania: "Oceania"
        case .none: "No region, or not known"
        }
    }
}

extension LearnerGroup {
    /// For people.
    var label: String {
        switch self {
        case .woman: "Women"
        case .youth: "Youth (up to 30 years)"
        case .personWithDisability: "Persons with disabilities"
        case .tvetTeacher: "Teachers in technical and vocational education"
        }
    }
}

extension AgeBand {
    /// For people.
    var label: String {
        switch self {
        case .under15: "Under 15 years"
        case .from15: "15 to 24"
        case .from25: "25 to 30"
        case .from31: "31 to 44"
        case .from45: "45 to 59"
        case .from60: "60 and over"
        }
    }
}

extension DeliveryMode {
    /// For people.
    var label: String {
        switch self {
        case .selfPaced: "Self-paced"
        case .webinar: "Webinar"
        case .workshop: "Workshop"
        case .hybrid: "Hybrid"
        }
    }
}
