import LogModel

/// Messages of one kind: what they have in common, and a few of them, whatever order they came in.
struct MessageSample: Sendable {
  private(set) var count = 0
  /// Nil where none had a text of its own.
  private(set) var shape: MessageShape?
  /// Different ones, those with the smallest hashes.
  private(set) var texts: [(hash: String, text: String)] = []
  private(set) var severity = Severity.emergency
  /// Whether all were requests.
  private(set) var areRequests = true
  /// Entries that no incident of the service tells in whose time they were logged.
  private(set) var untold = 0
  private(set) var services: Set<String> = []
  /// Whether each of them states a level below that of errors: what goes to standard error is an error to
  /// many a platform, whatever it says.
  private(set) var areHarmless = true

  /// Different texts that are kept.
  private static let mostTexts = 6
  /// Bytes of a text that are kept.
  private static let longestText = 2048
  /// Names of services that are kept.
  private static let mostServices = 50

  mutating func take(
    _ message: String, severity: Severity, isRequest: Bool, isTold: Bool, service: String?
  ) {
    count += 1
    self.severity = min(self.severity, severity)
    areRequests = areRequests && isRequest
    if !isTold { untold += 1 }
    if let service { insert(service) }
    let line = MessageShape.tellingLine(of: message)
    guard !line.isEmpty else { return }
    if MessagePiece.statedLevel(of: line).map({ $0 >= .error }) ?? true { areHarmless = false }
    let own = MessageShape(line: line)
    if shape?.merge(own) == nil { shape = own }
    keep(message)
  }

  mutating func merge(_ other: MessageSample) {
    count += other.count
    severity = min(severity, other.severity)
    areRequests = areRequests && other.areRequests
    untold += other.untold
    areHarmless = areHarmless && other.areHarmless
    for service in other.services { insert(service) }
    if let own = other.shape, shape?.merge(own) == nil { shape = own }
    for item in other.texts { keep(item) }
  }

  private mutating func insert(_ service: String) {
    services.insert(service)
    if services.count > MessageSample.mostServices, let last = services.max() {
      services.remove(last)
    }
  }

  private mutating func keep(_ message: String) {
    let text = MessageSample.beginning(of: message)
    keep((StableIdentifier.of([text]), text))
  }

  private mutating func keep(_ item: (hash: String, text: String)) {
    guard !texts.contains(where: { $0.hash == item.hash && $0.text == item.text }) else { return }
    if texts.count == MessageSample.mostTexts, let last = texts.last, (last.hash, last.text) < item
    {
      return
    }
    let place = texts.firstIndex { item < $0 } ?? texts.count
    texts.insert(item, at: place)
    if texts.count > MessageSample.mostTexts { texts.removeLast() }
  }

  /// The whole lines of a text that fit.
  static func beginning(of message: String) -> String {
    guard message.utf8.count > longestText else { return message }
    var kept = Substring(message)
    var bytes = Array(message.utf8.prefix(longestText))
    while let last = bytes.last, last & 0xC0 == 0x80 { bytes.removeLast() }
    if let last = bytes.last, last >= 0xC0 { bytes.removeLast() }
    kept = Substring(String(decoding: bytes, as: UTF8.self))
    guard let line = kept.utf8.lastIndex(of: 0x0A), line > kept.startIndex else {
      return String(kept)
    }
    return String(kept[..<line])
  }
}
