extension IssueRun {
    /// Writes the documents of what was issued now, and of the rows that had their certificate
    /// before; what is there already stays.
    mutating func writeDocuments() async throws {
        guard var folder = documents, wouldIssue == nil, !wasStopped else { return }
        let new = issued.map {
            DocumentFolder.Item(number: $0.number, name: $0.name, row: $0.row)
        }
        let outcome = try await folder.write(new + held) { [interruption] in
            interruption.isRequested
        }
        documented = outcome
        wasStopped = outcome.wasStopped
    }
}
