import CertAuthority
import Credentials
import Hummingbird
import Logging

/// Turns every error into a problem document, or into a page for people.
struct ProblemResponses<Context: RequestContext>: RouterMiddleware {
    let pages: Pages
    let failures: FailureLog
    let facts: RouteTable
    let now: @Sendable () -> Timestamp

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let problem = Problem(error)
            if problem.status == .serviceUnavailable {
                // Who is turned away before anything is done is counted where that happens.
                if problem.kind != "overloaded" {
                    let code = (error as? StoreError).map { "\($0.code)" } ?? problem.kind
                    failures.tell("not available", code: code, to: context.logger)
                }
            } else if problem.status.code >= 500 {
                context.logger.error("request failed", metadata: ["error": "\(type(of: error))"])
            }
            let isForPrograms =
                Acceptance(request).prefersJSON || facts(request, context).audience != .people
            // Names and colours on a page are those of the catalogue as it was last looked at.
            if !isForPrograms { _ = await pages.edition(at: now()) }
            var response =
                isForPrograms
                ? Response.json(
                    problem.document(instance: context.id), type: "application/problem+json",
                    caching: .never)
                : pages.problem(problem, for: Reader(request))
            response.status = problem.status
            if problem.status == .serviceUnavailable { response.headers[.retryAfter] = "30" }
            if let allowed = problem.allowed { response.headers[.allow] = allowed }
            if let accepted = problem.accepted { response.headers[.accept] = accepted }
            if let seconds = problem.retryAfter { response.headers[.retryAfter] = "\(seconds)" }
            return response
        }
    }
}
