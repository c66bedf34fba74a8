/// What a person can do about something that went wrong, as data: each face (a command line, a page,
/// a program over HTTP) names its own commands or buttons for it.
public enum Remedy: Sendable, Hashable {
    /// Make an installation.
    case makeInstallation
    /// Name the folder of another installation.
    case nameInstallation
    /// Bring the store into the form of this version.
    case upgradeStore
    /// Examine the installation.
    case examine
    /// Have the files beside the store made by its owner, who opens it.
    case openStoreAsOwner
    /// Make a backup.
    case backUp
    /// Put the newest backup in the store's place.
    case restoreNewestBackup
    /// Compare the record with its audit, and see what was changed past the office.
    case verifyAudit
    /// See the newest entries of the audit.
    case listNewestAuditEntries
    /// Verify a certificate.
    case verify(CertificateNumber)
    /// See a certificate.
    case show(CertificateNumber)

    /// Apply the catalogue; without a folder, the one that was changed.
    case applyCatalogue(folder: String? = nil)
    /// Add records to a reference table.
    case applyReference
    /// Check that a schedule of fees gives every learner one price; without a file, the one in force.
    case checkTiers(file: String? = nil)

    /// Make a signing key for an organisation.
    case generateKey(Slug)
    /// Make the coalition's root.
    case makeRoot
    /// Make a document key for an organisation, certified by the root; nil for each of them.
    case certifyDocumentKey(Slug?)
    /// Take in an organisation's certificate of another authority.
    case importCertificate(Slug)

    /// Issue a series as such, and not as a programme.
    case issueSeries(Slug)
    /// Issue what a batch has left.
    case resumeBatch(String)
    /// Give up what a batch has left.
    case abandonBatch(String)
    /// Leave out what could settle a fee; the programme is free.
    case leaveSettlementOut
    /// Issue also to learners who hold the programme's certificate of another day.
    case issueRetaken
    /// Issue a certificate with another name in the place of one.
    case correctName(CertificateNumber, String)
    /// Issue a certificate of another day in the place of one.
    case correctDay(CertificateNumber, CivilDate)
    /// Take a series' certificate back, as one of its steps was: revoked, or else suspended.
    case takeBack(CertificateNumber, isRevoked: Bool, step: CertificateNumber)
    /// Make another link of a certificate, in the place of those before.
    case renewLink
    /// Make a link of a certificate that has none.
    case createLink(CertificateNumber)
    /// Mail a certificate's learner the link.
    case sendLink(CertificateNumber)
    /// See which messages were put off; only those can be given up.
    case listMessages
    /// Mail the learners of a batch their links.
    case sendLinks(batch: String)
    /// Make the links of a batch for a mail merge.
    case exportLinks(batch: String)
    /// Read a file as one of the encoding of that name.
    case convertFrom(String)
    /// Name no encoding.
    case leaveEncodingOut
    /// Name no sheet.
    case leaveSheetOut
    /// Say that the file calls a column so: the documented name, and the file's.
    case nameColumn(String, String)
    /// Pass a column over.
    case ignoreColumn(String)
}

/// Puts remedies in the words of a face.
public typealias RemedyWording = (Remedy) -> String

/// A text with remedies at their places in it, such as `the store was written by an older version;
/// run \(do: .upgradeStore)`.
public struct RemedyText: Sendable, Hashable, ExpressibleByStringInterpolation,
    CustomStringConvertible
{
    fileprivate enum Piece: Sendable, Hashable {
        case text(String)
        case remedy(Remedy)
    }

    private var pieces: [Piece]

    /// A text without a remedy.
    public init(_ text: String) { pieces = [.text(text)] }

    /// A text without a remedy.
    public init(stringLiteral text: String) { self.init(text) }

    /// Takes a text's pieces over.
    public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

    /// Collects the pieces.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [Piece] = []

        /// Begins with nothing.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds a text.
        public mutating func appendLiteral(_ text: String) { pieces.append(.text(text)) }

        /// Adds a value's text.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            pieces.append(.text(value.description))
        }

        /// Adds another text with its remedies.
        public mutating func appendInterpolation(_ text: RemedyText) { pieces += text.pieces }

        /// Adds a remedy.
        public mutating func appendInterpolation(do remedy: Remedy) {
            pieces.append(.remedy(remedy))
        }
    }

    /// One text after the other.
    public static func + (left: RemedyText, right: RemedyText) -> RemedyText {
        var whole = left
        whole.pieces += right.pieces
        return whole
    }

    /// The remedies, in their order.
    public var remedies: [Remedy] {
        pieces.compactMap { if case .remedy(let remedy) = $0 { remedy } else { nil } }
    }

    /// The whole text, with each remedy by its plain name.
    public var description: String { text(\.name) }

    /// The whole text, with each remedy in the words of a face.
    public func text(_ words: RemedyWording) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .remedy(let remedy): words(remedy)
            }
        }.joined()
    }
}

/// An error whose text names remedies.
public protocol RemediableError: Error, CustomStringConvertible {
    /// What happened, to what, and what to do.
    var text: RemedyText { get }
}

extension RemediableError {
    /// The text with each remedy by its plain name.
    public var description: String { text.text(\.name) }

    /// What can be done about it, in the order in which the text names it.
    public var remedies: [Remedy] { text.remedies }
}
