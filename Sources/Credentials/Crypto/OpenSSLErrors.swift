import COpenSSL

/// OpenSSL's queue of errors, one a thread.
///
/// It is cleared before and drained after every call that can fail, so that no reason is reported
/// for a later fault.
enum OpenSSLErrors {
    /// Forgets what is queued.
    static func clear() { ERR_clear_error() }

    /// Takes all that is queued into an error with that code.
    static func drain(_ code: CryptoError.Code, _ reason: String) -> CryptoError {
        var reasons: [String] = []
        while true {
            let packed = ERR_get_error()
            if packed == 0 { break }
            // The reason alone: a queue entry's data may quote input.
            guard let text = ERR_reason_error_string(packed) else { continue }
            reasons.append(String(cString: text))
        }
        return CryptoError(
            code,
            reasons.isEmpty ? reason : "\(reason) (OpenSSL: \(reasons.joined(separator: ", ")))")
    }
}
