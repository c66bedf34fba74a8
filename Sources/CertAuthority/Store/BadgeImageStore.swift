/// Where the badge images of all catalogues that were ever in force are found.
public protocol BadgeImageStore: Sendable {
    /// A badge image by its name, or nil when no catalogue ever had it.
    func badgeImage(_ name: BadgeImage.Name) async throws(StoreError) -> BadgeImage?
}
