import HTTPTypes
import Hummingbird

/// What a request costs of a client's tokens, and how large its body may be: by method and the
/// first part of its path, before anything is looked up.
enum RequestCost {
    /// What the dearest request costs.
    static let highest = 100

    static func tokens(_ method: HTTPRequest.Method, _ path: String) -> Int {
        if method == .post { return path == bulkPath ? highest : 10 }
        if path.hasPrefix("/credentials/") {
            // Pictures and documents are drawn when they are asked for.
            if path.hasSuffix(".pdf") || path.hasSuffix("/pdf") { return 10 }
            return path.hasSuffix(".json") || path.hasSuffix(".jwt") ? 1 : 3
        }
        return 1
    }

    static func bodyBytes(_ path: String, _ limits: Settings.Limits) -> Int {
        path == bulkPath ? limits.bulkBodyBytes : limits.bodyBytes
    }

    private static let bulkPath = "/verify/bulk"

    /// Whether the process and its store are well, asked by those who look after it.
    static func isProbe(_ path: String) -> Bool {
        path.hasPrefix("/health/") || path == "/healthz" || path == "/readyz"
    }
}
