import CertAuthority
import NIOHTTP1

/// A request for a verdict as programs and browsers write it; whatever is unusual about one is left
/// to those who know all of HTTP.
struct PromptQuestion {
    let number: CertificateNumber
    /// What `?lang=` names.
    let language: String?
    let prefersJSON: Bool
    let acceptEncoding: String?
    let acceptLanguage: String?

    /// Nil where the ordinary way has to look at the request.
    init?(_ head: HTTPRequestHead) {
        let target = head.uri.utf8.dropFirst(3)
        guard target.count <= 40 else { return nil }
        let end = target.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        let text = target[..<end]
        guard text.allSatisfy(Self.isPlain),
            let number = try? CertificateNumber(String(Substring(text)))
        else { return nil }
        var language: String?
        if end < target.endIndex {
            let query = target[end...].dropFirst()
            guard query.starts(with: "lang=".utf8),
                query.dropFirst(5).allSatisfy(Self.isPlain)
            else { return nil }
            language = String(Substring(query.dropFirst(5)))
        }
        var accept: String?
        var acceptEncoding: String?
        var acceptLanguage: String?
        var hosts = 0
        for (name, value) in head.headers {
            switch name.utf8.count {
            case 4 where name.isASCIIEqual("host"):
                guard HostHandler.isHost(value) else { return nil }
                hosts += 1
            case 6 where name.isASCIIEqual("accept"):
                guard accept == nil else { return nil }
                accept = value
            case 6 where name.isASCIIEqual("expect"): return nil
            case 7 where name.isASCIIEqual("upgrade"): return nil
            case 10 where name.isASCIIEqual("connection"):
                guard value.isASCIIEqual("keep-alive") else { return nil }
            case 14 where name.isASCIIEqual("content-length"): return nil
            case 15 where name.isASCIIEqual("accept-encoding"):
                guard acceptEncoding == nil else { return nil }
                acceptEncoding = value
            case 15 where name.isASCIIEqual("accept-language"):
                guard acceptLanguage == nil else { return nil }
                acceptLanguage = value
            case 17 where name.isASCIIEqual("transfer-encoding"): return nil
            default: break
            }
        }
        guard hosts == 1 else { return nil }
        self.number = number
        self.language = language
        prefersJSON = Acceptance(accept).prefersJSON
        self.acceptEncoding = acceptEncoding
        self.acceptLanguage = acceptLanguage
    }

    /// Letters, digits and hyphens.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension String {
    /// Whether it is that text of small ASCII letters and hyphens, in any case.
    func isASCIIEqual(_ other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { byte, small in
            byte == small || (0x41...0x5A).contains(byte) && byte | 0x20 == small
        }
    }
}
