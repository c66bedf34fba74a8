import Foundation

/// Numbers as people see them.
enum NumberText {
    /// A number as it stands in a cell, without an exponent and without decimals that it does not
    /// have; nil where it is no number, or has more digits than the fifteen that a spreadsheet
    /// keeps, so that nobody knows what was typed.
    static func plain(_ raw: String) -> String? {
        guard let number = Double(raw), number.isFinite else { return nil }
        guard abs(number) < 1e15 else { return nil }
        if number == number.rounded() { return String(Int64(number)) }
        // Spreadsheets keep and show fifteen digits; what is beyond them is the binary number's.
        let scale = Int(floor(log10(abs(number)))) + 1
        let decimals = max(0, min(30, 15 - scale))
        var text = String(format: "%.\(decimals)f", number)
        if text.contains(".") {
            while text.last == "0" { text.removeLast() }
            if text.last == "." { text.removeLast() }
        }
        return text
    }

    /// A day of either calendar, `YYYY-MM-DD`, with its time where it has one; nil where the number is
    /// none. The calendar of 1900 has a 29 February 1900 that never was, and is right from 1 March on.
    static func day(_ raw: String, since1904: Bool) -> String? {
        guard let number = Double(raw), number.isFinite, number >= (since1904 ? 0 : 61),
            number < 2_958_466
        else { return nil }
        let whole = Int(number.rounded(.down))
        var seconds = Int(((number - Double(whole)) * 86_400).rounded())
        // Days from 1970-01-01; 25569 and 24107 are that day.
        var day = whole - (since1904 ? 24_107 : 25_569)
        if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
        let date = civil(day)
        guard seconds > 0 else { return date }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return date + " " + two(seconds / 3600) + ":" + two(seconds / 60 % 60) + ":"
            + two(seconds % 60)
    }

    /// A day counted from 1970-01-01 in the Gregorian calendar.
    private static func civil(_ day: Int) -> String {
        let shifted = day + 719_468
        let era = shifted / 146_097
        let ofEra = shifted % 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let date = ofYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let civilYear = year + era * 400 + (civilMonth <= 2 ? 1 : 0)
        return String(format: "%04d-%02d-%02d", civilYear, civilMonth, date)
    }
}
