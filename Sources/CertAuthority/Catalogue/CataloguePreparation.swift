internal import LinkedData

/// Files that are to be put in force, checked against what is in force and what ever was.
///
/// All ways of changing the catalogue lead through here, so that none can put a schedule in force
/// that has a hole, take a dated record away, or give two schedules one version.
public struct CataloguePreparation: Sendable {
    /// The files, the reference tables with the lines that are in force already.
    public let files: CatalogueFiles
    /// What they say.
    public let contents: CatalogueContents
    /// The proof that every learner has one price.
    public let check: FeeCheck
    /// The lines that the reference tables gain.
    public let added: [String]
    /// How many records in force are not among those given; they stay.
    public let kept: Int

    /// How far ahead a schedule is checked.
    public static let horizon = 10

    /// Checks files before they are put in force. Pure.
    ///
    /// - Parameters:
    ///   - files: What is to be in force.
    ///   - stored: What is.
    ///   - history: Every `fees.yaml` that ever was in force.
    ///   - day: From when on the schedule is checked, for ``horizon`` years.
    ///   - pictures: Examines the logos and badge images that are used.
    /// - Throws: Every fault in all files, every new picture that cannot be drawn, and every hole,
    ///   overlap and tie.
    public init(
        _ files: CatalogueFiles, over stored: StoredCatalogue, history: [CatalogueFileVersion],
        on day: CivilDate, pictures: some PictureExamination
    ) throws(SourceFaults) {
        var files = files
        let groups = try ReferenceLog.adding(
            files.countryGroups,
            to: Self.file(.countryGroups, in: stored, as: files.countryGroups.path))
        var added = groups.added
        var kept = groups.kept
        let originals = (groups: files.countryGroups, lists: files.lists)
        files.countryGroups = groups.file
        var lists: ReferenceLog.Addition?
        let storedLists = Self.file(.lists, in: stored, as: files.lists?.path)
        if let given = files.lists {
            let addition = try ReferenceLog.adding(given, to: storedLists)
            added += addition.added
            kept += addition.kept
            lists = addition
            files.lists = addition.file
        } else {
            files.lists = storedLists
        }
        do throws(SourceFaults) {
            contents = try CatalogueLoader.parse(
                files, pictures: UnappliedPictures(examination: pictures, over: stored))
        } catch {
            let located = groups.located(error, in: originals.groups)
            throw originals.lists.flatMap { lists?.located(located, in: $0) } ?? located
        }
        try Self.requireNewVersion(contents.fees, files.fees, history)
        check = FeeCheck(
            contents.fees, catalogue: contents.catalogue, reference: contents.reference,
            days: Self.days(from: day))
        guard check.problems.isEmpty else {
            throw SourceFaults(check.problems.map { $0.fault(in: files.fees) })
        }
        self.files = files
        self.added = added
        self.kept = kept
    }

    /// The days for which a schedule is checked.
    public static func days(from day: CivilDate, years: Int = horizon) -> Range<CivilDate> {
        let end = CalendarDuration(years: max(years, 1)).flatMap { day.adding($0) }
        // Beyond the calendar's last year there is nothing to look at but the day itself.
        return day..<(end ?? day.adding(days: 1) ?? day)
    }

    private static func file(
        _ table: ReferenceLog.Table, in stored: StoredCatalogue, as path: String?
    ) -> SourceFile? {
        stored.files[table.rawValue].map { SourceFile(path: path ?? table.rawValue, bytes: $0) }
    }

    /// Quotes name the version of their schedule; it must not come to mean two.
    private static func requireNewVersion(
        _ fees: FeeSchedule, _ file: SourceFile, _ history: [CatalogueFileVersion]
    ) throws(SourceFaults) {
        let namesake = history.first { version in
            version.content != file.bytes
                && FeeSchedule.version(of: SourceFile(path: file.path, bytes: version.content))
                    .map(fees.version.isExactly) ?? false
        }
        guard namesake != nil else { return }
        throw SourceFaults([
            SourceFault(
                file: file.path, line: nil, field: "version", value: fees.version,
                reason: "another fees.yaml of this version has been in force",
                remedy: "give this one a version of its own")
        ])
    }
}

extension FeeCheck.Problem {
    /// The problem as a fault of the file that holds the rules.
    fileprivate func fault(in file: SourceFile) -> SourceFault {
        SourceFault(
            file: file.path, line: nil, field: "", reason: description,
            remedy: "\(do: .checkTiers(file: file.path)) shows all of them")
    }
}
