/// What a store does with the certificates of document keys.
public protocol DocumentCertificateStore: Sendable {
    /// All certificates, oldest first.
    func documentCertificates() async throws(StoreError) -> [DocumentCertificate]

    /// Adds a certificate, with its audit entry; the one before of the same holder is retired.
    ///
    /// - Throws: ``StoreError`` (`conflict`) where it was added before.
    func add(_ certificate: DocumentCertificate, _ authorship: Authorship) async throws
}

extension DocumentCertificateStore {
    /// The certificate that signs an organisation's documents now, or the coalition's root (nil);
    /// nil where there is none.
    public func currentDocumentCertificate(
        of organisation: Slug?
    ) async throws(StoreError) -> DocumentCertificate? {
        try await documentCertificates().last {
            $0.organisation == organisation && $0.retired == nil
        }
    }
}
