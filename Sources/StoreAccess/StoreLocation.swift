public import CertAuthority
public import StoreSQL
import StoreSQLite

#if PostgreSQL
    import StorePostgres
#endif

/// Where an installation's record is: in a SQLite file in its folder, or in a PostgreSQL database
/// whose address stands there instead, in `HOME/store/address`.
public enum StoreLocation: Sendable, Equatable, CustomStringConvertible {
    /// A SQLite file.
    case file(path: String)
    /// A PostgreSQL database, by its address.
    case database(address: String)

    /// The location that an installation's folder says.
    ///
    /// - Parameter address: A database that is named elsewhere, in settings; nil where none is.
    /// - Throws: ``StoreError`` where the file with the address cannot be read.
    public init(home: InstallationHome, address: String? = nil) throws(StoreError) {
        if let address {
            self = .database(address: address)
            return
        }
        guard FileSystem.exists(home.storeAddressPath) else {
            self = .file(path: home.storePath)
            return
        }
        do {
            let bytes = try FileSystem.read(home.storeAddressPath)
            let text = String(decoding: bytes, as: UTF8.self)
            self = .database(address: String(text.prefix { !$0.isNewline }))
        } catch {
            throw StoreError(error)
        }
    }

    /// The path or the address.
    public var description: String {
        switch self {
        case .file(let path): path
        case .database(let address): address
        }
    }

    /// What tells this store from another that was put in its place; nil where nothing is there.
    public var identity: StoreIdentity? {
        switch self {
        case .file(let path): FileIdentity(path: path).map { .file($0) }
        case .database(let address): .database(address)
        }
    }

    /// Whether there may be a store.
    public var isThere: Bool { identity != nil }

    /// Opens the store to be changed; one of an older version is upgraded.
    ///
    /// - Parameter home: The folder in which what a database acknowledges is kept in mind.
    /// - Throws: ``StoreError``.
    public func openForWriting(_ home: InstallationHome) throws(StoreError) -> SQLStore {
        switch self {
        case .file(let path): return try SQLStore(path: path, access: .readWrite)
        case .database(let address):
            #if PostgreSQL
                return try SQLStore(
                    PostgresAddress(address), memory: home.acknowledgedPath)
            #else
                throw Self.withoutPostgres(address)
            #endif
        }
    }

    /// Opens the store to be looked at.
    ///
    /// - Throws: ``StoreError``.
    public func openForReading() throws(StoreError) -> SQLStore {
        switch self {
        case .file(let path): return try SQLStore(path: path, access: .readOnly)
        case .database(let address):
            #if PostgreSQL
                return try SQLStore(reading: PostgresAddress(address))
            #else
                throw Self.withoutPostgres(address)
            #endif
        }
    }

    /// Opens the store for the public side.
    ///
    /// - Parameter bound: How many seconds a standby may be behind; nothing is told from one that is
    ///   further.
    /// - Throws: ``StoreError``.
    public func openPublic(
        standbyBound bound: Int = StoreLocation.standbyBound
    ) throws(StoreError) -> SQLPublicRecord {
        switch self {
        case .file(let path): return try SQLPublicRecord(path: path)
        case .database(let address):
            #if PostgreSQL
                return try SQLPublicRecord(PostgresAddress(address), standbyBound: bound)
            #else
                throw Self.withoutPostgres(address)
            #endif
        }
    }

    /// Makes a new store.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public func create(
        _ installation: Installation, _ authorship: Authorship
    ) throws(StoreError) {
        switch self {
        case .file(let path):
            try SQLStore.create(path: path, installation: installation, authorship)
        case .database(let address):
            #if PostgreSQL
                try SQLStore.create(
                    at: PostgresAddress(address), installation: installation, authorship)
            #else
                throw Self.withoutPostgres(address)
            #endif
        }
    }

    /// Makes a new store with nothing in it, to be copied into.
    ///
    /// - Throws: ``StoreError`` with the code `conflict` where there is one already.
    public func createEmpty() throws(StoreError) -> SQLStore {
        switch self {
        case .file(let path): return try SQLStore.createEmpty(path: path)
        case .database(let address):
            #if PostgreSQL
                return try SQLStore.createEmpty(at: PostgresAddress(address))
            #else
                throw Self.withoutPostgres(address)
            #endif
        }
    }

    /// Gives the users of a database their rights.
    ///
    /// - Parameters:
    ///   - office: The user that writes.
    ///   - verifier: The user that reads what is public.
    /// - Throws: ``StoreError``.
    public func grant(office: String?, verifier: String?) throws(StoreError) {
        #if PostgreSQL
            if case .database(let address) = self {
                try PostgresRoles.grant(
                    office: office, verifier: verifier, at: PostgresAddress(address))
                return
            }
        #endif
        throw StoreError(.conflict, "the store at \(self) is no database that has users")
    }

    /// Writes the time into a database, by which its standbys know how far they are behind.
    ///
    /// - Throws: ``StoreError``.
    public func beat() throws(StoreError) {
        #if PostgreSQL
            if case .database(let address) = self {
                try PostgresBeat.write(at: PostgresAddress(address))
                return
            }
        #endif
        throw StoreError(.conflict, "the store at \(self) is no database that has standbys")
    }

    /// How many seconds a standby may be behind, unless settings say otherwise.
    public static let standbyBound = 30

    #if !PostgreSQL
        private static func withoutPostgres(_ address: String) -> StoreError {
            StoreError(
                .failed, "this program was built without PostgreSQL and cannot open \(address)")
        }
    #endif
}

/// What tells a store from another.
public enum StoreIdentity: Sendable, Equatable {
    case file(FileIdentity)
    case database(String)
}
