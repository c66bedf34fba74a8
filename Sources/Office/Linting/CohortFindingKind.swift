/// What kind of thing is wrong with a cohort; `docs/cohorts.md` lists them with what to do.
///
/// The raw values are stable names for scripts and for the report.
public enum CohortFindingKind: String, CaseIterable, Sendable {
    // The file as a whole.

    /// A workbook, a PDF or another file that is not CSV.
    case wrongFileType = "wrong-file-type"
    /// A workbook that is damaged or contradicts itself.
    case damagedFile = "damaged-file"
    /// A workbook with what no workbook needs and attackers use.
    case unsafeFile = "unsafe-file"
    /// A workbook without the sheet that was named.
    case noSheet = "no-sheet"
    /// Text in another encoding than UTF-8.
    case wrongEncoding = "wrong-encoding"
    /// Nothing but blanks.
    case emptyFile = "empty-file"
    /// Larger than what is read.
    case tooLarge = "too-large"
    /// The fonts of the certificate sheets are not installed.
    case noFonts = "no-fonts"
    /// More faults in the form than are worth listing.
    case tooManyFaults = "too-many-faults"
    /// Fields that are separated by something other than commas.
    case wrongSeparator = "wrong-separator"
    /// A first line `sep=;`, which only Excel understands.
    case separatorLine = "separator-line"

    // The form of CSV.

    /// Single bytes that are not UTF-8.
    case invalidUTF8 = "invalid-utf-8"
    /// A NUL byte.
    case nulByte = "nul-byte"
    /// A double quote that is never closed.
    case unterminatedQuote = "unterminated-quote"
    /// Text between a closing double quote and the comma.
    case textAfterQuote = "text-after-quote"
    /// A double quote within a bare field.
    case strayQuote = "stray-quote"
    /// A row with fewer fields than the header.
    case tooFewFields = "too-few-fields"
    /// A row with more fields than the header.
    case tooManyFields = "too-many-fields"

    // The header.

    /// The first line holds data.
    case noHeader = "no-header"
    /// A column without a name.
    case unnamedColumn = "unnamed-column"
    /// Two columns of one name.
    case repeatedColumn = "repeated-column"
    /// A column that is not there.
    case missingColumn = "missing-column"
    /// A column that no cohort has.
    case unknownColumn = "unknown-column"
    /// A column that was named for this file, and that it has not.
    case unmappedColumn = "unmapped-column"
    /// A column whose name is nearly right.
    case misspelledColumn = "misspelled-column"
    /// Two columns whose names stand over each other's values.
    case swappedColumns = "swapped-columns"
    /// A header and nothing after it.
    case noRows = "no-rows"

    // Rows.

    /// The header once more, within the rows.
    case repeatedHeader = "repeated-header"
    /// Two values of a row that stand in each other's place.
    case swappedValues = "swapped-values"
    /// Values that stand one column away from theirs.
    case shiftedValues = "shifted-values"
    /// A field that must not be empty.
    case missingValue = "missing-value"
    /// Neither a reference nor an address.
    case noLearner = "no-learner"
    /// What a spreadsheet shows for a failed formula, such as `#N/A`.
    case spreadsheetError = "spreadsheet-error"
    /// A cell of a workbook that cannot be taken as text.
    case unreadableCell = "unreadable-cell"
    /// A day in the place of a reference.
    case dayAsReference = "day-as-reference"
    /// A row that is hidden in the workbook, and is issued like the others.
    case hiddenRow = "hidden-row"

    // Free text.

    /// Longer than the column allows.
    case tooLong = "too-long"
    /// A control character.
    case controlCharacter = "control-character"
    /// A line break within the field.
    case lineBreak = "line-break"
    /// A character that turns the direction of other text.
    case directionalControl = "directional-control"
    /// A code point without a meaning that others share.
    case unassignedCharacter = "unassigned-character"
    /// A character that draws nothing.
    case invisibleCharacter = "invisible-character"
    /// A beginning that spreadsheets run as a formula.
    case formula
    /// A blank at the beginning or end.
    case outerBlank = "outer-blank"
    /// U+FFFD: a letter was lost when the file was converted.
    case replacementCharacter = "replacement-character"
    /// UTF-8 that was read as another encoding.
    case mojibake
    /// A question mark where a letter was.
    case lostLetters = "lost-letters"

    // Names.

