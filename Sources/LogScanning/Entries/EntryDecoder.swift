import LogModel

/// Turns records into entries and hands them on.
///
/// Known members are found in one pass over a record; their values are decoded only where they are
/// part of every entry. All buffers are reused.
final class EntryDecoder {
  let entry = DecodedEntry()
  @exclusivity(unchecked) var problems: ReadProblems
  @exclusivity(unchecked) private(set) var delivered = 0
  /// Set from within the callback to end the reading.
  @exclusivity(unchecked) var isStopped = false

  let deliver: (DecodedEntry) -> Void
  private let recordIndex: RecordIndex
  private let walk = RecordWalk()
  let top: FieldSlots
  let payload: FieldSlots
  let request: FieldSlots
  let labels: FieldSlots
  let inner = FieldSlots()
  let sources: SourceInterner
  let fileName: String?
  /// The pod whose log the input is, where its path says so.
  let podPath: PodPath?
  let limit: Int
  /// What times without a year are near to.
  let now: Timestamp

  /// Members that may hold a stack trace.
  let traceKeys = FieldSlots.KeySet(
    .stackTrace, .stacktrace, .traceback, .exception, .excInfo, .excText, .error, .err, .stack)

  @exclusivity(unchecked) var knownDate = KnownDate()

  /// Tells what came before, where only a part of the input is read; see ``resume(_:base:)``.
  @exclusivity(unchecked) var recall: (() -> Void)?
  /// Added to the number of an entry for its ordinal in the input, where that is known.
  @exclusivity(unchecked) private(set) var base = 0
  /// The time of the entry before, for those without one.
  @exclusivity(unchecked) var lastTimestamp: Timestamp?

  // Where decoded texts live until the next entry.
  let messageBuffer = ByteBuffer()
  let traceBuffer = ByteBuffer()
  private let insertIdBuffer = ByteBuffer()
  let payloadBuffer = ByteBuffer()
  let labelBuffer = ByteBuffer()
  let stringBuffer = ByteBuffer()
  let envelopeBuffer = ByteBuffer()
  /// Whether what it holds is being read.
  @exclusivity(unchecked) var isEnvelopeOpen = false
  let lineBuffer = ByteBuffer()

  /// What names the writer of the plain line at hand; empty where nothing but the file does.
  let originBuffer = ByteBuffer(capacity: 64)
  @exclusivity(unchecked) private var plainGeneration = 0
  @exclusivity(unchecked) var plainSource: Int?
  /// The severity that stands before an object within a line.
  @exclusivity(unchecked) private var outerSeverity: Severity?

  // Texts that may still grow.
  @exclusivity(unchecked) var pendingLine = PendingText()
  @exclusivity(unchecked) var continuation = ContinuationRule()
  @exclusivity(unchecked) var pendingOutput = PendingText()
  @exclusivity(unchecked) var pendingErrors = PendingText()

  /// Whether entries of plain text tell their lines; see ``DecodedEntry/line``.
  let keepsLines: Bool
  @exclusivity(unchecked) var fold = LineFold()
  @exclusivity(unchecked) var spareFold = LineFold()
  /// What the next entry of plain text tells.
  @exclusivity(unchecked) var shownLine = Bytes.none

  /// A folded record stays below, in bytes.
  private static let foldLimit = 256 << 10

  init(
    input: InputObject, options: ReadOptions, _ deliver: @escaping (DecodedEntry) -> Void
  ) {
    problems = ReadProblems(file: input.name)
    sources = SourceInterner(environmentOf: options.environmentOf)
    fileName = input.lastComponent
    podPath = PodPath(input)
    limit = options.maxEntryBytes
    now = options.now
    keepsLines = options.keepsLines
    recordIndex = RecordIndex(path: options.indexPath)
    top = walk.top
    payload = walk.payload
    request = walk.request
    labels = walk.labels
    entry.members = top
    entry.payloadMembers = payload
    entry.sources = sources
    self.deliver = deliver
  }

  /// The next entry gets the next number.
  func begin(counting number: Int, from base: Int) {
    delivered = number
    self.base = base
  }

  // MARK: Records

  /// An object cut out of arrays, pages or a pretty sequence.
  ///
  /// - Parameter tape: of the record, where whoever cut it out has one.
  func object(_ record: Bytes, at offset: Int, along tape: Tape? = nil) {
    flush()
    if !decode(record, at: offset, fallback: nil, nesting: 0, along: tape) {
      problems.addMalformed("not valid JSON", at: offset)
    }
  }

