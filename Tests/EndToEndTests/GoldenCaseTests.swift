import Glibc
import Testing

@Suite("Behaviours")
struct GoldenCaseTests {
  @Test(arguments: GoldenCase.all)
  func holds(_ golden: GoldenCase) throws {
    let result = try golden.run()
    if getenv("FIVEWHYS_RECORD") != nil {
      try golden.record(result)
      Issue.record("recorded; look at the difference, then run without FIVEWHYS_RECORD")
      return
    }
    let expected = try golden.expected()
    #expect(
      String(decoding: result.stdout, as: UTF8.self)
        == String(decoding: expected.stdout, as: UTF8.self))
    #expect(
      String(decoding: result.stderr, as: UTF8.self)
        == String(decoding: expected.stderr, as: UTF8.self))
    #expect(result.status == expected.status)
    #expect(result.written.keys.sorted() == expected.written.keys.sorted())
    for (name, bytes) in expected.written.sorted(by: { $0.key < $1.key }) {
      #expect(
        String(decoding: result.written[name] ?? [], as: UTF8.self)
          == String(decoding: bytes, as: UTF8.self), "\(name)")
    }
    // The texts above are for the eye: repaired bytes could look alike.
    let isSameToTheByte = result == expected
    #expect(isSameToTheByte)
  }

  @Test func areFound() {
    #expect(!GoldenCase.all.isEmpty)
  }
}
