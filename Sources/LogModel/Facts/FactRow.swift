/// A fact as a ``FactSet`` takes it in: 48 bytes, without any reference that has to be counted.
struct FactRow: Sendable {
  /// Nanoseconds since 1970.
  var time: Int64
  var contentHash: UInt64
  var idHigh: UInt64
  var idLow: UInt32
  /// Index into the set's sources.
  var source: UInt32
  /// The entry's ordinal, counted from the base of its place.
  var ordinal: UInt32
  /// From below: 2 bits the insertId's form, 4 bits the severity, 26 bits the index of the place.
  var tag: UInt32
  /// Address of the text.
  var text: UInt32
  /// Index into the set's findings.
  var finding: UInt32

  var id: PackedInsertId {
    PackedInsertId(
      form: PackedInsertId.Form(rawValue: tag & 3) ?? .none, high: idHigh, low: idLow)
  }
  var hasId: Bool { tag & 3 != 0 }
  var severity: Severity { Severity(number: Int(tag >> 2 & 15) * 100) }
  var place: Int { FactRow.place(of: tag) }

  static func place(of tag: UInt32) -> Int { Int(tag >> 6) }

  static func tag(_ form: PackedInsertId.Form, _ severity: Severity, place: Int) -> UInt32 {
    form.rawValue | UInt32(severity.rawValue / 100) << 2 | UInt32(place) << 6
  }

  /// Places are told apart up to here.
  static let maxPlaces = 1 << 26
}