  /// A line without its newline.
  ///
  /// - Parameter tape: of the line, where it begins with a brace and whoever cut it out has one.
  func line(_ line: Bytes, at offset: Int, isTerminated: Bool, along tape: Tape? = nil) {
    if keepsLines {
      hold(line, at: offset, isTerminated: isTerminated, along: tape)
    } else {
      read(line, at: offset, isTerminated: isTerminated, along: tape)
    }
  }

  func read(_ line: Bytes, at offset: Int, isTerminated: Bool, along tape: Tape?) {
    var line = line
    if line.last == 0x0D { line = line.part(0..<line.count - 1) }
    guard var first = line.firstIndex(where: { $0 > 0x20 }) else { return }
    if line[first] == 0x7B, pendingLine.offset == nil || first == 0,
      EntryDecoder.beginsObject(line, first)
    {
      enter(Bytes.none)
      flushLine()
      let record = line.part(first..<line.count)
      let known = first == 0 ? tape : nil
      if decode(record, at: offset + first, fallback: nil, nesting: 0, along: known) { return }
      if isTerminated || EntryDecoder.isBalanced(record) {
        problems.addMalformed("not valid JSON", at: offset + first)
        if keepsLines { showUnreadable(line, at: offset) }
      } else {
        truncatedRecord = offset + first
      }
      return
    }
    if let runtime = PlainLine.RuntimeLine(line) {
      enter(Bytes.none)
      flushLine()
      join(
        runtime.text, isComplete: !runtime.isPartial, isError: runtime.isError, at: offset,
        runtime.timestamp)
      return
    }
    var offset = offset
    var time: Timestamp?
    if let prefix = LinePrefix(line, now: now) {
      enter(prefix.origin)
      line = line.part(prefix.length..<line.count)
      guard let next = line.firstIndex(where: { $0 > 0x20 }) else { return }
      first = next
      offset += prefix.length
      time = prefix.timestamp
    } else {
      enter(Bytes.none)
    }
    let text = line.part(first..<line.count)
    if let reason = PlainLine.reasonAgainst(text, isTerminated: isTerminated) {
      if isTerminated || reason == .binary {
        problems.addMalformed(reason.rawValue, at: offset + first)
      } else {
        truncatedRecord = offset + first
      }
      return
    }
    plain(line, first, at: offset, time)
  }

  /// Ends the reading of an input that is nothing to read, and says why.
  func refuse(_ reason: String) {
    problems.addForeign(reason)
    isStopped = true
  }

  /// Where the input ended inside a line that holds an object.
  @exclusivity(unchecked) private(set) var truncatedRecord: Int?

  /// The input has ended.
  func finish() { flush() }

  private static func beginsObject(_ line: Bytes, _ brace: Int) -> Bool {
    guard let next = line[(brace + 1)...].firstIndex(where: { $0 > 0x20 }) else { return false }
    return line[next] == 0x22 || line[next] == 0x7D
  }

  private static func isBalanced(_ record: Bytes) -> Bool {
    var cursor = JSONCursor(record)
    return cursor.value() != nil
  }

  // MARK: Plain text

  /// - Parameter time: what stood before the line, for one without a time of its own.
  private func plain(_ line: Bytes, _ first: Int, at offset: Int, _ time: Timestamp?) {
    if let head = ExplorerLine.head(line) ?? stampedHead(line, at: offset) {
      flushLine()
      let message = line.part(head.length..<line.count)
      // `kubectl logs --timestamps` puts the time in front of whatever the container wrote.
      if head.length > 0, message.first == 0x7B, EntryDecoder.beginsObject(message, 0) {
        text(line, at: offset, head, showing: takeShownLine())
        return
      }
      pendingLine.begin(line, at: offset, head, showing: takeShownLine())
      continuation.begin(message)
      return
    }
    if pendingLine.offset != nil, pendingLine.text.count + line.count < EntryDecoder.foldLimit {
      if pendingLine.text.count == pendingLine.head.length, pendingLine.head.request == nil {
        // The time had a line to itself: this is the text that it belongs to.
        pendingLine.text.append(line)
        pendingLine.shownLine.append(takeShownLine())
        continuation.begin(line)
        return
      }
      if continuation.continues(line) {
        pendingLine.text.append(0x0A)
        pendingLine.text.append(line)
        pendingLine.shownLine.append(takeShownLine())
        return
      }
    }
    flushLine()
    text(line, at: offset, LineHead(timestamp: time), showing: takeShownLine())
  }

  private func takeShownLine() -> Bytes {
    defer { shownLine = Bytes.none }
    return shownLine
  }

