import BinaryArchive
import LogModel

extension ArchiveWriter {
  mutating func write(_ impact: ImpactModel) {
    write(impact.currency)
    write(list: impact.environments) {
      $0.write($1.name)
      $0.write($1.match)
    }
    write(list: impact.capabilities) { $0.write($1) }
    write(list: impact.priorities) { $0.write($1) }
  }

  private mutating func write(_ capability: ImpactModel.Capability) {
    write(capability.name)
    write(capability.services.map(\.pattern))
    write(optional: capability.mrrAtRisk) { $0.write($1) }
    write(capability.atLeast)
    write(optional: capability.valueShare) { $0.write($1) }
    write(optional: capability.owner) { $0.write($1) }
    write(optional: capability.asOf) { $0.write($1) }
    write(capability.tags)
    write(capability.location)
  }

  private mutating func write(_ rule: ImpactModel.PriorityRule) {
    write(choice: rule.priority)
    write(list: rule.kinds) { $0.write(choice: $1) }
    write(rule.environments)
    write(list: rule.severities) { $0.write(choice: $1) }
    write(optional: rule.valueShare) { $0.write($1) }
    write(optional: rule.mrrAtRisk) { $0.write($1) }
    write(optional: rule.recovered) { $0.write($1) }
    write(optional: rule.healed) { $0.write($1) }
    write(optional: rule.failed) { $0.write($1) }
    write(optional: rule.share) { $0.write($1) }
    write(optional: rule.occurrences) { $0.write($1) }
  }
}

extension ArchiveReader {
  mutating func impact() throws(ArchiveDamage) -> ImpactModel {
    // Conditions of environments ask nothing of messages; what a stranger's bytes ask is forgotten.
    var predicates: [TextPredicate] = []
    return ImpactModel(
      currency: try text(),
      environments: try list { reader throws(ArchiveDamage) in
        ImpactModel.Environment(
          name: try reader.text(), match: try reader.condition(listing: &predicates))
      },
      capabilities: try list { reader throws(ArchiveDamage) in try reader.capability() },
      priorities: try list { reader throws(ArchiveDamage) in try reader.priorityRule() })
  }

  private mutating func capability() throws(ArchiveDamage) -> ImpactModel.Capability {
    ImpactModel.Capability(
      name: try text(), services: try texts().map { Glob($0) },
      mrrAtRisk: try optional { reader throws(ArchiveDamage) in try reader.int() },
      atLeast: try bool(),
      valueShare: try optional { reader throws(ArchiveDamage) in try reader.double() },
      owner: try optional { reader throws(ArchiveDamage) in try reader.text() },
      asOf: try optional { reader throws(ArchiveDamage) in try reader.text() },
      tags: try texts(), location: try location())
  }

  private mutating func priorityRule() throws(ArchiveDamage) -> ImpactModel.PriorityRule {
    ImpactModel.PriorityRule(
      priority: try choice(),
      kinds: try list { reader throws(ArchiveDamage) in try reader.choice() },
      environments: try texts(),
      severities: try list { reader throws(ArchiveDamage) in try reader.choice() },
      valueShare: try optional { reader throws(ArchiveDamage) in try reader.numberPredicate() },
      mrrAtRisk: try optional { reader throws(ArchiveDamage) in try reader.numberPredicate() },
      recovered: try optional { reader throws(ArchiveDamage) in try reader.bool() },
      healed: try optional { reader throws(ArchiveDamage) in try reader.bool() },
      failed: try optional { reader throws(ArchiveDamage) in try reader.numberPredicate() },
      share: try optional { reader throws(ArchiveDamage) in try reader.numberPredicate() },
      occurrences: try optional { reader throws(ArchiveDamage) in try reader.numberPredicate() })
  }
}
