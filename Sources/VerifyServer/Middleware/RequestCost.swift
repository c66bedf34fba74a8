import Documents
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
        if path.hasPrefix("/c/"), let slash = path.dropFirst(3).firstIndex(of: "/") {
            let name = path[path.index(after: slash)...]
            // The archive has all files; what is no file's name costs as much.
            return LearnerFile(rawValue: String(name)).map(tokens)
                ?? LearnerFile.allCases.reduce(0) { $0 + tokens($1) }
        }
        return 1
    }

    /// What a learner's download costs: as much as the same document by its number.
    private static func tokens(_ file: LearnerFile) -> Int {
        switch file {
        case .sheetPDF: 10
        case .sheetPNG, .sheetSVG, .badgePNG, .badgeSVG, .qrCode: 3
        case .json, .token: 1
        }
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
