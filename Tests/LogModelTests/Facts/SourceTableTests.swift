import Testing

@testable import LogModel

@Suite struct SourceTableTests {
  private static func source(_ log: String, _ instance: String?) -> EntrySource {
    EntrySource(
      service: ServiceIdentity(project: "p", name: "s", environment: "e"), platform: nil,
      resourceType: nil, location: nil, revision: nil, instance: instance, log: log)
  }

  private static let names = [
    "", "0", "00", "0069c7a9887abb", "0069C7A9887ABB", "0069c7a9887ab", "abcdefg", "api-0/web",
    "ungl\u{fc}ck", "\u{0}", "\u{1}", "ff\u{0}",
  ]

  @Test func namesComeBackAsTheyWere() {
    var store = NameStore()
    let numbers = SourceTableTests.names.map { store.number(of: $0) }
    #expect(numbers == (0..<UInt32(numbers.count)).map { $0 })
    #expect(SourceTableTests.names.map { store.number(of: $0) } == numbers)
    #expect(numbers.map { store.name($0) } == SourceTableTests.names)
  }

  /// As sources are compared.
  @Test func namesOfOneValueHaveOneNumber() {
    var store = NameStore()
    #expect(store.number(of: "\u{e9}") == store.number(of: "e\u{301}"))
  }

  @Test func aSourceIsKnownByValue() {
    var table = SourceTable()
    var all: [EntrySource] = []
    for log in ["a", "b"] {
      all.append(SourceTableTests.source(log, nil))
      for name in SourceTableTests.names { all.append(SourceTableTests.source(log, name)) }
    }
    let numbers = all.map { table.number(of: $0) }
    #expect(table.count == all.count)
    for (number, source) in zip(numbers, all) {
      #expect(table[Int(number)] == source)
      #expect(table.number(of: SourceTableTests.source(source.log, source.instance)) == number)
      #expect(table.origins[table.origin(Int(number))] == source.origin)
      #expect(table.instance(table.instanceNumber(Int(number))) == source.instance)
    }
  }

  /// Objects that went make room for others at the same address.
  @Test func manySourcesThatComeAndGoAreToldApart() {
    var table = SourceTable()
    let count = 5000
    for index in 0..<count {
      #expect(table.number(of: SourceTableTests.source("log", "\(index)")) == UInt32(index))
    }
    #expect((0..<count).allSatisfy { table[$0].instance == "\($0)" })
  }
}
