public import CertAuthority
internal import Credentials
internal import LinkedData
public import Verification

/// Draws sheets for a server: one at a time on a thread of its own, each once however many ask for
/// it, and keeps what was drawn last within a bound.
public actor DocumentService {
    /// Too many drawings wait already; to be tried again later.
    public struct Busy: Error, Sendable {}

    private enum Key: Hashable {
        /// By the SHA-256 of the signed credential: another credential is another document.
        case sheet(credential: [UInt8], SheetRequest, catalogue: Int64)
        case preview(LinkPreview)
        case specimen(SheetSpecimen, catalogue: Int64)
    }

    private struct Entry {
        let bytes: [UInt8]
        var used: Int
    }

    /// The catalogue that documents are drawn with.
    public nonisolated let catalogue: CatalogueInForce
    private let installation: Installation
    private let designs: SheetDesigns
    private let lane: RenderingLane
    private let limit: Int
    private var kept: [Key: Entry] = [:]
    private var size = 0
    private var uses = 0
    private var underway: [Key: Task<[UInt8], any Error>] = [:]
    /// Whether a sheet can be laid out; forgotten whole beyond a bound.
    private var drawable: [Key: Bool] = [:]
    private static let mostDrawable = 4_096

    /// A service over one store.
    ///
    /// - Parameters:
    ///   - limit: Bytes of drawn documents that are kept.
    ///   - waiting: Drawings that may wait; more are refused.
    public init(
        store: any PublicRecord, installation: Installation, designs: SheetDesigns,
        limit: Int = 32 << 20, waiting: Int = 64
    ) {
        catalogue = CatalogueInForce(store)
        self.installation = installation
        self.designs = designs
        self.limit = limit
        lane = RenderingLane(waiting: waiting)
    }

    /// A certificate's sheet.
    ///
    /// - Throws: As ``CertificateSheet/file(_:_:designs:catalogue:installation:)``; ``Busy``;
    ///   ``StoreError`` from below.
    public func file(
        _ genuine: GenuineCertificate, _ request: SheetRequest
    ) async throws -> [UInt8] {
        let current = try await catalogue.current()
        let key = Key.sheet(
            credential: Digest.sha256(genuine.certificate.credential), request,
            catalogue: current.version)
        let (designs, installation) = (designs, installation)
        return try await recalled(key) {
            try CertificateSheet.file(
                genuine, request, designs: designs, catalogue: current.catalogue,
                installation: installation)
        }
    }

    /// The picture of a shared link, as PNG.
    ///
    /// - Throws: ``SheetFault``; ``Busy``.
    public func file(_ preview: LinkPreview) async throws -> [UInt8] {
        try await recalled(.preview(preview)) { try preview.png() }
    }

    /// A specimen of the certificate of a programme or series, as PNG; nil where there is none.
    ///
    /// - Throws: ``SheetFault``; ``Busy``; ``StoreError`` from below.
    public func file(_ specimen: SheetSpecimen) async throws -> [UInt8]? {
        let current = try await catalogue.current()
        let (designs, installation) = (designs, installation)
        let bytes = try await recalled(.specimen(specimen, catalogue: current.version)) {
            try specimen.png(current.catalogue, installation, designs) ?? []
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// What is kept under a key, or is drawn now, once for all who ask.
    private func recalled(
        _ key: Key, _ draw: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> [UInt8] {
        uses += 1
        if let entry = kept[key] {
            kept[key]?.used = uses
            return entry.bytes
        }
        if let task = underway[key] { return try await task.value }
        let lane = lane
        let task = Task { try await lane.run(draw) }
        underway[key] = task
        defer { underway[key] = nil }
        let bytes = try await task.value
        keep(bytes, as: key)
        return bytes
    }

    /// Other drawing in its turn, such as that of a badge.
    ///
    /// - Throws: ``Busy``; what the work throws.
    public func drawn(
        _ work: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> [UInt8] {
        try await lane.run(work)
    }

    /// Whether there is a sheet of a certificate: its organisation makes them, and what stands on it
    /// fits and has fonts.
    ///
    /// - Throws: ``StoreError``; ``SourceFaults`` where the catalogue cannot be read.
    public func makesSheets(of certificate: Certificate) async throws -> Bool {
        let current = try await catalogue.current()
        guard CertificateSheet.isMade(of: certificate, in: current.catalogue) else { return false }
        let request = SheetRequest(form: .pdf)
        let key = Key.sheet(
            credential: Digest.sha256(certificate.credential), request, catalogue: current.version)
        if let known = drawable[key] { return known }
        let (designs, installation) = (designs, installation)
        let isDrawable: Bool
        do {
            isDrawable = try await lane.run {
                (try? CertificateSheet.sheet(
                    certificate, request, designs: designs, catalogue: current.catalogue,
                    installation: installation)) != nil
            }
        } catch is Busy {
            // Most can be drawn, and whoever asks for the sheet is told to come again.
            return true
        }
        if drawable.count >= Self.mostDrawable { drawable = [:] }
        drawable[key] = isDrawable
        return isDrawable
    }

    /// Bytes that are kept now.
    var keptBytes: Int { size }

    private func keep(_ bytes: [UInt8], as key: Key) {
        guard bytes.count <= limit / 4, kept[key] == nil else { return }
        kept[key] = Entry(bytes: bytes, used: uses)
        size += bytes.count
        while size > limit, let oldest = kept.min(by: { $0.value.used < $1.value.used }) {
            kept[oldest.key] = nil
            size -= oldest.value.bytes.count
        }
    }
}

extension LearnerFiles.Sheets {
    /// Sheets that a server draws, in the standard design.
    public static func drawn(by documents: DocumentService) -> Self {
        Self { certificate in
            try await documents.makesSheets(of: certificate)
        } draw: { certificate, form in
            try await documents.file(certificate, SheetRequest(form: form))
        }
    }
}
