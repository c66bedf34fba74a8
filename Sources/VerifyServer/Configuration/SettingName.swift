/// Everything that can be set, with what holds where nobody sets it.
///
/// A setting has one name in all three places: `limits.connections` in the file (a group and a
/// name) and with `--set`, `VERIFYSERVER_LIMITS_CONNECTIONS` in the environment.
enum SettingName: String, CaseIterable, Sendable {
    case home
    case storeAddress = "store.address"
    case standbyBound = "store.standby-seconds"
    case contexts
    case host
    case port
    case adminHost = "admin.host"
    case adminPort = "admin.port"
    case certificate = "tls.certificate"
    case key = "tls.key"
    case isBehindTLS = "tls.at-proxy"
    case strictTransportSeconds = "tls.hsts-seconds"
    case trustedProxies = "proxies.trusted"
    case proxyHeader = "proxies.header"
    case connections = "limits.connections"
    case connectionsPerClient = "limits.connections-per-client"
    case requestsInFlight = "limits.requests-in-flight"
    case headerBytes = "limits.header-bytes"
    case headerCount = "limits.header-count"
    case addressBytes = "limits.uri-bytes"
    case bodyBytes = "limits.body-bytes"
    case bulkBodyBytes = "limits.bulk-body-bytes"
    case bodyRate = "limits.body-bytes-per-second"
    case headTime = "times.head"
    case bodyTime = "times.body"
    case idleTime = "times.idle"
    case writeTime = "times.write"
    case drainTime = "times.drain"
    case rate = "rate.per-second"
    case burst = "rate.burst"
    case clients = "rate.clients"
    case exempt = "rate.exempt"
    case logFormat = "log.format"
    case logLevel = "log.level"
    case logRequests = "log.requests"
    case logClient = "log.client"
    case securityContact = "security.contact"

    /// What holds where nobody sets it; nil where there is then none.
    var standard: String? {
        switch self {
        case .home, .storeAddress, .contexts, .adminPort, .certificate, .key, .securityContact: nil
        case .standbyBound: "30"
        case .host, .adminHost: "127.0.0.1"
        case .port: "8080"
        case .isBehindTLS: "false"
        case .strictTransportSeconds: "31536000"
        case .trustedProxies: ""
        case .proxyHeader: "x-forwarded-for"
        case .connections: "4096"
        case .connectionsPerClient: "256"
        case .requestsInFlight: "256"
        case .headerBytes: "16384"
        case .headerCount: "64"
        case .addressBytes: "4096"
        case .bodyBytes: "9437184"
        case .bulkBodyBytes: "67108864"
        case .bodyRate: "1024"
        case .headTime: "10"
        case .bodyTime: "20"
        case .idleTime: "60"
        case .writeTime: "20"
        case .drainTime: "20"
        case .rate: "20"
        case .burst: "200"
        case .clients: "65536"
        case .exempt: "127.0.0.0/8,::1/128"
        case .logFormat: "text"
        case .logLevel: "info"
        case .logRequests: "all"
        case .logClient: "network"
        }
    }

    /// The name of the variable in the environment.
    var variable: String {
        Self.variablePrefix
            + String(
                rawValue.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    static let variablePrefix = "VERIFYSERVER_"
}
