import CertAuthority
import Foundation
import NIOCore

/// Why the server did not start or stopped, in one line and an exit code.
struct StartFailure {
    let message: String
    let code: Int32

    init(_ error: any Error, host: String, port: Int) {
        let listener = error as? Listener.Failure
        let (error, host) = (listener?.error ?? error, listener?.host ?? host)
        let port = listener?.port ?? port
        switch error {
        case let error as StoreError:
            message = error.text.text(\.words)
            code =
                switch error.code {
                case .missing: 20
                case .newer: 21
                case .corrupt: 22
                case .denied: 25
                case .older: 27
                default: 1
                }
        case let error as IOError where error.errnoCode == EADDRINUSE:
            message =
                "port \(port) on \(host) is in use; stop the other program or choose another port "
                + "with --port"
            code = 30
        case is SettingFaults, is SourceFaults, is FileError:
            message = "\(error)"
            code = 4
        case is TLSCredentials.Failure:
            message = "\(error)"
            code = 13
        case is IOError, is SocketAddressError:
            message = "\(host) port \(port) cannot be listened on: \(error)"
            code = 31
        default:
            message = "\(error)"
            code = 1
        }
    }
}
