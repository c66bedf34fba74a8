/// Fetches small public documents over HTTPS.
///
/// What it keeps to, so that a stranger's URL can be handed to it: GET over TLS 1.2 or later with
/// the host's certificate verified; every address judged when it is connected to, whatever the name
/// resolved to before (``AddressPolicy``); sizes and times bounded; redirects followed on the same
/// host and port only; no proxy, cookie, credential or referrer; nothing decompressed.
public struct HTTPSFetcher: Sendable {
    private let limits: FetchLimits
    private let userAgent: String
    private let trust: TransferTrust
    private let lanes: TransferLanes

    /// A fetcher; copies of it share the bound on how much runs at once.
    ///
    /// - Parameters:
    ///   - limits: What a fetch may cost.
    ///   - userAgent: How it names itself to servers.
    public init(limits: FetchLimits = .standard, userAgent: String = "CertAuthority") {
        self.init(limits: limits, userAgent: userAgent, trust: .system)
    }

    /// A fetcher that trusts others than the system does; for tests against a server of their own.
    init(limits: FetchLimits, userAgent: String = "CertAuthority", trust: TransferTrust) {
        self.limits = limits
        self.userAgent = userAgent
        self.trust = trust
        lanes = TransferLanes(parallel: limits.parallel, waiting: limits.waiting)
    }

    /// Fetches what lies at a URL.
    ///
    /// - Parameter url: An `https` URL with a DNS name; no user, no fragment.
    /// - Returns: The content of the answer, at most as large as the limits say.
    /// - Throws: ``FetchError``.
    public func fetch(_ url: String) async throws(FetchError) -> [UInt8] {
        let deadline = ContinuousClock.now + limits.totalTime
        var url = try FetchURL(url, ports: limits.ports)
        for _ in 0...max(0, limits.redirects) {
            let response = try await request(url, until: deadline)
            switch response.status {
            case 200: return response.body
            case 301, 302, 303, 307, 308: url = try target(of: response, from: url)
            default:
                throw FetchError(
                    .status, "\(url.host.prefix(200)) answered with status \(response.status)")
            }
        }
        throw FetchError(
            .refusedRedirect,
            "\(url.host.prefix(200)) redirects more than \(limits.redirects) times")
    }

    private func request(
        _ url: FetchURL, until deadline: ContinuousClock.Instant
    ) async throws(FetchError) -> TransferResponse {
        let (limits, userAgent, trust) = (limits, userAgent, trust)
        let connectDeadline = limits.connectTime
        return try await lanes.run(until: deadline) { job in
            let request = TransferRequest(
                url: url, userAgent: userAgent, byteLimit: limits.bytes,
                connectMilliseconds: (ContinuousClock.now + connectDeadline).millisecondsFromNow,
                totalMilliseconds: deadline.millisecondsFromNow, trust: trust)
            return CurlTransfer.perform(request, for: job)
        }
    }

    private func target(
        of response: TransferResponse, from url: FetchURL
    ) throws(FetchError) -> FetchURL {
        let host = url.host.prefix(200)
        guard let location = response.redirect else {
            throw FetchError(.refusedRedirect, "\(host) redirects without saying where to")
        }
        let target: FetchURL
        do throws(FetchError) {
            let whole = String(Substring(location.utf8.prefix { $0 != UInt8(ascii: "#") }))
            target = try FetchURL(whole, ports: limits.ports)
        } catch {
            throw FetchError(
                .refusedRedirect, "\(host) redirects to where nobody follows: \(error.reason)")
        }
        guard target.isSameOrigin(as: url) else {
            throw FetchError(
                .refusedRedirect,
                "\(host) redirects to another server, \(target.host.prefix(200)):\(target.port)")
        }
        return target
    }
}
