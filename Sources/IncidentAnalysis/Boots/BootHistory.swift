import LogModel
import Patterns

/// All boots of a run, and what each instance showed in the time of each.
struct BootHistory {
  /// By first sight, then service, instance.
  private(set) var boots: [ObservedBoot] = []
  /// Observations that belong to no boot, in time order.
  private(set) var unassigned: [Observation] = []

  /// A boot's first lines may be stamped a little before its start marker, by another clock.
  private static let headSlack: Int64 = 2_000_000_000

  init(
    book: FactBook, traces: [TraceEvidence], activities: [ServiceIdentity: ServiceActivity],
    library: PatternLibrary
  ) {
    let inner = InnerCode(library)
    let markers = MarkerBook(book, library: library)
    var observations = [Int: [Observation]]()
    for position in book.matches {
      guard case .match(let match) = book.facts.kind(at: Int(position)) else { continue }
      observations[book.instance(at: position), default: []].append(
        Observation(entry: book.entry(at: position), content: .match(match)))
    }
    for (index, trace) in traces.enumerated() {
      guard let entry = trace.entries.first else { continue }
      observations[book.instance(at: entry.position), default: []].append(
        Observation(entry: entry, content: .trace(index)))
    }
    var builder = BootBuilder(markers, library: library)
    // Mostly one an instance; to grow at the end would hold all of them twice.
    boots.reserveCapacity(book.instanceCount + book.instanceCount / 8)
    for number in 0..<book.instanceCount where !markers.parts[number].isEmpty {
      // Stable: what is seen on one entry stays in the order of its facts, the trace last.
      let seen = (observations.removeValue(forKey: number) ?? []).sorted { $0.entry < $1.entry }
      let successes = activities[book.service(ofInstance: number)]?.firstSuccess ?? [:]
      let firstSuccess =
        successes.isEmpty ? nil : book.name(ofInstance: number).flatMap { successes[$0] }
      var own = builder.boots(
        of: number, firstSuccess: firstSuccess,
        innerTraces: seen.filter { inner.shows($0, traces) }.map(\.entry.timestamp))
      distribute(seen, among: &own)
      boots += own
    }
    for rest in observations.values { unassigned += rest }
    unassigned.sort { $0.entry < $1.entry }
    boots.sort { left, right in
      if left.firstSeen != right.firstSeen { return left.firstSeen < right.firstSeen }
      if left.service != right.service { return left.service < right.service }
      guard let leftEntry = left.markers.first?.entry, let rightEntry = right.markers.first?.entry
      else { return left.markers.count < right.markers.count }
      return leftEntry < rightEntry
    }
  }

  /// Gives each observation of an instance to the boot in whose time it falls. O(n).
  private mutating func distribute(_ seen: [Observation], among own: inout [ObservedBoot]) {
    var index = -1
    for observation in seen {
      let time = observation.entry.timestamp
      while index + 1 < own.count, own[index + 1].firstSeen <= time { index += 1 }
      let next = index + 1
      if next < own.count, isHead(time, of: own[next], after: index >= 0 ? own[index] : nil) {
        own[next].observations.append(observation)
      } else if index >= 0 {
        own[index].observations.append(observation)
      } else {
        unassigned.append(observation)
      }
    }
  }

  /// Whether something seen before the first marker of a boot belongs to it: right before its start,
  /// and nearer to it than to the last marker of the boot before. What an instance shows before its
  /// first boot belongs to that boot where its start was cut off.
  private func isHead(
    _ time: Timestamp, of boot: ObservedBoot, after previous: ObservedBoot?
  ) -> Bool {
    if previous == nil && boot.startedAt == nil { return true }
    guard time.isDated,
      boot.firstSeen.advanced(byNanoseconds: -BootHistory.headSlack) <= time
    else { return false }
    guard let previous else { return true }
    return boot.firstSeen.seconds(since: time) < time.seconds(since: previous.lastSeen)
  }
}

/// Tells traces in whose frames a server or application profile knows a function.
private struct InnerCode {
  private let functions: Set<String>

  init(_ library: PatternLibrary) {
    functions = Set(
      library.profiles.filter { $0.layer != .platform }.flatMap(\.phases).flatMap(\.frames))
  }

  func shows(_ observation: Observation, _ traces: [TraceEvidence]) -> Bool {
    guard case .trace(let index) = observation.content else { return false }
    return traces[index].trace.exceptions.contains { exception in
      exception.frames.contains { frame in frame.function.map(functions.contains) ?? false }
    }
  }
}
