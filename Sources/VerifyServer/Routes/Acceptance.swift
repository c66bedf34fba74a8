import Hummingbird

/// What a client would rather have, by its `Accept` header (RFC 9110 §12.5.1).
struct Acceptance {
    /// True when a JSON type is wanted more than HTML; browsers and clients that take anything get
    /// the page.
    let prefersJSON: Bool

    init(_ request: Request) { self.init(request.headers[.accept]) }

    /// - Parameter header: The value of `Accept`.
    init(_ header: String?) {
        if header == "application/json" {
            prefersJSON = true
            return
        }
        var json = 0.0
        var html = 0.0
        for range in (header ?? "").split(separator: ",").prefix(32) {
            let parts = range.split(separator: ";").map {
                $0.drop { $0 == " " }.lowercased()
            }
            guard let type = parts.first?.split(separator: " ").first else { continue }
            let quality =
                parts.dropFirst().first { $0.hasPrefix("q=") }
                .flatMap { Double($0.dropFirst(2)) } ?? 1
            if type == "application/json"
                || (type.hasPrefix("application/") && type.hasSuffix("+json"))
            {
                json = max(json, quality)
            } else if type == "text/html" || type == "application/xhtml+xml" {
                html = max(html, quality)
            }
        }
        prefersJSON = json > html
    }
}
