import Foundation
import LogSimulation
import Testing

@Suite struct PackagingTests {
  private let entries = Story.all(seed: 5).first { $0.name == "healthy-day" }?.entries ?? []

  @Test(arguments: PackagedForm.allCases)
  func `every form reads back to all entries in order`(form: PackagedForm) throws {
    let objects = try ParsedEntries.objects(of: form.encode(entries), form)
    let key = form == .bigquery ? "insert_id" : "insertId"
    #expect(entries.count > 300)
    #expect(objects.compactMap { $0[key] as? String } == entries.map(\.insertId))
  }

  @Test func `no form changes the text of an entry`() throws {
    let texts = entries.compactMap { entry -> String? in
      if case .text(let text) = entry.payload { return text }
      return nil
    }
    #expect(texts.contains { $0.contains("\u{1B}[32m") })
    for form in PackagedForm.allCases {
      let key = form == .bigquery ? "text_payload" : "textPayload"
      let objects = try ParsedEntries.objects(of: form.encode(entries), form)
      #expect(objects.compactMap { $0[key] as? String } == texts, "\(form)")
    }
  }

  @Test func `gcloud's members are sorted, indented and not escaped`() {
    let text = String(decoding: PackagedForm.gcloud.encode(entries), as: UTF8.self)
    #expect(text.hasPrefix("[\n  {\n    \""))
    #expect(text.hasSuffix("\n  }\n]\n"))
    #expect(text.contains("Zürich → Genève"))
    #expect(text.contains("<a href="))
  }

  @Test func `Go's encoder escapes what may stand in HTML`() {
    let text = String(
      decoding: JSONWriter.encode(["a": "<b> & \u{1}\n"], style: .go), as: UTF8.self)
    #expect(text == #"{"a":"\u003cb\u003e \u0026 \u0001\n"}"#)
  }

  @Test func `no entries give empty documents`() throws {
    for form in PackagedForm.allCases {
      #expect(try ParsedEntries.objects(of: form.encode([]), form).isEmpty)
    }
  }

  @Test func `pages hold one hundred entries and name the next`() throws {
    let pages = try String(decoding: PackagedForm.pages.encode(entries), as: UTF8.self)
      .split(separator: "\n}\n").map { try ParsedEntries.object(Data(($0 + "\n}").utf8)) }
    let counts = pages.compactMap { ($0["entries"] as? [Any])?.count }
    #expect(counts.dropLast().allSatisfy { $0 == 100 })
    #expect(pages.dropLast().allSatisfy { $0["nextPageToken"] is String })
    #expect(pages.last?["nextPageToken"] == nil)
  }

  @Test func `BigQuery rows have every column and no trailing zeros`() throws {
    let rows = try ParsedEntries.objects(of: PackagedForm.bigquery.encode(entries), .bigquery)
    let columns = Set(rows.first?.keys.map { $0 } ?? [])
    #expect(columns.isSuperset(of: ["json_payload", "text_payload", "http_request", "insert_id"]))
    for row in rows {
      #expect(Set(row.keys) == columns)
      let time = try #require(row["timestamp"] as? String)
      #expect(time.hasSuffix(" UTC") && !time.contains("Z"), "\(time)")
      #expect(!(time.contains(".") && time.hasSuffix("0 UTC")), "\(time)")
    }
  }

  @Test func `rearranging keeps the entries`() {
    let all = Set(entries)
    let shuffled = Packaging.shuffled(entries, seed: 9)
    #expect(shuffled != entries && Set(shuffled) == all && shuffled.count == entries.count)
    #expect(Packaging.shuffled(entries, seed: 9) == shuffled)
    #expect(Packaging.shuffled(entries, seed: 10) != shuffled)
    #expect(Packaging.oldestFirst(shuffled) == entries)
    #expect(Packaging.newestFirst(shuffled) == Packaging.reversed(entries))
    #expect(Packaging.doubled(entries).count == 2 * entries.count)
    let shards = Packaging.shards(entries, count: 7)
    #expect(shards.count == 7 && Set(shards.joined()) == all)
    #expect(shards.map(\.count).reduce(0, +) == entries.count)
  }

  @Test func `several gzip members inflate to the whole, and have no time`() throws {
    let bytes = PackagedForm.ndjson.encode(entries)
    let packed = try Gzip.compress(bytes, members: 3)
    #expect(try Gzip.inflate(packed) == bytes)
    #expect(Array(packed[4..<8]) == [0, 0, 0, 0])
    #expect(throws: ZlibFailure.self) { try Gzip.inflate(Array(packed.dropLast(9))) }
    #expect(throws: ZlibFailure.self) { try Gzip.inflate(Array("plain text".utf8)) }
  }
}
