/// What a person can do about something that went wrong, as data: each face (a command line, a page,
/// a program over HTTP) names its own commands or buttons for it.
public enum Remedy: Sendable, Hashable {
    /// Apply a catalogue; none was applied yet.
    case applyFirstCatalogue
    /// Find out who changed the catalogue in the store, then apply it anew.
    case applyCatalogueAnew
    /// Issue a series as such, and not as a programme.
    case issueSeries(Slug)
    /// Make a signing key for an organisation.
    case generateKey(Slug)
    /// Make a certified document key for an organisation.
    case certifyDocumentKey(Slug)
    /// Leave out what could settle a fee; the programme is free.
    case leaveSettlementOut
    /// Give up what a batch has left, so that it can be issued anew.
    case abandonBatch(String)
    /// See which messages were put off; only those can be given up.
    case giveUpDeferred
    /// Verify a certificate and the audit, to see what was changed.
    case verifyCertificate(CertificateNumber)
}

/// An error that knows what can be done about it, apart from what happened.
public protocol RemediableError: Error {
    /// What happened and to what; a clause that says nothing of what to do.
    var reason: String { get }
    /// What can be done about it; nil where ``reason`` says all.
    var remedy: Remedy? { get }
}
