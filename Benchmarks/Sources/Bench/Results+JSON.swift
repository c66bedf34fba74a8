import Credentials
import LinkedData

extension Results {
    /// The same for programs: rates a second, times by the unit in their names.
    var json: JSON {
        var members = JSONObject()
        members["rounds"] = .number(Double(rounds))
        members["openSSL"] = [
            "signPerSecond": .number(base.sign.rate), "verifyPerSecond": .number(base.verify.rate),
        ]
        members["openSSLSpeed"] = speed.map {
            ["signPerSecond": .number($0.sign), "verifyPerSecond": .number($0.verify)]
        }
        members["badges"] = .array(secured.map(json))
        members["stages"] = .array(
            stages.map { ["name": .string($0.name), "microseconds": .number($0.microseconds)] })
        members["flatness"] = json(flatness)
        members["refusals"] = .array(
            refusals.map {
                [
                    "name": .string($0.name), "verdict": .string($0.verdict.rawValue),
                    "reason": .string($0.reason), "milliseconds": .number($0.milliseconds),
                ]
            })
        return .object(members)
    }

    private func json(_ secured: Secured) -> JSON {
        var members = JSONObject()
        members["name"] = .string(secured.name)
        members["bytes"] = .number(Double(secured.bytes))
        members["signPerSecond"] = .number(secured.sign.rate)
        members["signRatio"] = .number(secured.sign.ratio(to: base.sign))
        members["signRatioSameKey"] = .number(secured.sign.ratio(to: secured.raw.sign))
        members["verifyPerSecond"] = .number(secured.verify.rate)
        members["verifyRatio"] = .number(secured.verify.ratio(to: base.verify))
        members["verifyRatioSameKey"] = .number(secured.verify.ratio(to: secured.raw.verify))
        members["verdictPerSecond"] = secured.verdict.map { .number($0.rate) }
        members["verdictRatio"] = secured.verdict.map { .number($0.ratio(to: base.verify)) }
        return .object(members)
    }

    private func json(_ flatness: Flatness) -> JSON {
        var members = JSONObject()
        members["credentials"] = .number(Double(Flatness.total))
        members["window"] = .number(Double(Flatness.window))
        members["coldMicroseconds"] = .number(flatness.cold)
        members["firstMicroseconds"] = .number(flatness.first)
        members["lastMicroseconds"] = .number(flatness.last)
        members["memoryFirstKiB"] = flatness.memory.map { .number(Double($0.first)) }
        members["memoryLastKiB"] = flatness.memory.map { .number(Double($0.last)) }
        return .object(members)
    }
}
