import LogModel
import Patterns

/// All boots of a run, and what each instance showed in the time of each.
struct BootHistory {
  /// By first sight, then service, instance.
  private(set) var boots: [ObservedBoot] = []
  /// Observations that belong to no boot, in time order.
  private(set) var unassigned: ObservationList

  /// A boot's first lines may be stamped a little before its start marker, by another clock.
  private static let headSlack: Int64 = 2_000_000_000

  init(
    book: FactBook, traces: TraceBook, activities: [ServiceIdentity: ServiceActivity],
    library: PatternLibrary
  ) {
    let inner = InnerCode(library)
    let markers = MarkerBook(book, library: library)
    let observations = ObservationsByInstance(book, traces)
    unassigned = ObservationList(book: book)
    var builder = BootBuilder(markers, library: library)
    // Mostly one an instance; to grow at the end would hold all of them twice.
    boots.reserveCapacity(book.instanceCount + book.instanceCount / 8)
    for number in 0..<book.instanceCount {
      let seen = observations[number]
      guard !markers.parts[number].isEmpty else {
        unassigned.items += seen.items
        continue
      }
      let successes = activities[book.service(ofInstance: number)]?.firstSuccess ?? [:]
      let firstSuccess =
        successes.isEmpty ? nil : book.name(ofInstance: number).flatMap { successes[$0] }
      var own = builder.boots(
        of: number, firstSuccess: firstSuccess,
        innerTraces: seen.filter { inner.shows($0, traces) }.map(\.entry.timestamp))
      distribute(seen, among: &own)
      boots += own
    }
    unassigned.sort()
    boots.sort { left, right in
      if left.firstSeen != right.firstSeen { return left.firstSeen < right.firstSeen }
      if left.service != right.service { return left.service < right.service }
      guard let leftEntry = left.markers.first?.entry, let rightEntry = right.markers.first?.entry
      else { return left.markers.count < right.markers.count }
      return leftEntry < rightEntry
    }
  }

  /// Gives each observation of an instance to the boot in whose time it falls. O(n).
  private mutating func distribute(_ seen: ObservationList, among own: inout [ObservedBoot]) {
    var index = -1
    for item in seen.items {
      let time = seen.book.facts.timestamp(at: Int(item.position))
      while index + 1 < own.count, own[index + 1].firstSeen <= time { index += 1 }
      let next = index + 1
      if next < own.count, isHead(time, of: own[next], after: index >= 0 ? own[index] : nil) {
        own[next].observations.items.append(item)
      } else if index >= 0 {
        own[index].observations.items.append(item)
      } else {
        unassigned.items.append(item)
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

/// What was seen of each instance, in time order; what is seen on one entry stays in the order of its
/// facts, the trace last.
private struct ObservationsByInstance {
  private let book: FactBook
  /// One instance after the other.
  private var items: [ObservationList.Item]
  /// Of each instance where its items end.
  private var ends: [Int]

  init(_ book: FactBook, _ traces: TraceBook) {
    self.book = book
    ends = [Int](repeating: 0, count: book.instanceCount)
    items = [ObservationList.Item](
      repeating: .match(0), count: book.matches.count + traces.count)
    for position in book.matches { ends[book.instance(at: position)] += 1 }
    for index in traces.indices { ends[book.instance(at: traces.firstPosition(at: index))] += 1 }
    var start = 0
    for instance in ends.indices {
      let count = ends[instance]
      ends[instance] = start
      start += count
    }
    var (match, trace) = (0, 0)
    while match < book.matches.count || trace < traces.count {
      let position = trace < traces.count ? traces.firstPosition(at: trace) : .max
      let item: ObservationList.Item
      if match < book.matches.count, book.entry(at: book.matches[match]).position <= position {
        item = .match(book.matches[match])
        match += 1
      } else {
        item = ObservationList.Item(position: position, trace: UInt32(truncatingIfNeeded: trace))
        trace += 1
      }
      let instance = book.instance(at: item.position)
      items[ends[instance]] = item
      ends[instance] += 1
    }
  }

  subscript(instance: Int) -> ObservationList {
    let start = instance == 0 ? 0 : ends[instance - 1]
    return ObservationList(book: book, items: Array(items[start..<ends[instance]]))
  }
}

/// Tells traces in whose frames a server or application profile knows a function.
private struct InnerCode {
  private let functions: Set<String>

  init(_ library: PatternLibrary) {
    functions = Set(
      library.profiles.filter { $0.layer != .platform }.flatMap(\.phases).flatMap(\.frames))
  }

  func shows(_ observation: Observation, _ traces: TraceBook) -> Bool {
    guard case .trace(let index) = observation.content else { return false }
    return traces[index].trace.exceptions.contains { exception in
      exception.frames.contains { frame in frame.function.map(functions.contains) ?? false }
    }
  }
}
