/// How the credential of a status list is secured: like the certificates that point to it,
/// so that whoever reads the one can read the other.
///
/// It follows from the list's identifier, so it never changes while certificates point to the list:
/// each form has lists of its own.
public enum StatusListForm: String, Sendable, CaseIterable {
    /// A proof within the JSON.
    case proof
    /// A JSON Web Token (`vc+jwt`, VC-JOSE-COSE §3.1.1).
    case token

    /// What the identifiers of lists of the form end in; no organisation's name has a full stop.
    package var suffix: String { self == .token ? ".jwt" : "" }

    /// The form of the list of that identifier.
    public init(list id: String) {
        let suffix = StatusListForm.token.suffix.utf8
        self = id.utf8.suffix(suffix.count).elementsEqual(suffix) ? .token : .proof
    }

    /// The form that goes with certificates that are secured so.
    public init(_ mechanism: SecuringMechanism) { self = mechanism.isToken ? .token : .proof }

    /// The identifier of an organisation's list of this form.
    ///
    /// - Parameter place: Which of the organisation's lists it is, of whatever form.
    package func identifier(_ organisation: Slug, place: Int) -> String {
        "\(organisation)-\(place)\(suffix)"
    }

    /// The media type under which such a list is served.
    public var mediaType: String {
        self == .token ? "application/vc+jwt" : "application/vc+ld+json"
    }
}
