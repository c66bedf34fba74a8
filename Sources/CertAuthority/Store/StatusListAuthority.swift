public import Credentials

/// Signs the status lists that a store has to write down. Called within the store's transaction, so
/// that what is signed and what is recorded cannot part.
public protocol StatusListAuthority: Sendable {
    /// The signed credential of an organisation's status list.
    func statusListCredential(
        _ list: BitstringStatusList, id: String, organisation: Slug, at: Timestamp
    ) throws -> [UInt8]
}
