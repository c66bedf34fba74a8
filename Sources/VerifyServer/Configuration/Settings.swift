import Logging

/// What the server runs by, every value checked.
struct Settings: Sendable {
    var home: String?
    /// The database that holds the record; nil where the home folder says where it is.
    var storeAddress: String?
    /// How many seconds a standby of it may be behind.
    var standbyBound: Int
    /// A folder of further JSON-LD contexts; nil for none.
    var contexts: String?
    var host: String
    var port: Int
    /// Where metrics and health are served besides; nil for nowhere.
    var admin: (host: String, port: Int)?
    /// PEM files with the certificate chain and its key.
    var tls: TLSFiles?
    /// How long browsers shall insist on HTTPS, in seconds; nil where nothing here is HTTPS.
    var strictTransportSeconds: Int?
    var trustedProxies: [AddressBlock]
    var proxyHeader: ProxyHeader
    var limits: Limits
    var rate: Rate
    var log: Log
    /// Where vulnerabilities are reported (RFC 9116 §2.5.3); nil for nowhere.
    var securityContact: String?
    /// How long requests that have begun may take once the server is to stop.
    var drainTime: Duration
    /// All of it as it is logged at the start; none of it is secret.
    var told: [(name: String, value: String)] = []

    struct TLSFiles: Equatable, Sendable {
        let certificate: String
        let key: String
    }

    /// Where proxies say for whom they ask.
    enum ProxyHeader: String, CaseIterable, Sendable {
        case xForwardedFor = "x-forwarded-for"
        case forwarded
    }

    /// Bounds of one connection and of all.
    struct Limits: Equatable, Sendable {
        var connections: Int
        var connectionsPerClient: Int
        var requestsInFlight: Int
        /// Of all header fields together, and of one.
        var headerBytes: Int
        var headerCount: Int
        var addressBytes: Int
        var bodyBytes: Int
        var bulkBodyBytes: Int
        /// What a client has to send at least of a body, beyond the first ``bodyTime``.
        var bodyBytesPerSecond: Int
        var headTime: Duration
        var bodyTime: Duration
        var idleTime: Duration
        var writeTime: Duration
    }

    /// What one client may ask for.
    struct Rate: Sendable {
        /// Tokens that a client gains in a second; 0 for no limit.
        var perSecond: Int
        /// Tokens that a client may save up.
        var burst: Int
        /// How many clients are kept in mind.
        var clients: Int
        var exempt: [AddressBlock]
    }

    struct Log: Equatable, Sendable {
        enum Format: String, CaseIterable, Sendable { case text, json }
        enum Requests: String, CaseIterable, Sendable { case all, errors, none }
        enum Client: String, CaseIterable, Sendable { case none, network, full }

        var format: Format
        var level: Logger.Level
        var requests: Requests
        var client: Client
    }

    /// Checks what the sources give.
    ///
    /// - Throws: ``SettingFaults`` with all that is wrong.
    init(_ sources: SettingSources) throws(SettingFaults) {
        var reader = SettingReader(sources)
        home = reader.text(.home)
        storeAddress = reader.text(.storeAddress)
        standbyBound = reader.number(.standbyBound, 1...86_400)
        contexts = reader.text(.contexts)
        host = reader.text(.host) ?? ""
        port = reader.number(.port, 0...65535)
        let adminHost = reader.text(.adminHost) ?? ""
        admin =
            reader.isGiven(.adminPort) ? (adminHost, reader.number(.adminPort, 0...65535)) : nil
        switch (reader.text(.certificate), reader.text(.key)) {
        case (let certificate?, let key?): tls = TLSFiles(certificate: certificate, key: key)
        case (nil, nil): tls = nil
        case (_, nil): reader.refuse(.key, "is missing, but tls.certificate is given")
        case (nil, _): reader.refuse(.certificate, "is missing, but tls.key is given")
        }
        let isBehindTLS = reader.flag(.isBehindTLS)
        let seconds = reader.number(.strictTransportSeconds, 0...63_072_000)
        strictTransportSeconds = (tls != nil || isBehindTLS) && seconds > 0 ? seconds : nil
        trustedProxies = reader.blocks(.trustedProxies)
        proxyHeader = reader.choice(.proxyHeader) ?? .xForwardedFor
        limits = Limits(
            connections: reader.number(.connections, 16...1_000_000),
            connectionsPerClient: reader.number(.connectionsPerClient, 1...1_000_000),
            requestsInFlight: reader.number(.requestsInFlight, 1...100_000),
            headerBytes: reader.number(.headerBytes, 1024...1_048_576),
            headerCount: reader.number(.headerCount, 8...1000),
            addressBytes: reader.number(.addressBytes, 256...65_536),
            bodyBytes: reader.number(.bodyBytes, 1024...67_108_864),
            bulkBodyBytes: reader.number(.bulkBodyBytes, 1024...1_073_741_824),
            bodyBytesPerSecond: reader.number(.bodyRate, 1...1_048_576),
            headTime: reader.seconds(.headTime, 1...300),
            bodyTime: reader.seconds(.bodyTime, 1...3600),
            idleTime: reader.seconds(.idleTime, 1...3600),
            writeTime: reader.seconds(.writeTime, 1...3600))
        rate = Rate(
            perSecond: reader.number(.rate, 0...1_000_000),
            burst: reader.number(.burst, 1...10_000_000),
            clients: reader.number(.clients, 1024...16_777_216),
            exempt: reader.blocks(.exempt))
        drainTime = reader.seconds(.drainTime, 0...3600)
        log = Log(
            format: reader.choice(.logFormat) ?? .text,
            level: reader.level(.logLevel),
            requests: reader.choice(.logRequests) ?? .all,
            client: reader.choice(.logClient) ?? .network)
        securityContact = reader.contact(.securityContact)
        if rate.perSecond > 0, rate.burst < RouteFacts.Cost.highest {
            reader.refuse(
                .burst, "must be \(RouteFacts.Cost.highest) or more: a bulk costs so much")
        }
        try reader.finish()
    }
}

