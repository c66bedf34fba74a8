import CCurl
import Dispatch

/// Hands messages to a mail server with libcurl, one after the other over one connection where the
/// server keeps it.
///
/// Besides ``CurlTransfer`` the only place that touches libcurl. The handle is used on one queue
/// alone; curl calls back on that queue's thread, with a pointer to a ``MailHandover`` that
/// ``perform(_:)`` keeps alive.
public final class MailTransfer: Sendable {
    private let server: MailServer
    private let queue = DispatchQueue(label: "mail")
    private nonisolated(unsafe) var curl: UnsafeMutableRawPointer?

    /// Prepares; the connection is made with the first message.
    public init(_ server: MailServer) { self.server = server }

    deinit { curl_easy_cleanup(curl) }

    /// The mail server's name.
    public var host: String { server.host }

    /// Hands one message over.
    ///
    /// - Parameters:
    ///   - message: The whole of it, in lines that end in CR and LF.
    ///   - sender: The address that failures are reported to.
    ///   - recipient: The address it is for.
    ///   - beforeEnd: Called, on another thread, when all has gone out but the end of the message,
    ///     without which the server delivers nothing. False gives the message up.
    public func send(
        _ message: [UInt8], from sender: String, to recipient: String,
        beforeEnd: @escaping @Sendable () -> Bool
    ) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                let handover = MailHandover(
                    message: message, sender: sender, recipient: recipient, beforeEnd: beforeEnd)
                continuation.resume(returning: perform(handover))
            }
        }
    }

    private func perform(_ handover: MailHandover) -> MailOutcome {
        if curl == nil { curl = curl_easy_init() }
        guard let curl else { return .unreachable("libcurl cannot be used") }
        var recipients: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(recipients) }
        recipients = curl_slist_append(nil, "<\(handover.recipient)>")
        var complaint = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let code = complaint.withUnsafeMutableBufferPointer { buffer in
            withExtendedLifetime(handover) { () -> CURLcode in
                guard recipients != nil, configure(curl, handover),
                    curl_shim_set_list(curl, CURLOPT_MAIL_RCPT, recipients) == CURLE_OK,
                    curl_shim_set_pointer(curl, CURLOPT_ERRORBUFFER, buffer.baseAddress)
                        == CURLE_OK
                else { return CURLE_FAILED_INIT }
                defer { _ = curl_shim_set_pointer(curl, CURLOPT_ERRORBUFFER, nil) }
                return curl_easy_perform(curl)
            }
        }
        let words = String(
            decoding: complaint.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return outcome(of: code, words, handover)
    }

    private func configure(_ curl: UnsafeMutableRawPointer, _ handover: MailHandover) -> Bool {
        curl_easy_reset(curl)
        let scheme = server.security == .tls ? "smtps" : "smtp"
        // What stands behind the host is the name to greet with (RFC 5321 §4.1.1.1).
        let domain = handover.sender.split(separator: "@").last.map(String.init) ?? "localhost"
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, "\(scheme)://\(server.host):\(server.port)/\(domain)"),
            (CURLOPT_PROXY, ""), (CURLOPT_MAIL_FROM, "<\(handover.sender)>"),
        ]
        if let user = server.user { texts.append((CURLOPT_USERNAME, user)) }
        if let password = server.password { texts.append((CURLOPT_PASSWORD, password)) }
        if let file = server.certificateFile { texts.append((CURLOPT_CAINFO, file)) }
        let security = server.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_UPLOAD, 1), (CURLOPT_USE_SSL, Int(security.rawValue)),
            (CURLOPT_SSL_VERIFYPEER, 1), (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)), (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_CONNECTTIMEOUT_MS, server.seconds * 500),
            (CURLOPT_TIMEOUT_MS, server.seconds * 1000),
        ]
        let context = Unmanaged.passUnretained(handover).toOpaque()
        return curl_shim_allow_mail_alone(curl) == CURLE_OK
            && numbers.allSatisfy { curl_shim_set_long(curl, $0, $1) == CURLE_OK }
            && texts.allSatisfy { curl_shim_set_text(curl, $0, $1) == CURLE_OK }
            && curl_shim_set_pointer(curl, CURLOPT_READDATA, context) == CURLE_OK
            && curl_shim_set_pointer(curl, CURLOPT_HEADERDATA, context) == CURLE_OK
            && curl_shim_set_sender(curl, Self.fill) == CURLE_OK
            && curl_shim_set_receiver(curl, CURLOPT_HEADERFUNCTION, Self.hear) == CURLE_OK
    }

    // MARK: What curl calls

    private static let fill: curl_shim_receiver = { bytes, size, count, context in
        guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
        let handover = Unmanaged<MailHandover>.fromOpaque(context).takeUnretainedValue()
        let part = handover.next(size * count)
        guard part.isEmpty else {
            for (index, byte) in part.enumerated() { bytes[index] = CChar(bitPattern: byte) }
            return part.count
        }
        // Behind this, curl writes the end of the message.
        return handover.mayEnd() ? 0 : Int(CURL_READFUNC_ABORT)
    }

    private static let hear: curl_shim_receiver = { bytes, size, count, context in
        guard let context else { return size * count }
        let handover = Unmanaged<MailHandover>.fromOpaque(context).takeUnretainedValue()
        handover.hear(UnsafeRawBufferPointer(start: bytes, count: size * count))
        return size * count
    }

    // MARK: What came of it

    private func outcome(
        of code: CURLcode, _ words: String, _ handover: MailHandover
    ) -> MailOutcome {
        if code == CURLE_OK { return .accepted }
        if handover.isGivenUp { return .abandoned }
        let said = words.isEmpty ? String(cString: curl_easy_strerror(code)) : words
        if handover.hasEnded {
            // Only what was said after the end tells what became of the message.
            guard let reply = handover.reply else {
                return .doubtful("\(server.host) did not say whether it took the message (\(said))")
            }
            return .refused(reply)
        }
        // What is refused of a sender or of who signs in is refused of every message.
        guard words.hasPrefix("RCPT failed") || words.hasPrefix("DATA failed"),
            let reply = handover.reply
        else {
            return .unreachable("\(server.host) port \(server.port): \(said)")
        }
        return .refused(reply)
    }
}

/// One message on its way. Used on one thread only.
final class MailHandover {
    let sender: String
    let recipient: String
    private let message: [UInt8]
    private let beforeEnd: () -> Bool
    private var offset = 0

    /// True once the end of the message may have gone out.
    private(set) var hasEnded = false
    /// True where the message was given up before its end.
    private(set) var isGivenUp = false
    /// The last refusal; after the end of the message, one that came after it.
    private(set) var reply: MailReply?

    init(
        message: [UInt8], sender: String, recipient: String, beforeEnd: @escaping () -> Bool
    ) {
        self.message = message
        self.sender = sender
        self.recipient = recipient
        self.beforeEnd = beforeEnd
    }

    func next(_ count: Int) -> ArraySlice<UInt8> {
        let part = message[offset..<min(offset + count, message.count)]
        offset = part.endIndex
        return part
    }

    func mayEnd() -> Bool {
        guard !hasEnded else { return true }
        guard beforeEnd() else {
            isGivenUp = true
            return false
        }
        hasEnded = true
        reply = nil
        return true
    }

    /// Keeps the codes of a refusal. Replies to taking leave come by here too.
    func hear(_ line: some Sequence<UInt8>) {
        if let refusal = MailReply(line: line) { reply = refusal }
    }
}
