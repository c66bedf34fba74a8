import CertAuthority
import Credentials
import Testing

/// Certificates of invented learners, in the order in which they are added.
struct TestHoldings {
    private(set) var all: [Holding] = []

    /// The last that was added.
    var last: Holding { get throws { try #require(all.last) } }

    /// Adds a certificate; `learner` is `reference email`, either of which may be `-`.
    mutating func add(
        _ offer: String, _ learner: String, _ name: String, by organisation: String = "ilo",
        on day: String = "2026-05-01", delivery: DeliveryMode = .webinar,
        state: Standing.State = .good, until: Timestamp? = nil, steps: [Holding.Step] = []
    ) throws {
        let parts = learner.split(separator: " ").map { $0 == "-" ? nil : String($0) }
        try #require(parts.count == 2)
        all.append(
            Holding(
                number: try CertificateNumber.random(), offer: try slug(offer),
                organisation: try slug(organisation),
                row: CohortRow(
                    number: 1, learnerReference: parts[0], name: name, email: parts[1],
                    locale: try language("en"), country: "KE", completedOn: try date(day),
                    delivery: delivery, groups: ["woman"]), validUntil: until, state: state,
                steps: steps))
    }

    /// Adds a certificate of each step of AI-VIBES.
    mutating func addSteps(_ learner: String, _ name: String) throws {
        for step in ["webinar", "workshop", "toolkit"] {
            try add("ai-vibes-\(step)", learner, name)
        }
    }
}