  /// The head of a line with a time.
  private func stampedHead(_ line: Bytes, at offset: Int) -> LineHead? {
    guard let stamp = LineStamp(line, now: now) else { return nil }
    if let zone = stamp.uncertainZone { problems.addUncertainZone(zone.string, at: offset) }
    var head = LineHead(timestamp: stamp.timestamp, length: stamp.messageStart)
    head.level = stamp.level
    if head.length > 0, line[10] == 0x54,
      let tail = SyslogTail(line, from: head.length, needsProcess: true)
    {
      enter(tail.host)
      head.length = tail.end
    }
    return head
  }

  /// What follows was written by another; what is pending is its predecessor's.
  private func enter(_ origin: Bytes) {
    guard !originBuffer.bytes.isEqual(origin) else { return }
    flushLine()
    originBuffer.removeAll()
    originBuffer.append(origin)
    plainSource = nil
  }

  private func flushLine() {
    guard let offset = pendingLine.offset else { return }
    text(
      pendingLine.text.bytes, at: offset, pendingLine.head, showing: pendingLine.shownLine.bytes)
    pendingLine.clear()
  }

  private func flush() {
    releaseFold()
    flushLine()
    if pendingOutput.offset != nil { flushJoined(isError: false) }
    if pendingErrors.offset != nil { flushJoined(isError: true) }
  }

  /// Adds a part of a line that a container runtime cut; delivers the line once it is whole.
  func join(
    _ part: Bytes, isComplete: Bool, isError: Bool, at offset: Int, _ timestamp: Timestamp?
  ) {
    recall?()
    let pending = isError ? pendingErrors : pendingOutput
    if isComplete, pending.offset == nil {
      text(
        part, at: offset, LineHead(timestamp: timestamp), showing: takeShownLine(),
        isWrapped: true)
      return
    }
    if pending.offset != nil, pending.text.count + part.count > limit {
      flushJoined(isError: isError)
    }
    if isError {
      pendingErrors.extend(part, at: offset, timestamp)
    } else {
      pendingOutput.extend(part, at: offset, timestamp)
    }
    if isComplete { flushJoined(isError: isError) }
  }

  private func flushJoined(isError: Bool) {
    let pending = isError ? pendingErrors : pendingOutput
    guard let offset = pending.offset else { return }
    text(pending.text.bytes, at: offset, pending.head, isWrapped: true)
    if isError { pendingErrors.clear() } else { pendingOutput.clear() }
  }

  /// A text from outside of any LogEntry: an object of structured standard output, or a plain line.
  ///
  /// - Parameters:
  ///   - line: the line that it was read from, with what is folded into it.
  ///   - isWrapped: whether a container runtime put something around it.
  func text(
    _ text: Bytes, at offset: Int, _ head: LineHead, showing line: Bytes = Bytes.none,
    isWrapped: Bool = false
  ) {
    let message = text.part(head.length..<text.count)
    if message.first == 0x7B, EntryDecoder.beginsObject(message, 0) {
      outerSeverity = head.fieldSeverity
      defer { outerSeverity = nil }
      let place = offset + head.length
      if decode(message, at: place, fallback: head.timestamp, nesting: 1) { return }
    }
    let isBlank = head.length > 0 ? message.allSatisfy { $0 <= 0x20 } : message.isEmpty
    if isBlank, head.request == nil {
      // Its time is that of what follows without one.
      if let timestamp = head.timestamp { lastTimestamp = timestamp }
      return
    }
    top.clear()
    payload.clear()
    entry.record = text
    entry.form = .plain
    entry.line = line
    entry.isWrapped = isWrapped
    entry.message = Bytes.none
    if let base = message.baseAddress, !isBlank {
      entry.message = TextDecoder.decode(
        base, 0, message.count, isEscaped: false, into: messageBuffer)
    }
    entry.attachedTrace = Bytes.none
    entry.insertIdBytes = Bytes.none
    entry.request = head.request
    entry.split = nil
    setSource(sourceOfPlainLine())
    entry.hasErrorGroup = false
    entry.outerLevel =
      head.level ?? (head.length > 0 && head.fieldSeverity == nil ? TextLevel.read(text) : nil)
    complete(head.timestamp, fieldSeverity: head.fieldSeverity ?? .default, at: offset)
  }

  @inline(__always)
  func setSource(_ number: Int) {
    entry.sourceNumber = number
    entry.sourceGeneration = sources.generation
  }

