public import Credentials

/// What one coalition's installation is called and where it answers.
public struct Installation: Sendable, Equatable {
    /// The coalition's name.
    public let name: String
    /// Where the public server answers, such as `https://verify.example.org`; no slash at its end.
    public let baseURL: String
    /// When the installation was made.
    public let created: Timestamp
    /// The coalition's own DID (did:web method §3.1: a port's colon is percent-encoded).
    public let did: String

    /// Describes an installation.
    public init(name: String, baseURL: String, created: Timestamp) {
        self.name = name
        self.baseURL = baseURL
        self.created = created
        did = "did:web:" + Self.authority(of: baseURL).replacing(":", with: "%3A")
    }

    /// Checks an address as an administrator gives it: one that organisations' `did:web` identifiers
    /// can carry, and that names one place however it is written, since every certificate holds it
    /// for good.
    ///
    /// - Returns: The address without a slash at its end, host in lower case.
    /// - Throws: ``InstallationError`` saying what is wrong with it.
    public static func checkedBaseURL(_ text: String) throws(InstallationError) -> String {
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lowered.hasPrefix($0) }) else {
            throw InstallationError(
                "the base URL \"\(text)\" must begin with https:// (or be http://localhost for trials)"
            )
        }
        var rest = String(lowered.dropFirst(scheme.count))
        while rest.hasSuffix("/") { rest.removeLast() }
        if let unfit = rest.first(where: { "/?#@".contains($0) }) {
            throw InstallationError(
                "the base URL must be a scheme and a host, perhaps with a port; take \"\(unfit)\" and "
                    + "what belongs to it out (no user, path, query or fragment)")
        }
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let host = parts.first ?? ""
        guard host.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw InstallationError(
                "the base URL's host has letters beyond ASCII; write its name in DNS, which begins "
                    + "with xn--")
        }
        guard !host.hasPrefix("[") else {
            throw InstallationError(Self.needsName("\(rest)"))
        }
        guard !host.contains("_") else {
            throw InstallationError(
                "the base URL's host \(host) has an underscore, which names of servers cannot have; "
                    + "give it a name of letters, digits and hyphens")
        }
        guard !host.hasSuffix(".") else {
            throw InstallationError("the base URL's host ends in a dot; leave it out")
        }
        guard parts.count == 1 || isPort(parts[1]) else {
            throw InstallationError(
                "the base URL's port \"\(parts[1])\" must be a number from 1 to 65535 without zeros before it"
            )
        }
        let standard = scheme == "https://" ? "443" : "80"
        guard parts.count == 1 || parts[1] != standard else {
            throw InstallationError(
                "\(standard) is the port of \(scheme) anyway, which browsers leave out; leave it out"
            )
        }
        do throws(IdentifierError) { _ = try DIDWeb(baseURL: scheme + rest) } catch {
            guard scheme == "https://" || host == "localhost" else {
                throw InstallationError(
                    "the base URL must begin with https://; http:// is for http://localhost and "
                        + "trials alone, since did:web identifiers are looked up by HTTPS")
            }
            throw InstallationError(Self.needsName("\(host)"))
        }
        return scheme + rest
    }

    private static func needsName(_ host: String) -> String {
        "the base URL's host \"\(host)\" must be a name in DNS, such as verify.example.org, and no IP "
            + "address: every issuer identifier (did:web) is made of it"
    }

    /// Digits alone: `UInt16` would read a sign too.
    private static func isPort(_ text: Substring) -> Bool {
        text.utf8.first != UInt8(ascii: "0") && text.utf8.allSatisfy(ASCII.isDigit)
            && UInt16(text).map { $0 > 0 } ?? false
    }

    /// The host, with a port where there is one.
    public var authority: String { Self.authority(of: baseURL) }

    private static func authority(of baseURL: String) -> String {
        guard let slashes = baseURL.firstRange(of: "://") else { return baseURL }
        return String(baseURL[slashes.upperBound...])
    }

    /// An organisation's DID under this installation.
    public func did(of organisation: Slug) -> String { "\(did):orgs:\(organisation)" }

    /// The organisation of a DID under this installation, or nil when it is not of ours.
    public func organisation(ofDID identifier: String) -> Slug? {
        let prefix = "\(did):orgs:"
        guard identifier.utf8.starts(with: prefix.utf8) else { return nil }
        return Slug(String(decoding: identifier.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
    }

    /// True for a `did:web` below this installation's own host, however it is spelt. Besides its
    /// organisations none is anybody's, so nobody else's word on one counts.
    package func hosts(did identifier: String) -> Bool {
        let prefix = "did:web:"
        guard identifier.utf8.starts(with: prefix.utf8), let own = try? DIDWeb(did) else {
            return false
        }
        // What follows the host may be anything, also what no look-up would take.
        let host = identifier.utf8.dropFirst(prefix.utf8.count).prefix { $0 != UInt8(ascii: ":") }
        guard let named = try? DIDWeb(prefix + String(decoding: host, as: UTF8.self)) else {
            return false
        }
        return named.host == own.host && (named.port ?? 443) == (own.port ?? 443)
    }

    /// The URL at which a certificate is verified; also its credential's `id`.
    public func verificationURL(_ number: CertificateNumber) -> String { "\(baseURL)/v/\(number)" }

    /// The same URL in capitals, which a QR code packs denser (ISO/IEC 18004 alphanumeric mode).
    public func scannedURL(_ number: CertificateNumber) -> String {
        verificationURL(number).uppercased()
    }

    /// The number in a URL of ours, or nil when it is another address.
    public func number(inURL text: String) -> CertificateNumber? {
        let prefix = "\(baseURL)/v/"
        guard text.lowercased().hasPrefix(prefix) else { return nil }
        return try? CertificateNumber(String(text.dropFirst(prefix.count)))
    }

    /// The URL of a status list.
    public func statusListURL(_ list: String) -> String { "\(baseURL)/status/\(list)" }

    /// The identifier of a status list in a URL of ours, or nil.
    public func statusList(inURL text: String) -> String? {
        let prefix = "\(baseURL)/status/"
        guard text.utf8.starts(with: prefix.utf8) else { return nil }
        return String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self)
    }

    /// The URI of a programme as an achievement.
    public func achievementURL(_ programme: Slug) -> String {
        "\(baseURL)/programmes/\(programme)"
    }
}

/// Why an installation cannot be made so.
public struct InstallationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String

    init(_ description: String) { self.description = description }
}
