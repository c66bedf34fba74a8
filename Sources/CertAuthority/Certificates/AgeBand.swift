/// How old a learner was, as coarsely as reports of reach need it. It is given freely, kept by the
/// office alone and only ever counted: it is in no credential and on no page.
///
/// The bounds let both youths be added up that are spoken of: that of the United Nations (15 to 24)
/// and that of ``LearnerGroup/youth`` (up to 30); older persons are those of 60 and more.
public enum AgeBand: String, CaseIterable, Sendable {
    /// Younger than 15.
    case under15 = "under-15"
    /// 15 to 24.
    case from15 = "15-24"
    /// 25 to 30.
    case from25 = "25-30"
    /// 31 to 44.
    case from31 = "31-44"
    /// 45 to 59.
    case from45 = "45-59"
    /// 60 and more.
    case from60 = "60-plus"
}
