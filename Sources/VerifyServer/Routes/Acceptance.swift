import CertAuthority
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
        var json = 0
        var html = 0
        for range in QualityList(header).ranges {
            let type = range.name.lowercased()
            if type == "application/json"
                || (type.hasPrefix("application/") && type.hasSuffix("+json"))
            {
                json = max(json, range.weight)
            } else if type == "text/html" || type == "application/xhtml+xml" {
                html = max(html, range.weight)
            }
        }
        prefersJSON = json > html
    }
}
