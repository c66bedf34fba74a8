public import CertAuthority

/// Writes the books out.
public struct BookKeeping<Store: OfficeRecord>: Sendable {
    private struct Progress: Sendable {
        var export: BookExport
        var failure: (any Error)?
    }

    private let open: OpenInstallation<Store>

    /// The books of an installation.
    public init(_ open: OpenInstallation<Store>) { self.open = open }

    /// Writes entries piece by piece.
    ///
    /// - Parameter sink: Takes some bytes of the file, in order.
    /// - Returns: What was written.
    /// - Throws: ``OfficeRefusal`` (`notFound`) where neither the catalogue nor an entry has the
    ///   filter's organisation or programme; `StoreError`; whatever the sink throws.
    public func export(
        _ format: BookExport.Format, _ filter: BookFilter,
        to sink: @escaping @Sendable ([UInt8]) throws -> Void
    ) async throws -> BookTotals {
        let begun = Progress(
            export: BookExport(format, coalition: open.installation.name, filter))
        var progress = try await open.store.movements(filter, into: begun) { progress, movement in
            if let entry = try BookEntry(movement) { try progress.export.add(entry) }
            guard progress.export.count > 1 << 16 else { return true }
            do { try sink(progress.export.take()) } catch { progress.failure = error }
            return progress.failure == nil
        }
        if let failure = progress.failure { throw failure }
        if progress.export.totals.entries == 0 { try requireKnown(filter) }
        try sink(progress.export.finish())
        return progress.export.totals
    }

    /// A name that nothing has would be answered with empty books, which reads as "nothing moved".
    private func requireKnown(_ filter: BookFilter) throws(OfficeRefusal) {
        if let organisation = filter.organisation { _ = try open.organisation(organisation) }
        if let programme = filter.programme { _ = try open.programme(programme) }
    }
}