/// Reads settings one by one and keeps what is wrong with them.
struct SettingReader {
    private let sources: SettingSources
    private var faults: [String] = []

    init(_ sources: SettingSources) { self.sources = sources }

    func finish() throws(SettingFaults) { if !faults.isEmpty { throw SettingFaults(faults) } }

    func isGiven(_ setting: SettingName) -> Bool { sources.given(setting) != nil }

    mutating func refuse(_ setting: SettingName, _ reason: String) {
        guard let given = sources.given(setting) else {
            faults.append("\(setting.rawValue): \(reason)")
            return
        }
        let value = given.value.unicodeScalars.prefix(60).map {
            $0.value < 0x20 || $0.value == 0x7F ? "?" : String($0)
        }.joined()
        faults.append("\(given.origin): \(setting.rawValue): \(reason) (found \"\(value)\")")
    }

    mutating func text(_ setting: SettingName) -> String? {
        guard let value = sources.given(setting)?.value else { return nil }
        if value.isEmpty { refuse(setting, "is empty") }
        return value
    }

    /// An address to which people write or at which they report something.
    mutating func contact(_ setting: SettingName) -> String? {
        guard let text = text(setting) else { return nil }
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isPlain, ["mailto:", "https://", "tel:"].contains(where: { text.hasPrefix($0) })
        else {
            refuse(setting, "must be an address that begins with mailto:, https:// or tel:")
            return nil
        }
        return text
    }

    mutating func number(_ setting: SettingName, _ range: ClosedRange<Int>) -> Int {
        if let number = Int(sources.given(setting)?.value ?? ""), range.contains(number) {
            return number
        }
        refuse(setting, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        return range.lowerBound
    }

    mutating func seconds(_ setting: SettingName, _ range: ClosedRange<Int>) -> Duration {
        .seconds(number(setting, range))
    }

    mutating func flag(_ setting: SettingName) -> Bool {
        switch sources.given(setting)?.value {
        case "true", "yes": return true
        case "false", "no": return false
        default:
            refuse(setting, "must be true or false")
            return false
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ setting: SettingName
    ) -> Choice? {
        if let choice = Choice(rawValue: sources.given(setting)?.value ?? "") { return choice }
        refuse(
            setting, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    mutating func level(_ setting: SettingName) -> Logger.Level {
        if let level = Logger.Level(rawValue: sources.given(setting)?.value ?? "") { return level }
        refuse(
            setting,
            "must be one of \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", "))")
        return .info
    }

    mutating func blocks(_ setting: SettingName) -> [AddressBlock] {
        let parts = (sources.given(setting)?.value ?? "").split(separator: ",")
            .map { $0.trimmingPrefix { $0 == " " } }
        return parts.compactMap { part in
            let part = String(part.reversed().drop { $0 == " " }.reversed())
            if let block = AddressBlock(part) { return block }
            refuse(
                setting,
                "\(part.prefix(50)) is no address and no block such as 10.0.0.0/8 or 2001:db8::/32")
            return nil
        }
    }
}
