internal import LinkedData

/// A group of learners that fees and statistics know.
public enum LearnerGroup: String, CaseIterable, Sendable, Comparable {
    /// Women.
    case woman
    /// People up to 30 years of age.
    case youth
    /// Persons with disabilities.
    case personWithDisability = "person-with-disability"
    /// Teachers and trainers in technical and vocational education and training.
    case tvetTeacher = "tvet-teacher"

    /// The group of exactly that name.
    ///
    /// - Throws: `FeeError.unknownGroup`, whose description lists the known ones.
    public init(named name: String) throws(FeeError) {
        guard let group = Self.allCases.first(where: { $0.rawValue.isExactly(name) }) else {
            throw .unknownGroup(name)
        }
        self = group
    }

    /// Orders by name.
    public static func < (left: LearnerGroup, right: LearnerGroup) -> Bool {
        left.rawValue < right.rawValue
    }
}
