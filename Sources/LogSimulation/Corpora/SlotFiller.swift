import LogModel

/// Writes entries from templates, with new ids, times and values for each.
struct SlotFiller {
  private(set) var bytes: [UInt8] = []
  private var generator: SeededGenerator
  private var instances: [[[UInt8]]]
  /// Running copies per service at the start; those of scripts are added behind them.
  private let running: Int
  /// Date and hour of the moment written last: most entries share theirs with the one before.
  private var cachedSecond: Int64 = .min
  private var cachedText: [UInt8] = []

  /// - Parameter instances: names of running copies, by service.
  init(generator: SeededGenerator, instances: [[[UInt8]]], capacity: Int) {
    self.generator = generator
    self.instances = instances
    running = instances.first?.count ?? 0
    bytes.reserveCapacity(capacity)
  }

  mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  mutating func below(_ bound: Int) -> Int { generator.below(bound) }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// One of the copies of a service that run.
  mutating func pickInstance(of service: Int) -> Int { generator.below(running) }

  /// A new copy of a service, for a boot.
  mutating func addInstance(of service: Int) -> Int {
    instances[service].append(Array(generator.instanceId().utf8))
    return instances[service].count - 1
  }

  mutating func append(_ template: EntryTemplate, at time: Timestamp, instance: Int) {
    // Every other entry is stamped in nanoseconds.
    let isFine = generator.below(2) == 0
    let moment = Timestamp(
      nanoseconds: time.nanoseconds / 1000 * 1000 + (isFine ? Int64(generator.below(1000)) : 0))
    for segment in template.segments {
      switch segment {
      case .literal(let literal): bytes.append(contentsOf: literal)
      case .slot(let slot): fill(slot, template, moment, instance)
      }
    }
  }

  private mutating func fill(
    _ slot: TemplateSlot, _ template: EntryTemplate, _ time: Timestamp, _ instance: Int
  ) {
    switch slot {
    case .timestamp: append(moment: time)
    case .received:
      append(
        moment: time.advanced(byNanoseconds: Int64(20_000_000 + generator.below(700_000_000))))
    case .insertId:
      let second = time.nanoseconds / 1_000_000_000
      append(hexadecimal: UInt64(second), digits: 8)
      append(hexadecimal: UInt64(time.nanoseconds - second * 1_000_000_000) / 1000, digits: 8)
      append(hexadecimal: generator.next(), digits: 8)
    case .instance: bytes.append(contentsOf: instances[template.service][instance])
    case .trace:
      append(hexadecimal: generator.next(), digits: 16)
      append(hexadecimal: generator.next(), digits: 16)
    case .span: append(hexadecimal: generator.next(), digits: 16)
    case .latency:
      // Most answers take milliseconds, some take seconds.
      let unit = generator.unit()
      append(decimal: generator.below(40) == 0 ? 1 + Int(unit * 4) : 0)
      bytes.append(0x2E)
      append(decimal: Int(1_000_000 + unit * unit * unit * 900_000_000), width: 9)
      bytes.append(0x73)
    case .requestSize: append(decimal: 240 + generator.below(1800))
    case .responseSize: append(decimal: 120 + generator.below(9000))
    case .path:
      let path = generator.below(SlotFiller.paths.count)
      bytes.append(contentsOf: SlotFiller.paths[path])
      // Most paths name a thing.
      if path >= SlotFiller.plainPaths { append(hexadecimal: generator.next(), digits: 12) }
    case .agent:
      bytes.append(contentsOf: SlotFiller.agents[generator.below(SlotFiller.agents.count)])
    case .address:
      bytes.append(contentsOf: SlotFiller.networks[generator.below(SlotFiller.networks.count)])
      append(decimal: 1 + generator.below(250))
    case .uuid: appendUUID()
    case .digest: append(hexadecimal: generator.next(), digits: 12)
    case .number: append(decimal: generator.below(100_000))
    case .smallNumber: append(decimal: 1 + generator.below(80))
    case .fraction:
      append(decimal: generator.below(3))
      bytes.append(0x2E)
      append(decimal: generator.below(1000), width: 3)
    case .user: append(decimal: 10_000 + generator.below(4000))
    case .clock:
      appendSecond(of: time)
      bytes[bytes.count - 9] = 0x20
      append(" +0000")
    }
  }

  // MARK: Values

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// RFC 3339 with as many fraction digits as it takes: 0, 3, 6 or 9.
  private mutating func append(moment time: Timestamp) {
    appendSecond(of: time)
    let nanosecond = Int(time.nanoseconds % 1_000_000_000)
    if nanosecond != 0 {
      bytes.append(0x2E)
      if nanosecond % 1_000_000 == 0 {
        append(decimal: nanosecond / 1_000_000, width: 3)
      } else if nanosecond % 1000 == 0 {
        append(decimal: nanosecond / 1000, width: 6)
      } else {
        append(decimal: nanosecond, width: 9)
      }
    }
    bytes.append(0x5A)
  }

  private mutating func appendSecond(of time: Timestamp) {
    let second = time.nanoseconds / 1_000_000_000
    if second != cachedSecond {
      cachedSecond = second
      cachedText = Array("\(time.date)T\(time.timeOfDay())".utf8)
    }
    bytes.append(contentsOf: cachedText)
  }

  private mutating func appendUUID() {
    let high = generator.next()
    let low = generator.next()
    append(hexadecimal: high >> 32, digits: 8)
    bytes.append(0x2D)
    append(hexadecimal: high >> 16, digits: 4)
    append("-4")
    append(hexadecimal: high, digits: 3)
    append("-a")
    append(hexadecimal: low >> 48, digits: 3)
    bytes.append(0x2D)
    append(hexadecimal: low, digits: 12)
  }

  /// The lowest digits of a number.
  private mutating func append(hexadecimal value: UInt64, digits: Int) {
    for position in stride(from: digits - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: value >> UInt64(4 * position)) & 0xF
      bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
  }

  private mutating func append(decimal value: Int, width: Int = 1) {
    var digits: (count: Int, scale: Int) = (1, 1)
    while value / digits.scale >= 10 || digits.count < width {
      digits.count += 1
      digits.scale *= 10
    }
    var rest = value
    while digits.scale > 0 {
      bytes.append(0x30 + UInt8(rest / digits.scale))
      rest %= digits.scale
      digits.scale /= 10
    }
  }

  /// Documentation ranges (RFC 5737), so that nobody's address is printed.
  private static let networks = ["192.0.2.", "198.51.100.", "203.0.113."].map { Array($0.utf8) }
  private static let agents = LogComposer.userAgents.map { Array($0.utf8) }
  /// How many of the paths end without an id.
  private static let plainPaths = 4
  private static let paths = [
    "/health", "/favicon.ico", "/static/app.8d3f1c.js", "/api/search?q=Z%C3%BCrich",
    "/api/threads/", "/api/messages/", "/api/users/me/devices/", "/api/agents/run?session=",
    "/api/orders/", "/api/orders/recent?limit=20&cursor=",
    "/api/catalog/items?page=2&sort=price&after=",
    "/api/carts/", "/api/uploads/", "/api/sessions/",
  ].map { Array($0.utf8) }
}
