public import Credentials
import LinkedData

/// Looks controller documents and status lists up over HTTPS, and remembers them for a while.
///
/// Documents: `did:web` and `https` identifiers. Keep one value and share it: copies have one cache
/// and one bound on what runs at once.
public struct NetworkResources: VerificationResources {
    /// Fetches what lies at a URL.
    typealias Fetch = @Sendable (String) async throws(FetchError) -> [UInt8]

    private let fetch: Fetch
    private let limits: CacheLimits
    private let documents: LookupCache<ControllerDocument>
    private let lists: LookupCache<[UInt8]>

    /// Resources behind the network.
    ///
    /// - Parameters:
    ///   - fetcher: Makes the requests, within its own limits.
    ///   - cache: What is kept.
    ///   - now: The clock by which what is kept grows old.
    public init(
        fetcher: HTTPSFetcher = HTTPSFetcher(), cache: CacheLimits = .standard,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.init(cache: cache, now: now) { url throws(FetchError) in try await fetcher.fetch(url) }
    }

    init(
        cache: CacheLimits, now: @escaping @Sendable () -> ContinuousClock.Instant,
        fetch: @escaping Fetch
    ) {
        self.fetch = fetch
        limits = cache
        documents = LookupCache(entries: cache.entries, bytes: cache.bytes, now: now)
        lists = LookupCache(entries: cache.entries, bytes: cache.bytes, now: now)
    }

    /// The document of a `did:web` (did:web method, "Read (Resolve)") or of an `https` identifier,
    /// which is also where it lies (Controlled Identifiers 1.0 §3.3).
    ///
    /// A document that says it is another's is unavailable.
    public func controllerDocument(_ identifier: String) async -> Lookup<ControllerDocument> {
        let url: String
        if identifier.utf8.starts(with: "did:web:".utf8) {
            do throws(IdentifierError) {
                url = try DIDWeb(identifier).documentURL
            } catch {
                return .unavailable(error.reason)
            }
        } else if identifier.utf8.starts(with: "https://".utf8) {
            url = identifier
        } else {
            return .unavailable(
                "\(identifier.prefix(200)) is neither a did:web nor an https identifier, which alone "
                    + "are looked up over the network")
        }
        let (fetch, limits) = (fetch, limits)
        return await documents.lookup(identifier) {
            let bytes: [UInt8]
            do throws(FetchError) {
                bytes = try await fetch(url)
            } catch {
                return .failure(error, limits)
            }
            return Self.document(bytes, of: identifier, limits)
        }
    }

    /// The bytes that lie at an `https` URL; whether they are a status list is the verifier's to
    /// judge.
    public func statusListCredential(_ url: String) async -> Lookup<[UInt8]> {
        guard url.utf8.starts(with: "https://".utf8) else {
            return .unavailable(
                "\(url.prefix(200)) is not an https URL, which alone are looked up over the network"
            )
        }
        let (fetch, limits) = (fetch, limits)
        return await lists.lookup(url) {
            do throws(FetchError) {
                let bytes = try await fetch(url)
                let age = Self.timeToLive(bytes).map { min($0, limits.age) } ?? limits.age
                return LookupCache.Finding(lookup: .found(bytes), age: age, bytes: bytes.count)
            } catch {
                return .failure(error, limits)
            }
        }
    }

    private static func document(
        _ bytes: [UInt8], of identifier: String, _ limits: CacheLimits
    ) -> LookupCache<ControllerDocument>.Finding {
        func unfit(_ reason: String) -> LookupCache<ControllerDocument>.Finding {
            LookupCache.Finding(
                lookup: .unavailable(reason), age: limits.failureAge, bytes: reason.utf8.count)
        }
        let json: JSON
        do throws(JSONError) {
            json = try JSON.parse(bytes)
        } catch {
            return unfit("the controller document is not readable as JSON: \(error)")
        }
        do throws(ControllerDocumentError) {
            let document = try ControllerDocument(json, of: identifier)
            return LookupCache.Finding(
                lookup: .found(document), age: limits.age, bytes: bytes.count)
        } catch {
            return unfit(error.reason)
        }
    }

    /// What a list says of how long it may be kept, in milliseconds (Bitstring Status List §2.2
    /// `ttl`).
    private static func timeToLive(_ bytes: [UInt8]) -> Duration? {
        // A list may come as a token, which says the same within.
        let content =
            (try? CredentialJWT(bytes))?.credential ?? (try? JSON.parse(bytes).objectValue)
        guard
            let subject = content?["credentialSubject"]?.oneOrMore.first,
            let milliseconds = subject["ttl"]?.numberValue, milliseconds >= 0
        else { return nil }
        return .milliseconds(Int(min(milliseconds, 86_400_000)))
    }
}

extension LookupCache.Finding {
    /// A failure, kept for a short while unless it says more of us than of the host.
    fileprivate static func failure(_ error: FetchError, _ limits: CacheLimits) -> Self {
        let isOurs = error.code == .busy || error.code == .cancelled
        return Self(
            lookup: .unavailable(error.reason), age: isOurs ? .zero : limits.failureAge,
            bytes: error.reason.utf8.count)
    }
}
