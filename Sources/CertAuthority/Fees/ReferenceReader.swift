internal import LinkedData

extension ReferenceData {
    /// Reads the tables of `seeds/reference`.
    ///
    /// - Parameter lists: What was published when; may be missing.
    /// - Throws: every fault in all of them, with file, line and column.
    public init(
        countries: SourceFile, groups: SourceFile, currencies: SourceFile, lists: SourceFile? = nil
    ) throws(SourceFaults) {
        var reader = ReferenceReader()
        let currencyList = reader.currencies(currencies)
        let countryList = reader.countries(countries)
        let memberships = reader.memberships(groups)
        let vintages = lists.map { reader.vintages($0) } ?? []
        guard reader.faults.isEmpty else { throw SourceFaults(reader.faults) }
        self.init(
            countries: countryList, currencies: currencyList, cashSteps: reader.cashSteps,
            memberships: memberships, vintages: vintages)
    }
}

/// Reads the reference tables and collects every fault.
struct ReferenceReader {
    private(set) var faults: [SourceFault] = []
    /// By currency, where it is not 1.
    private(set) var cashSteps: [String: Int64] = [:]
    // Codes count as known when their record has some other fault, so that one fault is told once.
    private var currencyCodes: Set<ExactString> = []
    private var countryCodes: Set<ExactString> = []

    /// A record with its fields by column.
    private struct Row {
        let file: String
        let line: Int
        let columns: [String]
        let fields: [String]

        subscript(column: String) -> String {
            columns.firstIndex { $0.isExactly(column) }.map { fields[$0] } ?? ""
        }
    }

    // MARK: Tables

    mutating func currencies(_ file: SourceFile) -> [Currency] {
        let columns = ["code", "numeric", "name", "minor_digits", "cash_digits", "cash_step"]
        var currencies: [Currency] = []
        for row in rows(file, columns: columns) {
            let isNew = currencyCodes.insert(ExactString(row["code"])).inserted
            guard let digits = Int(row["minor_digits"]), (0...4).contains(digits) else {
                report(
                    row, "minor_digits", "not a number of digits", "write 0, 2, 3 or 4 (ISO 4217)")
                continue
            }
            guard let currency = Currency(code: row["code"], digits: digits) else {
                report(row, "code", "not a currency code", "write three capital letters")
                continue
            }
            let step = cashStep(row, currency)
            if once(row, "code", isNew), let step {
                currencies.append(currency)
                cashSteps[currency.code] = step == 1 ? nil : step
            }
        }
        return currencies
    }

    mutating func countries(_ file: SourceFile) -> [Country] {
        let languages = ["en", "fr", "es", "ru", "zh", "ar"]
        let columns =
            ["alpha2", "alpha3"] + languages.map { "name_\($0)" } + ["currency"]
        var countries: [Country] = []
        for row in rows(file, columns: columns) {
            let isNew = countryCodes.insert(ExactString(row["alpha2"])).inserted
            guard code(row, "alpha2", letters: 2), code(row, "alpha3", letters: 3) else { continue }
            var names: [LanguageTag: String] = [:]
            for language in languages where !row["name_\(language)"].isEmpty {
                if let tag = LanguageTag(language) { names[tag] = row["name_\(language)"] }
            }
            guard let name = LocalizedText(names) else {
                report(row, "name_en", "missing", "give the short name in English")
                continue
            }
            let currency = row["currency"]
            if !currency.isEmpty, !currencyCodes.contains(ExactString(currency)) {
                report(row, "currency", "no such currency", "add it to the currencies, or leave it")
                continue
            }
            if once(row, "alpha2", isNew) {
                countries.append(
                    Country(
                        alpha2: row["alpha2"], alpha3: row["alpha3"], name: name,
                        currency: currency.isEmpty ? nil : currency))
            }
        }
        return countries
    }

