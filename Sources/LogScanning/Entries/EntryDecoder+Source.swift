import LogModel

extension EntryDecoder {
  /// The number of the source of the entry at hand.
  func source(_ kind: PayloadKind) -> Int {
    var key = SourceInterner.Key()
    if let slice = top.value(.logName, .string) { key.logName = top.raw(slice) }
    if let slice = top.value(.resource, .object) { key.resource = top.raw(slice) }
    if labels.isSettled {
      if let slice = labels.value(.instanceId, .string) ?? labels.value(.copyId, .string) {
        key.instanceId = labels.raw(slice)
      }
      if let slice = labels.value(.podApp, .string) { key.podApp = labels.raw(slice) }
      if let slice = labels.value(.machineName, .string) { key.machineName = labels.raw(slice) }
    } else if let slice = top[.labels] ?? top[.foreignLabels] {
      readLabels(slice, into: &key)
    }
    if kind == .proto, let slice = payload.value(.resourceName, .string) {
      key.auditResource = payload.raw(slice)
    }
    if kind == .json, let slice = payload.value(.involvedObject, .object) {
      key.involvedObject = payload.raw(slice)
    }
    if !originBuffer.isEmpty, entry.form == .structured { key.origin = originBuffer.bytes }
    return sources.source(key) { naming(key) }
  }

  /// Labels are an object, or JSON in a string where a warehouse wrote them.
  private func readLabels(_ slice: JSONSlice, into key: inout SourceInterner.Key) {
    var bytes = top.bytes
    var object = slice
    if slice.kind == .string {
      let text = TextDecoder.decode(
        bytes, slice.start, slice.end, isEscaped: true, into: labelBuffer)
      guard let base = text.baseAddress else { return }
      bytes = base
      object = JSONSlice(start: 0, end: text.count, kind: .object)
    }
    if let tape = top.tape, object.place != JSONSlice.nowhere {
      var members = TapeCursor(bytes, tape, object: Int(object.place), end: top.end)
      while let (name, value) = members.member() {
        EntryDecoder.takeLabel(name, value, of: bytes, into: &key)
      }
    } else {
      var members = JSONMembers(bytes, object)
      while let (name, value) = members.next() {
        EntryDecoder.takeLabel(name, value, of: bytes, into: &key)
      }
    }
  }

  @inline(__always)
  private static func takeLabel(
    _ name: JSONSlice, _ value: JSONSlice, of bytes: UnsafePointer<UInt8>,
    into key: inout SourceInterner.Key
  ) {
    guard value.kind == .string, value.end > value.start else { return }
    func raw(_ slice: JSONSlice) -> Bytes {
      Bytes(start: bytes + slice.start, count: slice.end - slice.start)
    }
    switch name.end - name.start {
    case 10 where raw(name).isEqual("instanceId"): key.instanceId = raw(value)
    case 8 where raw(name).isEqual("clone_id"), 11 where raw(name).isEqual("instance_id"):
      if key.instanceId.isEmpty { key.instanceId = raw(value) }
    case 11 where raw(name).isEqual("k8s-pod/app"): key.podApp = raw(value)
    case 36 where raw(name).isEqual("compute.googleapis.com/resource_name"):
      key.machineName = raw(value)
    default: break
    }
  }

  func naming(_ key: SourceInterner.Key) -> SourceNaming {
    var naming = SourceNaming()
    naming.logName = EntryDecoder.text(key.logName) ?? ""
    naming.instanceId = EntryDecoder.text(key.instanceId)
    naming.podApp = EntryDecoder.text(key.podApp)
    naming.machineName = EntryDecoder.text(key.machineName)
    naming.auditResource = EntryDecoder.text(key.auditResource)
    naming.fileName = fileName
    naming.podPath = podPath
    naming.origin = key.origin.isEmpty ? nil : key.origin.string
    EntryDecoder.forEachMember(key.resource) { name, bytes, value in
      switch (name, value.kind) {
      case ("type", .string): naming.resourceType = EntryDecoder.text(bytes)
      case ("labels", .object): naming.resourceLabels = EntryDecoder.labelTexts(bytes)
      case ("labels", .string):
        guard let base = bytes.baseAddress else { break }
        let buffer = ByteBuffer()
        naming.resourceLabels = EntryDecoder.labelTexts(
          TextDecoder.decode(base, 0, bytes.count, isEscaped: true, into: buffer))
      default: break
      }
    }
    EntryDecoder.forEachMember(key.involvedObject) { name, bytes, value in
      guard value.kind == .string else { return }
      if name == "fieldPath" { naming.involvedField = EntryDecoder.text(bytes) }
      if name == "name" { naming.involvedName = EntryDecoder.text(bytes) }
    }
    return naming
  }

  private static func labelTexts(_ object: Bytes) -> [String: String] {
    var labels: [String: String] = [:]
    forEachMember(object) { label, bytes, value in
      if value.kind == .string || value.kind == .number { labels[label] = text(bytes) }
    }
    return labels
  }

  /// The decoded text of a raw string, of absurd length cut; nil where it is empty.
  private static func text(_ raw: Bytes) -> String? {
    guard let base = raw.baseAddress, !raw.isEmpty else { return nil }
    let buffer = ByteBuffer()
    return BoundedName.text(TextDecoder.decode(base, 0, raw.count, isEscaped: true, into: buffer))
  }

  private static func forEachMember(
    _ object: Bytes, _ body: (String, Bytes, JSONSlice) -> Void
  ) {
    guard let base = object.baseAddress else { return }
    var members = JSONMembers(base, JSONSlice(start: 0, end: object.count, kind: .object))
    while let (key, value) = members.next() {
      let name = text(Bytes(start: base + key.start, count: key.end - key.start)) ?? ""
      body(name, Bytes(start: base + value.start, count: value.end - value.start), value)
    }
  }
}
