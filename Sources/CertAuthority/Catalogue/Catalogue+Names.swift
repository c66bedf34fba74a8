/// What is told as the coalition's own, in a reader's language.
extension Catalogue {
    /// What the coalition is called: in the reader's language where the catalogue has that, else in
    /// its English words, and as the installation was named where the catalogue does not describe it.
    public func coalitionName(in language: Language, _ installation: Installation) -> String {
        coalition?.name.best(for: [language.tag]).text ?? installation.name
    }
}
