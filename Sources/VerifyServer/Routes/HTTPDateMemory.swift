import CertAuthority
import Credentials
import Synchronization

/// The time as HTTP's `Date` has it, put together once a second.
final class HTTPDateMemory: Sendable {
    private let last = Mutex((instant: Timestamp(seconds: .min), text: ""))

    func text(of instant: Timestamp) -> String {
        last.withLock { last in
            if last.instant != instant.wholeSecond {
                last = (instant.wholeSecond, InternetDate.http(instant) ?? "")
            }
            return last.text
        }
    }
}
