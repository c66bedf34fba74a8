import Office
import StoreSQLite
import StoreSQL

extension OpenInstallation where Store == SQLStore {
    /// The installation that the options name.
    ///
    /// - Parameter writable: Whether it is going to be changed.
    init(_ options: CommonOptions, writable: Bool) async throws {
        try await self.init(
            home: options.installationHome,
            store: try writable ? options.writableStore() : options.readableStore())
    }
}
