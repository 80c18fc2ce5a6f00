import LogModel
import Patterns

/// What an incident costs, by the impact model and the signature.
struct ImpactAssessment {
  let model: ImpactModel
  let now: Timestamp

  /// Figures older than this are marked stale, in days.
  static let staleAfterDays = 180

  func impact(of service: ServiceIdentity, signature: Signature?) -> BusinessImpact {
    var capabilities: [CapabilityImpact] = []
    var tags = Set(signature?.impactTags ?? [])
    let named = Set(signature?.impactCapabilities ?? [])
    for capability in model.capabilities {
      let isServed = service.name.map { name in capability.services.contains { $0.matches(name) } }
      guard isServed ?? false || named.contains(capability.name) else { continue }
      tags.formUnion(capability.tags)
      capabilities.append(
        CapabilityImpact(
          name: capability.name,
          mrrAtRisk: capability.mrrAtRisk.map {
            Money(amount: $0, currency: model.currency, atLeast: capability.atLeast)
          }, valueShare: capability.valueShare, owner: capability.owner, asOf: capability.asOf,
          stale: isStale(capability.asOf), source: sourceText(capability.location)))
    }
    let known = Set(model.capabilities.map(\.name))
    if let signature {
      for name in signature.impactCapabilities where !known.contains(name) {
        capabilities.append(
          CapabilityImpact(
            name: name, mrrAtRisk: nil, valueShare: nil, owner: nil, asOf: nil, stale: false,
            source: sourceText(signature.location)))
      }
    }
    return BusinessImpact(
      tags: tags.sorted(), capabilities: capabilities.sorted { $0.name < $1.name },
      text: signature?.impactText)
  }

  /// The sum over distinct capabilities; nil where none has a figure.
  static func sum(_ capabilities: [CapabilityImpact]) -> Money? {
    var seen: Set<String> = []
    var sum: Money?
    for capability in capabilities {
      guard let money = capability.mrrAtRisk, seen.insert(capability.name).inserted else {
        continue
      }
      let (amount, overflow) = (sum?.amount ?? 0).addingReportingOverflow(money.amount)
      sum = Money(
        amount: overflow ? .max : amount, currency: money.currency,
        atLeast: (sum?.atLeast ?? false) || money.atLeast)
    }
    return sum
  }

  /// By the first rule that holds; P3 where none does.
  func priority(_ urgency: Urgency) -> Priority {
    rule(urgency).map { model.priorities[$0].priority } ?? .p3
  }

  /// The index of the first rule that holds.
  func rule(_ urgency: Urgency) -> Int? {
    model.priorities.firstIndex { $0.holds(of: urgency) }
  }

  private func isStale(_ asOf: String?) -> Bool {
    guard let asOf else { return false }
    let parts = asOf.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let date = Timestamp(
        year: parts[0], month: parts[1], day: parts[2], hour: 0, minute: 0, second: 0)
    else { return false }
    return now.seconds(since: date) > Double(ImpactAssessment.staleAfterDays) * 86_400
  }

  private func sourceText(_ location: SourceLocation) -> String {
    "\(location.file):\(location.line)"
  }
}
