/// A form in which entries leave Google Cloud. Each writes the entries in the order given.
public enum PackagedForm: String, CaseIterable, Sendable {
  /// One entry a line, as a sink writes objects to Cloud Storage.
  case ndjson
  /// One array, as `gcloud logging read --format=json` prints.
  case gcloud
  /// Pretty objects after each other with a blank line between, as the Logs Explorer copies.
  case objects
  /// `entries.list` responses of 100 entries each, after each other.
  case pages
  /// Pub/Sub push messages, one a line.
  case envelopes
  /// Rows of Log Analytics, one a line: snake_case, every column present.
  case bigquery

  public func encode(_ entries: [SimulatedEntry]) -> [UInt8] {
    switch self {
    case .ndjson: return lines(entries.map(\.json), .sink)
    case .gcloud:
      return JSONWriter.encode(.array(entries.map(\.json)), style: .gcloud) + [0x0A]
    case .objects:
      return Array(
        entries.map { JSONWriter.encode($0.json, style: .gcloud) + [0x0A] }
          .joined(separator: [0x0A]))
    case .pages: return pages(entries, size: 100)
    case .envelopes:
      return lines(entries.enumerated().map { PubSubEnvelope.json($1, ordinal: $0) }, .go)
    case .bigquery: return lines(entries.map { BigQueryRow.json($0) }, .sink)
    }
  }

  /// The name of a file in that form.
  public var fileExtension: String {
    self == .ndjson || self == .envelopes || self == .bigquery ? "ndjson" : "json"
  }

  private func lines(_ values: [JSONValue], _ style: JSONStyle) -> [UInt8] {
    var writer = JSONWriter(style: style)
    for value in values {
      writer.write(value)
      writer.append("\n")
    }
    return writer.bytes
  }

  private func pages(_ entries: [SimulatedEntry], size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var start = 0
    repeat {
      let end = min(entries.count, start + size)
      var page: [JSONValue.Member] = [.init("entries", .array(entries[start..<end].map(\.json)))]
      if end < entries.count { page.append(.init("nextPageToken", .string("EAA4-\(end)"))) }
      bytes += JSONWriter.encode(.object(page), style: .gcloud) + [0x0A]
      start = end
    } while start < entries.count
    return bytes
  }
}
