import HTTPTypes
import NIOHTTP1

/// Why the rest of a request will not come. Whoever reads its body is told and answers by it, so that
/// the request is answered, counted and logged once; the connection ends with that answer.
enum BrokenRequest: Error, Equatable {
    /// It came more slowly than it must.
    case slow
    /// The connection ended in its midst.
    case brokenOff
    /// It went on as no HTTP does.
    case malformed

    /// By what ended the body of a request.
    init(_ error: any Error) {
        switch error as? HTTPParserError {
        case nil, .invalidEOFState, .closedConnection: self = .brokenOff
        default: self = .malformed
        }
    }
}

extension Problem {
    init(_ broken: BrokenRequest) {
        let (status, kind, detail): (HTTPResponse.Status, String, String) =
            switch broken {
            case .slow:
                (.requestTimeout, "too-slow", "What was sent came too slowly. Send it again.")
            case .brokenOff:
                (.badRequest, "broken-off", "The request broke off. Send it again, whole.")
            case .malformed:
                (.badRequest, "request-refused", "The body was not sent as HTTP has it.")
            }
        self.init(status: status, kind: kind, title: status.reasonPhrase, detail: detail)
    }
}