  func sourceOfPlainLine() -> Int {
    // A number of a generation that is gone names another source.
    if let known = plainSource, plainGeneration == sources.generation { return known }
    var key = SourceInterner.Key()
    key.origin = originBuffer.bytes
    let source = sources.source(key) { naming(key) }
    plainSource = source
    plainGeneration = sources.generation
    return source
  }

  // MARK: Objects

  /// Decodes an object of any kind: an entry, or an envelope around entries.
  ///
  /// - Parameters:
  ///   - fallback: the time of what the object was found in.
  ///   - nesting: how many envelopes were opened.
  /// - Returns: false where it is malformed.
  func decode(
    _ record: Bytes, at offset: Int, fallback: Timestamp?, nesting: Int, along known: Tape? = nil
  ) -> Bool {
    guard let base = record.baseAddress else { return false }
    // The tape begins with the brace that the record begins with.
    let tape = known ?? (record[0] == 0x7B ? recordIndex.tape(of: record) : nil)
    let whole = JSONSlice(
      start: 0, end: record.count, kind: .object, place: tape == nil ? JSONSlice.nowhere : 0)
    guard var end = fillTop(base, whole, tape) else { return false }
    while end < record.count {
      guard record[end] <= 0x20 || record[end] == 0x2C else { return false }
      end += 1
    }
    if nesting < 3, !isLogEntry {
      if let opened = openEnvelope(base, at: offset, fallback, nesting) { return opened }
    }
    decodeEntry(record, at: offset, fallback)
    return true
  }

  /// Finds the known members of a record, and of the objects in it where that is done at once.
  private func fillTop(
    _ base: UnsafePointer<UInt8>, _ whole: JSONSlice, _ tape: Tape?
  ) -> Int? {
    if let tape, let end = walk.walk(base, tape, end: whole.end) { return end }
    walk.forget()
    return top.fill(base, whole, along: tape, end: whole.end)
  }

  /// Whether the top members are those of a LogEntry.
  var isLogEntry: Bool {
    top.has(.logName) || top.has(.insertId) || top.has(.textPayload) || top.has(.jsonPayload)
      || top.has(.protoPayload) || top.value(.resource, .object) != nil
  }

  private func decodeEntry(_ record: Bytes, at offset: Int, _ fallback: Timestamp?) {
    let isLogEntry = isLogEntry
    entry.record = record
    entry.form = isLogEntry ? .logEntry : .structured
    let payloadKind = fillPayload()
    decodeTexts(payloadKind, isStructured: !isLogEntry)
    entry.insertIdBytes = Bytes.none
    if let slice = top.value(.insertId, .string) ?? top.value(.foreignInsertId, .string) {
      entry.insertIdBytes = TextDecoder.decode(
        top.bytes, slice.start, slice.end, isEscaped: true, into: insertIdBuffer)
    }
    setSource(source(payloadKind))
    entry.request = top.value(.httpRequest, .object).flatMap { readRequest($0) }
    entry.split = top.value(.split, .object).flatMap { split(top.bytes, $0) }
    entry.outerLevel = nil
    entry.hasErrorGroup = hasErrorGroup
    var fieldSeverity = severity(isStructured: !isLogEntry)
    if fieldSeverity == .default, let outerSeverity { fieldSeverity = outerSeverity }
    let time = timestamp(at: offset) ?? (isLogEntry ? fallback : otherTime(before: fallback))
    complete(time, fieldSeverity: fieldSeverity, at: offset)
  }

  /// Fills in what depends on the rest, and hands the entry on.
  private func complete(_ timestamp: Timestamp?, fieldSeverity: Severity, at offset: Int) {
    delivered += 1
    entry.isUnreadable = false
    entry.ordinal = delivered
    entry.byteOffset = offset
    if let timestamp {
      lastTimestamp = timestamp
    } else if lastTimestamp == nil {
      recall?()
    }
    entry.timestamp = timestamp ?? lastTimestamp ?? .undated(ordinal: base + delivered)
    entry.fieldSeverity = fieldSeverity
    entry.updateFromMessage()
    deliver(entry)
  }

  // MARK: Members

  private func severity(isStructured: Bool) -> Severity {
    if let slice = top[.severity] { return FieldSeverity.read(top.raw(slice), slice.kind) }
    guard isStructured, let slice = top[.level] else { return .default }
    return FieldSeverity.readLevel(top.raw(slice), slice.kind)
  }

  /// Whether Error Reporting counts the entry to a group.
  private var hasErrorGroup: Bool {
    guard let groups = top.value(.errorGroups, .array) else { return false }
    return top.raw(groups).contains(0x7B)
  }
}
