import LogModel

/// Finds incidents of several services that share a cause at the same time: one dependency that takes
/// many services down is one story.
struct RelatedFinder {
  /// Incidents this long apart are of one time, in seconds: retries and probes find out at their own
  /// pace.
  static let slack = 120.0
  /// Entries that are cited.
  private static let cited = 10

  /// What the members of a group have in common.
  private enum Sharing: Hashable {
    /// A host that more than one service can reach.
    case dependency(String)
    /// A signature that captured the same everywhere.
    case signature(String, captures: [String: String])
  }

  /// By first sight, then services. O(n log n).
  func related(among incidents: [Incident]) -> [RelatedIncidents] {
    var groups: [Sharing: [Incident]] = [:]
    for incident in incidents where incident.firstSeen.isDated {
      if let sharing = sharing(of: incident) { groups[sharing, default: []].append(incident) }
    }
    var related: [RelatedIncidents] = []
    for (sharing, members) in groups where members.count > 1 {
      for group in simultaneous(members) {
        if let told = told(sharing, group) { related.append(told) }
      }
    }
    return related.sorted { left, right in
      left.from != right.from
        ? left.from < right.from
        : left.services != right.services
          ? left.services.lexicographicallyPrecedes(right.services) : left.text < right.text
    }
  }

  private func sharing(of incident: Incident) -> Sharing? {
    let cause = incident.rootCause
    if let host = Dependency.host(of: cause), !Dependency.isLocal(host) {
      return .dependency(host)
    }
    guard let signature = cause.signature else { return nil }
    let captures = cause.captures.filter { name, _ in
      !IncidentTeller.technicalCaptures.contains(name)
    }
    return .signature(signature, captures: captures)
  }

  /// Incidents of which each begins before those before it are over, in the order of the digest.
  private func simultaneous(_ incidents: [Incident]) -> [[Incident]] {
    let sorted = incidents.indices.sorted { left, right in
      let (one, other) = (incidents[left], incidents[right])
      return one.firstSeen != other.firstSeen ? one.firstSeen < other.firstSeen : left < right
    }
    var groups: [[Int]] = []
    var end = Timestamp(nanoseconds: .min)
    for position in sorted {
      let incident = incidents[position]
      if groups.isEmpty || incident.firstSeen > end.advanced(bySeconds: RelatedFinder.slack) {
        groups.append([])
        end = incident.firstSeen
      }
      groups[groups.count - 1].append(position)
      end = max(end, incident.recoveredAt ?? incident.lastSeen)
    }
    return groups.map { group in group.sorted().map { incidents[$0] } }
  }

  private func told(_ sharing: Sharing, _ incidents: [Incident]) -> RelatedIncidents? {
    let services = Set(incidents.map(\.service)).sorted()
    let names = names(of: services)
    guard services.count > 1, let first = incidents.map(\.firstSeen).min(),
      let latest = incidents.map(\.firstSeen).max()
    else { return nil }
    func common<Value: Hashable>(_ value: (RootCause) -> Value?) -> Value? {
      let values = Set(incidents.map { value($0.rootCause) })
      return values.count == 1 ? values.first ?? nil : nil
    }
    var cause = RelatedIncidents.Cause(
      signature: common(\.signature), exception: common(\.exceptionType), dependency: nil)
    let title = common(\.title)
    let within = latest > first ? " within \(seconds(latest.seconds(since: first)))" : ""
    let list = list(names)
    let text: String
    switch sharing {
    case .dependency(let host):
      cause.dependency = host
      text =
        "\(services.count) services fail on one dependency, \(host),\(within): \(list)"
        .replacingFirst(",:", with: ":") + (title.map { " (\($0))" } ?? "")
    case .signature:
      text =
        "\(services.count) services fail of the same cause\(within): \(list)"
        + (title.map { " (\($0))" } ?? "")
    }
    let evidence = incidents.compactMap { $0.rootCause.evidence.first ?? $0.evidence.first }
      .sorted { EntryReference.precedes($0, $1) }
    return RelatedIncidents(
      text: text, cause: cause, incidents: incidents.map(\.id), services: names, from: first,
      to: incidents.map { $0.recoveredAt ?? $0.lastSeen }.max() ?? latest,
      evidence: Array(evidence.prefix(RelatedFinder.cited)))
  }

  /// Names; where two services have the same, with their environments and projects.
  private func names(of services: [ServiceIdentity]) -> [String] {
    let all = services.map { $0.name ?? "a service without a name" }
    return zip(services, all).map { service, name in
      guard all.count(where: { $0 == name }) > 1 else { return name }
      return "\(name) in \(service.environment)" + (service.project.map { ", \($0)" } ?? "")
    }.sorted()
  }

  /// `a, b and c`; of very many the first.
  private func list(_ names: [String]) -> String {
    let most = 6
    if names.count > most {
      return names.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
    }
    return names.dropLast().joined(separator: ", ") + " and " + (names.last ?? "")
  }
}
