extension Language {
    /// The language for a reader: the one that was asked for by name, else the first of those that
    /// the reader's software accepts, else English.
    ///
    /// - Parameters:
    ///   - asked: A language tag such as that of `?lang=`; what is none of ours is passed over.
    ///   - accepted: The value of `Accept-Language` (RFC 9110 §12.5.4), ranges with weights; each
    ///     is looked up as RFC 4647 §3.4 says. Malformed ranges and those of weight 0 are passed
    ///     over; `*` stands for English. Only the first 32 ranges count.
    public static func preferred(asked: String?, accepted: String?) -> Language {
        if let language = asked.flatMap({ LanguageTag($0) }).flatMap({ Language($0) }) {
            return language
        }
        var best: (language: Language, weight: Int)?
        for range in QualityList(accepted).ranges
        where range.weight > best?.weight ?? 0 && !range.hasParameters {
            let language =
                range.name == "*" ? .english : LanguageTag(range.name).flatMap { Language($0) }
            if let language { best = (language, range.weight) }
        }
        return best?.language ?? .english
    }
}
