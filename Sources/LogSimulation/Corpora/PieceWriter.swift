import LogModel

/// Frames the entries of a piece in the form of its corpus.
struct PieceWriter {
  private let form: CorpusForm
  private var filler: SlotFiller
  private(set) var entries = 0
  /// Ends of entries in the filler's bytes, for the array that is turned round.
  private var ends: [Int] = []
  private var envelopes: [UInt8] = []

  init(form: CorpusForm, filler: SlotFiller) {
    self.form = form
    self.filler = filler
  }

  /// Bytes of the finished form, about.
  var size: Int { form == .envelopes ? envelopes.count : filler.bytes.count }

  mutating func newInstance(of service: Int) -> Int { filler.addInstance(of: service) }

  /// - Parameter instance: nil for any that runs.
  mutating func append(_ template: EntryTemplate, at time: Timestamp, instance: Int?) {
    filler.append(
      template, at: time, instance: instance ?? filler.pickInstance(of: template.service))
    close()
  }

  /// An entry that is encoded already.
  mutating func append(_ bytes: [UInt8]) {
    filler.append(bytes)
    close()
  }

  private mutating func close() {
    entries += 1
    switch form {
    case .ndjson: filler.append([0x0A])
    case .array: ends.append(filler.bytes.count)
    case .envelopes:
      envelopes += PieceWriter.opening
      Base64.append(filler.bytes, to: &envelopes)
      envelopes += PieceWriter.middle
      envelopes += Array(String(9_000_000_000_000 + filler.below(1_000_000_000_000)).utf8)
      envelopes += PieceWriter.closing
      filler.removeAll()
    }
  }

  func finished(isFirst: Bool, isLast: Bool) -> [UInt8] {
    switch form {
    case .ndjson: return filler.bytes
    case .envelopes: return envelopes
    case .array:
      var bytes: [UInt8] = []
      bytes.reserveCapacity(filler.bytes.count + 4 * ends.count + 8)
      if isFirst { bytes += Array("[\n".utf8) }
      for index in ends.indices.reversed() {
        bytes += [0x20, 0x20]
        bytes += filler.bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
        bytes += isLast && index == 0 ? [0x0A] : [0x2C, 0x0A]
      }
      if isLast { bytes += Array("]\n".utf8) }
      return bytes
    }
  }

  private static let opening = Array(#"{"message":{"data":""#.utf8)
  private static let middle = Array(#"","messageId":""#.utf8)
  private static let closing = Array(
    (#""},"subscription":"projects/acme-production/subscriptions/log-export"}"# + "\n").utf8)
}
