import CCurl

/// Makes one request with libcurl and no other; redirects are the caller's.
///
/// The only place that touches libcurl. The handle lives and dies inside ``perform(_:for:)``, on
/// one thread; curl calls back on that thread alone, with a pointer to the ``Reception`` that the
/// same function keeps alive.
enum CurlTransfer {
    /// The most that headers may come to, in bytes, all of them together.
    static let headerLimit = 64 << 10

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Makes the request, blocking the thread until it is through or the job is stopped.
    static func perform(_ request: TransferRequest, for job: TransferJob) -> TransferJob.Outcome {
        guard isReady, let curl = curl_easy_init() else { return .failure(unusable) }
        defer { curl_easy_cleanup(curl) }
        var headers: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(headers) }
        for header in Self.headers {
            guard let longer = curl_slist_append(headers, header) else { return .failure(unusable) }
            headers = longer
        }
        let reception = Reception(request: request, job: job)
        return withExtendedLifetime(reception) {
            guard configure(curl, request),
                curl_shim_set_list(curl, CURLOPT_HTTPHEADER, headers) == CURLE_OK,
                connect(curl, to: reception)
            else { return .failure(unusable) }
            return outcome(of: curl_easy_perform(curl), curl, reception)
        }
    }

    /// Unencoded content alone is asked for: what is sent is what is counted.
    private static let headers = [
        "Accept: application/vc, application/did+json, application/did+ld+json, "
            + "application/ld+json, application/json, */*;q=0.1",
        "Accept-Encoding: identity",
    ]

    private static func configure(_ curl: UnsafeMutableRawPointer, _ request: TransferRequest)
        -> Bool
    {
        let numbers: [(CURLoption, Int)] = [
            (CURLOPT_HTTPGET, 1),
            (CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            (CURLOPT_HTTP_CONTENT_DECODING, 0),
            (CURLOPT_FOLLOWLOCATION, 0),
            (CURLOPT_FORBID_REUSE, 1),
            (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2),
            (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
            // For an answer that says its size; others are counted as they come.
            (CURLOPT_MAXFILESIZE, request.byteLimit),
            (CURLOPT_CONNECTTIMEOUT_MS, max(1, request.connectMilliseconds)),
            (CURLOPT_TIMEOUT_MS, max(1, request.totalMilliseconds)),
            // Signals would go to the whole process.
            (CURLOPT_NOSIGNAL, 1),
            (CURLOPT_NOPROGRESS, 0),
        ]
        // An empty proxy keeps curl from asking the environment for one.
        var texts: [(CURLoption, String)] = [
            (CURLOPT_URL, request.url.text), (CURLOPT_PROXY, ""),
            (CURLOPT_USERAGENT, request.userAgent),
        ]
        if let file = request.trust.certificateFile { texts.append((CURLOPT_CAINFO, file)) }
        return curl_shim_allow_https_alone(curl) == CURLE_OK
            && numbers.allSatisfy { curl_shim_set_long(curl, $0, $1) == CURLE_OK }
            && texts.allSatisfy { curl_shim_set_text(curl, $0, $1) == CURLE_OK }
    }

    private static func connect(_ curl: UnsafeMutableRawPointer, to reception: Reception) -> Bool {
        let context = Unmanaged.passUnretained(reception).toOpaque()
        let contexts = [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA,
        ]
        return contexts.allSatisfy { curl_shim_set_pointer(curl, $0, context) == CURLE_OK }
            && curl_shim_set_receiver(curl, CURLOPT_WRITEFUNCTION, receiveBody) == CURLE_OK
            && curl_shim_set_receiver(curl, CURLOPT_HEADERFUNCTION, receiveHeader) == CURLE_OK
            && curl_shim_set_progress(curl, reportProgress) == CURLE_OK
            && curl_shim_set_socket_opener(curl, openSocket) == CURLE_OK
    }

    // MARK: What curl calls

    private static func reception(_ context: UnsafeMutableRawPointer?) -> Reception? {
        context.map { Unmanaged<Reception>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Taking in another number of bytes than were given ends the transfer.
    private static let receiveBody: curl_shim_receiver = { bytes, size, count, context in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlTransfer.reception(context)?.take(body: bytes) == true ? bytes.count : 0
    }

    private static let receiveHeader: curl_shim_receiver = { bytes, size, count, context in
        let bytes = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return CurlTransfer.reception(context)?.take(header: bytes) == true ? bytes.count : 0
    }

    private static let reportProgress: curl_xferinfo_callback = { context, _, _, _, _ in
        CurlTransfer.reception(context)?.job.isStopped == false ? 0 : 1
    }

    /// Each address that curl is about to connect to comes by here, after the name was resolved: a
    /// name that changes its address between judging and connecting gains nothing.
    private static let openSocket: curl_opensocket_callback = { context, _, address in
        guard let reception = CurlTransfer.reception(context), let address else {
            return CURL_SOCKET_BAD
        }
        let bytes = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { buffer in
            let count = Int(curl_shim_ip_address(address, buffer.baseAddress))
            return count > 0 ? IPAddress(networkOrder: buffer.prefix(count)) : nil
        }
        return reception.allows(bytes) ? curl_shim_open_socket(address) : CURL_SOCKET_BAD
    }

    // MARK: What came of it

    private static func outcome(
        of code: CURLcode, _ curl: UnsafeMutableRawPointer, _ reception: Reception
    ) -> TransferJob.Outcome {
        if let error = reception.error { return .failure(error) }
        if code == CURLE_COULDNT_CONNECT, let refusal = reception.refusal {
            return .failure(refusal)
        }
        guard code == CURLE_OK || reception.isEndedEarly else {
            return .failure(error(code, reception.request))
        }
        var location: UnsafePointer<CChar>?
        let hasLocation =
            curl_shim_get_text(curl, CURLINFO_REDIRECT_URL, &location) == CURLE_OK
        return .success(
            TransferResponse(
                status: reception.status,
                redirect: hasLocation ? location.map { String(cString: $0) } : nil,
                body: reception.body))
    }

    private static func error(_ code: CURLcode, _ request: TransferRequest) -> FetchError {
        let host = request.url.host.prefix(200)
        let said = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST:
            return FetchError(.unreachable, "there is no host \(host)")
        case CURLE_COULDNT_CONNECT:
            return FetchError(.unreachable, "\(host) does not answer")
        case CURLE_OPERATION_TIMEDOUT:
            return FetchError(.timedOut, "there was no whole answer from \(host) in time")
        case CURLE_FILESIZE_EXCEEDED:
            return FetchError(
                .tooLarge, "the answer is larger than \(request.byteLimit) bytes")
        case CURLE_PEER_FAILED_VERIFICATION:
            return FetchError(.insecure, "the TLS certificate of \(host) does not hold")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE:
            return FetchError(.insecure, "there is no safe connection to \(host) (\(said))")
        default:
            return FetchError(.interrupted, "\(host) did not answer properly (\(said))")
        }
    }

    private static var unusable: FetchError {
        FetchError(.interrupted, "libcurl could not be set up on this machine")
    }
}
