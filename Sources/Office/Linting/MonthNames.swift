/// The months in the languages in which spreadsheets are most often filled in.
enum MonthNames {
    /// The month of a name or of at least its first three letters, in any letter case, or nil.
    static func month(_ word: String) -> Int? {
        let word = word.lowercased()
        guard word.unicodeScalars.count >= 3 else { return nil }
        for names in languages {
            // A beginning that two months share tells neither.
            let fitting = names.indices.filter { names[$0].hasPrefix(word) }
            if fitting.count == 1 { return fitting[0] + 1 }
            if let exact = names.firstIndex(of: word) { return exact + 1 }
        }
        return nil
    }

    private static let languages: [[String]] = [
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ].map { $0.split(separator: " ").map(String.init) }
}