    /// The smallest amount in coins: `cash_step` units of the last of `cash_digits` decimals.
    private mutating func cashStep(_ row: Row, _ currency: Currency) -> Int64? {
        guard let digits = Int(row["cash_digits"]), (0...currency.digits).contains(digits) else {
            report(
                row, "cash_digits", "not a number of digits",
                "write 0 to \(currency.digits), as the coins have them (CLDR)")
            return nil
        }
        let zeros = repeatElement(Int64(10), count: currency.digits - digits).reduce(1, *)
        if row["cash_step"].isEmpty { return zeros }
        guard let step = Int64(row["cash_step"]), (1...1_000).contains(step) else {
            report(row, "cash_step", "not a step", "write 1 to 1000, or nothing")
            return nil
        }
        return step * zeros
    }

    /// The records in force. A later line about the same country, list, group and start stands for
    /// the earlier one, which stays in the file as what was known before.
    mutating func memberships(_ file: SourceFile) -> [ListMembership] {
        let columns = ["country", "list", "group", "from", "until", "until_status", "source"]
        var found: [(membership: ListMembership, line: Int)] = []
        var places: [RecordKey: Int] = [:]
        for row in rows(file, columns: columns) {
            guard let membership = membership(row) else { continue }
            let key = RecordKey(membership)
            guard let place = places[key] else {
                places[key] = found.count
                found.append((membership, row.line))
                continue
            }
            if found[place].membership == membership {
                report(
                    row, "country", "the record is in line \(found[place].line) already",
                    "remove one of them, or say in source what is new")
            }
            found[place] = (membership, row.line)
        }
        reportOverlaps(found.filter { $0.membership.endStatus != .withdrawn }, file)
        return found.map(\.membership)
    }

    private mutating func reportOverlaps(
        _ found: [(membership: ListMembership, line: Int)], _ file: SourceFile
    ) {
        var byCountry: [ExactString: [(membership: ListMembership, line: Int)]] = [:]
        for (membership, line) in found.sorted(by: { $0.line < $1.line }) {
            let country = ExactString(membership.country)
            if let clash = byCountry[country]?.first(where: { $0.membership.overlaps(membership) })
            {
                faults.append(
                    SourceFault(
                        file: file.path, line: line, field: "from",
                        value: membership.from.map { "\($0)" } ?? "",
                        reason:
                            "the dates overlap those in line \(clash.line): \(membership.country) "
                            + "would be in \(clash.membership.list)/\(clash.membership.group) and in "
                            + "\(membership.list)/\(membership.group)",
                        remedy: "end the earlier record on the day the later one starts"))
            } else {
                byCountry[country, default: []].append((membership, line))
            }
        }
    }

    /// What a later line replaces an earlier one by.
    private struct RecordKey: Hashable {
        let country: ExactString
        let list: Slug
        let group: Slug
        let from: CivilDate?

        init(_ membership: ListMembership) {
            country = ExactString(membership.country)
            list = membership.list
            group = membership.group
            from = membership.from
        }
    }

    /// What was published when; each list and day once.
    mutating func vintages(_ file: SourceFile) -> [ListVintage] {
        var found: [ListVintage] = []
        for row in rows(file, columns: ["list", "as_of", "review", "source"]) {
            let before = faults.count
            let list = slug(row, "list")
            let asOf = date(row, "as_of")
            if asOf == nil, row["as_of"].isEmpty {
                report(row, "as_of", "missing", "write the day from which it was in force")
            }
            let review = row["review"].isEmpty ? nil : ListVintage.YearlyDay(row["review"])
            if review == nil, !row["review"].isEmpty {
                report(
                    row, "review", "not a day of every year",
                    "write MM-DD, such as 07-01, or nothing where none is fixed")
            }
            if row["source"].isEmpty {
                report(row, "source", "missing", "say who published it, and when")
            }
            guard faults.count == before, let list, let asOf else { continue }
            let isNew = !found.contains { $0.list == list && $0.asOf == asOf }
            if once(row, "as_of", isNew) {
                found.append(
                    ListVintage(list: list, asOf: asOf, review: review, source: row["source"]))
            }
        }
        return found
    }

