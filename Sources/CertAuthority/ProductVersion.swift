/// The version of this project, for every place that says one.
///
/// The programs, the description of the addresses and the packages have it from here: `scripts/package`
/// and `scripts/release` read this file, and `scripts/release` holds it against the changelog.
public enum ProductVersion {
    /// Major, minor and patch, as in [Semantic Versioning](https://semver.org/).
    public static let current = "0.2.0"
}
