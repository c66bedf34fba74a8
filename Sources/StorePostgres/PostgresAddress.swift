public import CertAuthority
import Credentials

/// Where a PostgreSQL database is: `postgresql://USER@HOST:PORT/DATABASE?…` as libpq reads it
/// (PostgreSQL, 34.1.1.2). A password does not stand in it: it is visible to every user of the
/// machine while a program runs, and is copied with every log.
public struct PostgresAddress: Sendable, Hashable, CustomStringConvertible {
    let text: String

    /// Reads an address.
    ///
    /// - Throws: ``StoreError`` with the code `denied` where it has a password, `failed` where it is no
    ///   such address.
    public init(_ text: String) throws(StoreError) {
        guard let scheme = ["postgresql://", "postgres://"].first(where: text.hasPrefix) else {
            throw StoreError(
                .failed,
                "\(text) is no address of a database; write postgresql://USER@HOST/DATABASE")
        }
        let rest = text.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let user = authority.split(separator: "@", omittingEmptySubsequences: false)
        let parameters = rest.split(separator: "?").dropFirst().joined().split(separator: "&")
        guard !(user.count > 1 && user[0].contains(":")),
            !parameters.contains(where: { $0.hasPrefix("password=") })
        else {
            throw StoreError(
                .denied,
                "the address has a password in it, which every user of this machine could read; leave "
                    + "it out, and put it into the file that PGPASSFILE names, or into ~/.pgpass")
        }
        self.text = text
    }

    /// As it was given.
    public var description: String { text }

    /// Whether a text is meant to be one.
    public static func isOne(_ text: String) -> Bool {
        text.hasPrefix("postgresql://") || text.hasPrefix("postgres://")
    }
}