    private mutating func membership(_ row: Row) -> ListMembership? {
        let before = faults.count
        if !countryCodes.contains(ExactString(row["country"])) {
            report(row, "country", "no such country", "write an alpha-2 code of the countries")
        }
        let list = slug(row, "list")
        let group = slug(row, "group")
        let from = date(row, "from")
        let until = date(row, "until")
        if let from, let until, from >= until {
            report(row, "until", "not after from", "until is the first day no longer in")
        }
        let statuses = ListMembership.EndStatus.allCases
        let status = statuses.first { $0.rawValue.isExactly(row["until_status"]) }
        if status == nil {
            report(
                row, "until_status", "unknown status",
                "use one of \(SourceReader.list(statuses.map(\.rawValue)))")
        }
        if row["source"].isEmpty {
            report(row, "source", "missing", "say who published it, and when")
        }
        guard faults.count == before, let list, let group, let status else { return nil }
        return ListMembership(
            country: row["country"], list: list, group: group, from: from, until: until,
            endStatus: status, source: row["source"])
    }

    // MARK: Cells

    private mutating func rows(_ file: SourceFile, columns: [String]) -> [Row] {
        let document = CSVDocument(file.bytes)
        faults += document.faults.map { fault in
            SourceFault(
                file: file.path, line: fault.line, field: fault.column ?? "", reason: fault.reason,
                remedy: "see byte \(fault.byte)")
        }
        if document.columns.isEmpty { return [] }
        let missing = columns.filter { document.index(of: $0) == nil }
        let unknown = document.columns.filter { !columns.contains(where: $0.isExactly) }
        for (names, reason) in [(missing, "missing column"), (unknown, "unknown column")] {
            faults += names.map { name in
                SourceFault(
                    file: file.path, line: 1, field: name, reason: reason,
                    remedy: "the columns are \(SourceReader.list(columns))")
            }
        }
        guard missing.isEmpty else { return [] }
        return document.records.filter(\.damagedFields.isEmpty).map {
            Row(file: file.path, line: $0.line, columns: document.columns, fields: $0.fields)
        }
    }

    private mutating func report(_ row: Row, _ column: String, _ reason: String, _ remedy: String) {
        faults.append(
            SourceFault(
                file: row.file, line: row.line, field: column, value: row[column], reason: reason,
                remedy: remedy))
    }

    private mutating func once(_ row: Row, _ column: String, _ isNew: Bool) -> Bool {
        if isNew { return true }
        report(row, column, "occurs in an earlier line already", "remove one of them")
        return false
    }

    private mutating func code(_ row: Row, _ column: String, letters: Int) -> Bool {
        let bytes = Array(row[column].utf8)
        if bytes.count == letters, bytes.allSatisfy(ASCII.isCapital) { return true }
        report(row, column, "not a code", "write \(letters) capital letters (ISO 3166-1)")
        return false
    }

    private mutating func slug(_ row: Row, _ column: String) -> Slug? {
        if let slug = Slug(row[column]) { return slug }
        report(row, column, "not a slug", Slug.rule)
        return nil
    }

    private mutating func date(_ row: Row, _ column: String) -> CivilDate? {
        if row[column].isEmpty { return nil }
        if let date = CivilDate(row[column]) { return date }
        report(row, column, "not a date", "write a day that exists as YYYY-MM-DD, or nothing")
        return nil
    }
}

extension ListMembership {
    /// True when a country would be twice in one list on some day, by the dates as written.
    fileprivate func overlaps(_ other: ListMembership) -> Bool {
        guard list == other.list, country.isExactly(other.country) else { return false }
        let startsBeforeOtherEnds = from.flatMap { from in other.until.map { from < $0 } } ?? true
        let otherStartsBeforeEnd = other.from.flatMap { from in until.map { from < $0 } } ?? true
        return startsBeforeOtherEnds && otherStartsBeforeEnd
    }
}
