/// What one transfer takes in while it runs, and where it draws the line.
///
/// Used on one thread only.
final class Reception {
    let request: TransferRequest
    let job: TransferJob

    /// The status of the answer; 0 before there is one.
    private(set) var status = 0
    /// The content of an answer of status 200.
    private(set) var body: [UInt8] = []
    /// Why the transfer was ended by us.
    private(set) var error: FetchError?
    /// Why no connection was made to an address; counts where none was made to another either.
    private(set) var refusal: FetchError?
    /// True when the transfer was ended because nothing more of the answer is of use.
    private(set) var isEndedEarly = false

    private var headerBytes = 0
    private var bodyBytes = 0

    init(request: TransferRequest, job: TransferJob) {
        self.request = request
        self.job = job
    }

    /// Whether to connect to the address; nil stands for one of another kind than IP.
    ///
    /// A name with several addresses may still be reached under one that is allowed.
    func allows(_ address: IPAddress?) -> Bool {
        let fault = address.map { request.trust.fault(of: $0) } ?? "not an internet address"
        guard let fault else { return true }
        refusal = FetchError(.refusedAddress, "\(request.url.host.prefix(200)) leads to \(fault)")
        return false
    }

    /// Reads a line of the head, the status line and interim answers' lines among them.
    ///
    /// - Returns: False where the transfer is to end.
    func take(header line: some Collection<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= CurlTransfer.headerLimit else {
            error = FetchError(
                .tooLarge, "the head of the answer is larger than \(CurlTransfer.headerLimit) bytes"
            )
            return false
        }
        if line.starts(with: "HTTP/".utf8) {
            let digits = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }.prefix(
                3)
            status = Int(String(decoding: digits, as: UTF8.self)) ?? 0
        } else if Self.isEncoding(line) {
            error = FetchError(.interrupted, "the answer is compressed, which was not asked for")
            return false
        }
        return true
    }

    /// Reads a piece of the content.
    ///
    /// - Returns: False where the transfer is to end.
    func take(body piece: some Collection<UInt8>) -> Bool {
        bodyBytes += piece.count
        guard bodyBytes <= request.byteLimit else {
            error = FetchError(
                .tooLarge, "the answer is larger than \(request.byteLimit) bytes")
            return false
        }
        switch status {
        case 200: body.append(contentsOf: piece)
        // curl tells where a redirect leads only after the whole answer.
        case 300..<400: break
        default:
            isEndedEarly = true
            return false
        }
        return true
    }

    /// True for the header that says that the content is encoded.
    private static func isEncoding(_ line: some Collection<UInt8>) -> Bool {
        let name = line.prefix { $0 != UInt8(ascii: ":") }
        let hyphenated = name.map { $0 >= UInt8(ascii: "A") ? $0 | 0x20 : $0 }
        guard hyphenated.elementsEqual("content-encoding".utf8) else { return false }
        let value = line.dropFirst(name.count + 1).filter { $0 > 0x20 }
        return !value.isEmpty && !value.map { $0 | 0x20 }.elementsEqual("identity".utf8)
    }
}
