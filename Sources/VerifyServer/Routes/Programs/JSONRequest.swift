import Hummingbird
import LinkedData
import NIOCore

/// A request whose body is one JSON object.
enum JSONRequest {
    /// The largest body that is read: 1 MiB.
    static let byteLimit = 1 << 20

    /// Reads the body.
    ///
    /// - Throws: ``Problem``: 415 for another media type, 413 for too many bytes, 400 for what is
    ///   not a JSON object within the bounds.
    static func object(_ request: Request) async throws -> JSONObject {
        guard MediaType.isJSON(request.headers[.contentType]) else {
            throw Problem.unsupportedMediaType("application/json")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > byteLimit {
            throw Problem.tooLarge(byteLimit)
        }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: byteLimit)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(byteLimit)
        }
        do throws(JSONError) {
            let json = try JSON.parse(
                Array(body.readableBytesView), limits: JSONLimits(bytes: byteLimit))
            guard let object = json.objectValue else {
                throw JSONError(.syntax, "the body is not a JSON object", offset: 0)
            }
            return object
        } catch {
            throw Problem.malformed("The body cannot be read: \(error.description).")
        }
    }
}

/// Questions about media types (RFC 9110 §8.3.1).
enum MediaType {
    /// True for `application/json`, for types that end in `+json`, and where none is given.
    static func isJSON(_ header: String?) -> Bool {
        guard let header else { return true }
        let type = essence(header)
        return type == "application/json"
            || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Type and subtype in lower case, without parameters.
    static func essence(_ header: String) -> String {
        let type = header.split(separator: ";", omittingEmptySubsequences: false).first ?? ""
        return type.filter { $0 != " " && $0 != "\t" }.lowercased()
    }
}

extension Problem {
    /// A body that does not say what it must.
    static func malformed(_ detail: String) -> Problem {
        Problem(
            status: .badRequest, kind: "malformed-request", title: "The request makes no sense",
            detail: detail)
    }

    /// A body of a type that is not read here.
    ///
    /// - Parameter accepted: The types that are.
    static func unsupportedMediaType(_ accepted: String) -> Problem {
        var problem = Problem(
            status: .unsupportedMediaType, kind: "unsupported-media-type",
            title: "Not a type that is read here", detail: "Send the body as \(accepted).")
        problem.accepted = accepted
        return problem
    }

    /// A body of more bytes than are read.
    static func tooLarge(_ limit: Int) -> Problem {
        Problem(
            status: .contentTooLarge, kind: "too-large", title: "Too large",
            detail: "What is sent may have \(limit) bytes.")
    }
}
