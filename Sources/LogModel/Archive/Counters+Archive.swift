public import BinaryArchive

extension ArchiveWriter {
  public mutating func write(_ counters: Counters) {
    for number in [
      counters.bytesRead, counters.bytesInflated, counters.entries, counters.duplicates,
      counters.leftOut, counters.malformed, counters.errorEntries,
      counters.explainedErrorEntries,
    ] { write(number) }
    write(counters.isTruncated)
    write(counters.from)
    write(counters.to)
    write(list: counters.services.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
    var time: Int64 = 0
    write(counters.templates.count)
    for (key, count) in counters.templates.sorted(by: { $0.key < $1.key }) {
      write(key.template)
      write(choice: key.severity)
      write(count.count)
      write(list: count.services.sorted()) { $0.write($1) }
      write(count.first, after: &time)
      write(Int(count.last.nanoseconds))
    }
  }

  private mutating func write(_ moment: Timestamp?) {
    write(optional: moment) { $0.write(Int($1.nanoseconds)) }
  }

  private mutating func write(_ activity: ServiceActivity) {
    write(activity.entries)
    write(activity.first)
    write(activity.last)
    write(activity.platforms.sorted())
    write(activity.locations.sorted())
    write(activity.revisions.sorted())
    write(activity.firstOfRevision)
    write(activity.succeeded)
    write(list: activity.failed.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write($1.value)
    }
    write(activity.firstSuccess)
  }

  private mutating func write(_ moments: [String: Timestamp]) {
    write(list: moments.sorted { $0.key < $1.key }) {
      $0.write($1.key)
      $0.write(Int($1.value.nanoseconds))
    }
  }

  private mutating func write(_ counts: MomentCounts) {
    let (moments, numbers) = counts.sorted
    write(moments.count)
    var last: Int64 = 0
    for (moment, count) in zip(moments, numbers) {
      write(Int(moment &- last))
      write(count)
      last = moment
    }
  }
}

extension ArchiveReader {
  public mutating func counters() throws(ArchiveDamage) -> Counters {
    var counters = Counters()
    counters.bytesRead = try int()
    counters.bytesInflated = try int()
    counters.entries = try int()
    counters.duplicates = try int()
    counters.leftOut = try int()
    counters.malformed = try int()
    counters.errorEntries = try int()
    counters.explainedErrorEntries = try int()
    counters.isTruncated = try bool()
    counters.from = try moment()
    counters.to = try moment()
    for (service, activity) in try list({ reader throws(ArchiveDamage) in
      (try reader.service(), try reader.activity())
    }) {
      counters.services[service] = activity
    }
    var time: Int64 = 0
    var sources: [EntrySource: EntrySource] = [:]
    let count = try int()
    guard count >= 0 else { throw ArchiveDamage() }
    for _ in 0..<count {
      let key = TemplateKey(template: try text(), severity: try choice())
      let number = try int()
      let services = try list { reader throws(ArchiveDamage) in try reader.service() }
      let first = try entry(after: &time, sharing: &sources)
      counters.templates[key] = TemplateCount(
        count: number, services: Set(services), first: first,
        last: Timestamp(nanoseconds: Int64(try int())))
    }
    return counters
  }

  private mutating func moment() throws(ArchiveDamage) -> Timestamp? {
    try optional { reader throws(ArchiveDamage) in
      Timestamp(nanoseconds: Int64(try reader.int()))
    }
  }

  private mutating func activity() throws(ArchiveDamage) -> ServiceActivity {
    var activity = ServiceActivity()
    activity.entries = try int()
    activity.first = try moment()
    activity.last = try moment()
    activity.platforms = Set(try texts())
    activity.locations = Set(try texts())
    activity.revisions = Set(try texts())
    activity.firstOfRevision = try moments()
    activity.succeeded = try momentCounts()
    for (status, moments) in try list({ reader throws(ArchiveDamage) in
      (try reader.int(), try reader.momentCounts())
    }) {
      activity.failed[status] = moments
    }
    activity.firstSuccess = try moments()
    return activity
  }

  private mutating func moments() throws(ArchiveDamage) -> [String: Timestamp] {
    let pairs = try list { reader throws(ArchiveDamage) in
      (try reader.text(), Timestamp(nanoseconds: Int64(try reader.int())))
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  private mutating func momentCounts() throws(ArchiveDamage) -> MomentCounts {
    var counts = MomentCounts()
    var last: Int64 = 0
    let count = try int()
    guard count >= 0 else { throw ArchiveDamage() }
    for _ in 0..<count {
      last = last &+ Int64(try int())
      counts.add(last, count: try int())
    }
    return counts
  }
}
