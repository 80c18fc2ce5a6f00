import LogModel

extension EntryDecoder {
  /// The interned source of the entry at hand.
  func source(_ kind: PayloadKind) -> EntrySource {
    var key = SourceInterner.Key()
    if let slice = top.value(.logName, .string) { key.logName = top.raw(slice) }
    if let slice = top.value(.resource, .object) { key.resource = top.raw(slice) }
    if let slice = top.value(.labels, .object) ?? top.value(.foreignLabels, .object) {
      readLabels(slice, into: &key)
    }
    if kind == .proto, let slice = payload.value(.resourceName, .string) {
      key.auditResource = payload.raw(slice)
    }
    if kind == .json, let slice = payload.value(.involvedObject, .object) {
      key.involvedObject = payload.raw(slice)
    }
    return sources.source(key) { naming(key) }
  }

  private func readLabels(_ slice: JSONSlice, into key: inout SourceInterner.Key) {
    var members = JSONMembers(top.bytes, slice)
    while let (name, value) = members.next() {
      guard value.kind == .string, value.end > value.start else { continue }
      let raw = top.raw(name)
      switch raw.count {
      case 10 where raw.isEqual("instanceId"): key.instanceId = top.raw(value)
      case 11 where raw.isEqual("k8s-pod/app"): key.podApp = top.raw(value)
      case 36 where raw.isEqual("compute.googleapis.com/resource_name"):
        key.machineName = top.raw(value)
      default: break
      }
    }
  }

  private func naming(_ key: SourceInterner.Key) -> SourceNaming {
    var naming = SourceNaming()
    naming.logName = EntryDecoder.text(key.logName) ?? ""
    naming.instanceId = EntryDecoder.text(key.instanceId)
    naming.podApp = EntryDecoder.text(key.podApp)
    naming.machineName = EntryDecoder.text(key.machineName)
    naming.auditResource = EntryDecoder.text(key.auditResource)
    naming.fileName = fileName
    EntryDecoder.forEachMember(key.resource) { name, bytes, value in
      switch (name, value.kind) {
      case ("type", .string): naming.resourceType = EntryDecoder.text(bytes)
      case ("labels", .object):
        EntryDecoder.forEachMember(bytes) { label, bytes, value in
          if value.kind == .string || value.kind == .number {
            naming.resourceLabels[label] = EntryDecoder.text(bytes)
          }
        }
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

  /// The decoded text of a raw string; nil where it is empty.
  private static func text(_ raw: Bytes) -> String? {
    guard let base = raw.baseAddress, !raw.isEmpty else { return nil }
    let buffer = ByteBuffer()
    return TextDecoder.decode(base, 0, raw.count, isEscaped: true, into: buffer).string
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