    /// No letter at all.
    case noLetter = "no-letter"
    /// A word of letters of one script with look-alikes of another among them.
    case lookAlikeLetters = "look-alike-letters"
    /// A whole word of another script's look-alikes beside words of Latin letters.
    case lookAlikeWord = "look-alike-word"
    /// A mark without a letter to stand on.
    case combiningMarkFirst = "combining-mark-first"
    /// HTML.
    case markupInName = "markup-in-name"
    /// Quotation marks around the whole.
    case quotedName = "quoted-name"
    /// An e-mail or web address.
    case addressInName = "address-in-name"
    /// A stand-in such as `test` or `N/A`.
    case placeholderName = "placeholder-name"
    /// A letter that no font of the certificate sheets has.
    case missingGlyph = "missing-glyph"
    /// A name that does not fit its line on the certificate sheet.
    case nameTooWide = "name-too-wide"
    /// A title and nothing else.
    case loneTitle = "lone-title"
    /// A digit.
    case digitInName = "digit-in-name"
    /// A symbol, such as an emoji.
    case symbolInName = "symbol-in-name"
    /// A blank that is not the ordinary one.
    case unusualSpace = "unusual-space"
    /// Two blanks in a row.
    case doubleSpace = "double-space"

    // References and addresses.

    /// A number that a spreadsheet has shortened, such as `1.23E+15`.
    case mangledReference = "mangled-reference"
    /// Not an e-mail address.
    case emailForm = "email-form"
    /// `mailto:` before the address.
    case emailLink = "email-link"
    /// A name with the address in angle brackets.
    case emailDisplayName = "email-display-name"
    /// More than one address, or more than one `@`.
    case severalEmails = "several-emails"
    /// A blank within the address.
    case emailBlank = "email-blank"
    /// A comma for the dot.
    case emailComma = "email-comma"
    /// A domain that is probably mistyped.
    case emailDomainTypo = "email-domain-typo"
    /// A domain with letters beyond ASCII.
    case emailDomainNotASCII = "email-domain-not-ascii"

    // Codes.

    /// An underscore in a language tag.
    case localeUnderscore = "locale-underscore"
    /// Not a language tag.
    case notALanguage = "not-a-language"
    /// A country's code in small letters or with blanks.
    case countryLetterCase = "country-letter-case"
    /// A country's three letters.
    case countryAlpha3 = "country-alpha-3"
    /// A country's name.
    case countryName = "country-name"
    /// A code that ISO 3166 has withdrawn or never had for that country.
    case countryWithdrawn = "country-withdrawn"
    /// No country at all.
    case unknownCountry = "unknown-country"
    /// A delivery in other letter case.
    case deliveryLetterCase = "delivery-letter-case"
    /// No delivery at all.
    case unknownDelivery = "unknown-delivery"
    /// A delivery that the programme does not have.
    case deliveryNotOffered = "delivery-not-offered"
    /// No learner group.
    case unknownGroup = "unknown-group"
    /// Groups that are separated by something other than semicolons.
    case groupsSeparator = "groups-separator"
    /// A group twice.
    case repeatedGroup = "repeated-group"
    /// No age band.
    case unknownAgeBand = "unknown-age-band"

    // Dates.

    /// Day and month may be either way round.
    case ambiguousDate = "ambiguous-date"
    /// A date in another form.
    case dateForm = "date-form"
    /// A spreadsheet's number of a day.
    case dateSerial = "date-serial"
    /// Digits that are not ASCII.
    case dateDigits = "date-digits"
    /// A day that does not exist.
    case impossibleDate = "impossible-date"
    /// A year of two digits.
    case twoDigitYear = "two-digit-year"
    /// A date with a time.
    case dateWithTime = "date-with-time"
    /// No date at all.
    case notADate = "not-a-date"
    /// A day that has not begun where the learner is.
    case futureDate = "future-date"
    /// A day before 1990.
    case dateTooOld = "date-too-old"

    // Rows against each other and against the record.

    /// The same learner and day twice.
    case duplicateRow = "duplicate-row"
    /// One learner, by reference or else by address, with two names.
    case learnerNameConflict = "learner-name-conflict"
    /// One reference, two addresses.
    case learnerEmailConflict = "learner-email-conflict"
    /// One address and name, two references.
    case duplicateEmail = "duplicate-email"
    /// One address, two references and names.
    case sharedEmail = "shared-email"
    /// One learner with two days.
    case learnerTwoDays = "learner-two-days"
    /// The learner has the programme's certificate of another day.
    case certifiedBefore = "certified-before"
    /// Probably one learner under two references.
    case nearDuplicate = "near-duplicate"
    /// Contradicts the record, or lacks what the programme asks for.
    case refusedByRecord = "refused-by-record"

    /// Whether nothing may be issued before it is mended.
    public var severity: CohortFinding.Severity {
        switch self {
        case .lookAlikeWord, .digitInName, .symbolInName, .unusualSpace, .doubleSpace,
            .emailDomainTypo, .emailDomainNotASCII, .repeatedGroup, .sharedEmail, .nearDuplicate,
            .learnerTwoDays, .certifiedBefore, .hiddenRow:
            .warning
        default: .error
        }
    }
}
