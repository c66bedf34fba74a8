internal import LinkedData

/// A piece of a document that people edit, with the place where it stands.
///
/// YAML and JSON both become this, so one reader checks what was typed and what was stored.
/// Scalars stay text: whether `no` is a language or `6` a number is for the reader to say.
package struct SourceNode {
    enum Content {
        /// Nothing: an empty value, `~` or `null`.
        case absent
        case scalar(String)
        case sequence([SourceNode])
        case mapping([Member])
    }

    struct Member {
        let key: String
        let keyLine: Int?
        let value: SourceNode
    }

    let content: Content
    /// Counted from 1; nil where the source has no lines.
    package let line: Int?

    var isAbsent: Bool {
        if case .absent = content { true } else { false }
    }
}
