import CertAuthority
import Credentials
import Documents
import Hummingbird
import LinkedData

/// The small files by which browsers, crawlers and researchers find their way.
struct SiteRoutes: Sendable {
    let installation: Installation
    let pages: Pages
    /// Where vulnerabilities are reported, an address (RFC 9116 §2.5.3); nil where none is set.
    let securityContact: String?
    /// Draws a picture where it holds nothing else up.
    let drawn: @Sendable (_ work: @escaping @Sendable () throws -> [UInt8]) async throws -> [UInt8]
    let now: @Sendable () -> Timestamp
    private let icons = BoundedMemory<[UInt8], [UInt8]>(capacity: 4)

    init(
        installation: Installation, pages: Pages, securityContact: String?,
        drawn:
            @escaping @Sendable (_ work: @escaping @Sendable () throws -> [UInt8]) async throws
            -> [UInt8],
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.installation = installation
        self.pages = pages
        self.securityContact = securityContact
        self.drawn = drawn
        self.now = now
    }

    func add(to routes: inout Routes) {
        routes.get("/robots.txt", .programs()) { _, _ in
            .content(Array(Self.robots.utf8), type: Self.plain, caching: .statusList)
        }
        routes.get("/favicon.svg", .programs()) { _, _ in
            var response = Response.content(
                await favicon(), type: "image/svg+xml", caching: .statusList)
            response.headers[.contentSecurityPolicy] = "default-src 'none'"
            return response
        }
        routes.get("/favicon.ico", .programs(.picture)) { _, _ in
            let drawing = await favicon()
            if let known = icons.value(drawing) {
                return .content(known, type: "image/x-icon", caching: .statusList)
            }
            let picture = try await drawn { try Favicon.picture(of: drawing) }
            let icon = Favicon.icon(picture)
            icons.remember(icon, drawing)
            return .content(icon, type: "image/x-icon", caching: .statusList)
        }
        routes.get("/.well-known/security.txt", .programs()) { _, _ in
            guard let securityContact else { throw HTTPError(.notFound) }
            return .content(
                Array(security(securityContact).utf8), type: Self.plain, caching: .statusList)
        }
    }

    private static let plain = "text/plain; charset=utf-8"

    /// Learners' secret pages, and documents with names in them, are for nobody's index. Pages of
    /// certificates may be fetched, so that a shared link can be shown, and say themselves that
    /// they are not to be listed.
    static let robots = """
        User-agent: *
        Disallow: /c/
        Disallow: /credentials/
        Disallow: /verify/

        """

    private func favicon() async -> [UInt8] {
        let edition = await pages.edition(at: now())
        let identity = edition?.catalogue.coalition?.identity
        if let logo = identity?.logo?.svg { return logo }
        return Array(Favicon.drawing(edition?.accent(of: identity) ?? .standard).utf8)
    }

    /// RFC 9116: the file is good for ninety days from the start of this one.
    private func security(_ contact: String) -> String {
        let day: Int64 = 86_400
        let today = now().seconds / day * day
        return """
            Contact: \(contact)
            Expires: \(Timestamp(seconds: today + 90 * day).description)
            Canonical: \(installation.baseURL)/.well-known/security.txt
            Preferred-Languages: en

            """
    }
}

/// The small picture in a browser's tab.
enum Favicon {
    /// Pixels along one side in the icon.
    private static let side = 32

    /// A disc with a tick, in an accent.
    static func drawing(_ accent: Accent) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" \
        fill="\(accent.light.text)"/><path d="M9 17l5 5 9-11" fill="none" stroke="#fff" \
        stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """
    }

    /// The drawing as PNG.
    ///
    /// - Throws: What drawing throws.
    static func picture(of drawing: [UInt8]) throws -> [UInt8] {
        try SmallPicture.png(drawing, side: side)
    }

    /// A PNG as an icon file with this one picture in it.
    static func icon(_ png: [UInt8]) -> [UInt8] {
        func little(_ number: Int, _ bytes: Int) -> [UInt8] {
            (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let header = little(0, 2) + little(1, 2) + little(1, 2)
        let entry =
            [UInt8(side), UInt8(side), 0, 0] + little(1, 2) + little(32, 2)
            + little(png.count, 4) + little(22, 4)
        return header + entry + png
    }
}
