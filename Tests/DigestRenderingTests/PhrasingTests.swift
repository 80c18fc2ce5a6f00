import LogModel
import Testing

@testable import DigestRendering

@Suite struct PhrasingTests {
  @Test(arguments: [
    (0.0, "0 ms"), (0.0004, "0 ms"), (0.32, "320 ms"), (0.9996, "1 s"), (4.1, "4.1 s"),
    (9.96, "10 s"),
    (90, "90 s"), (119.6, "2 min"), (651, "11 min"), (7_169, "119 min"), (7_500, "2 h 05 min"),
    (273_600, "3 d 04 h"),
  ])
  func `durations are humane`(seconds: Double, text: String) {
    #expect(Phrasing.duration(seconds) == text)
  }

  @Test(arguments: [Double.nan, .infinity, -1, 1e300])
  func `what is no duration is left out`(seconds: Double) {
    #expect(Phrasing.duration(seconds) == nil)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (-1_204_118, "-1,204,118"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `counts have thousands separators`(number: Int, text: String) {
    #expect(Phrasing.count(number) == text)
  }

  @Test(arguments: [
    (120_000, "USD", true, "$120K+"), (1_200_000, "EUR", false, "€1.2M"),
    (2_000_000, "GBP", false, "£2M"), (1_250_000, "USD", false, "$1,250K"),
    (9_500, "CHF", true, "CHF 9,500+"), (0, "USD", false, "$0"), (-5, "USD", false, "-$5"),
  ])
  func `money is short`(amount: Int, currency: String, atLeast: Bool, text: String) {
    #expect(
      Phrasing.money(Money(amount: amount, currency: currency, atLeast: atLeast)) == text)
  }

  @Test(arguments: [
    (9.25, 3, "9.25"), (4.0, 3, "4"), (0.0004, 3, "0"), (-0.0004, 3, "0"), (-1.5, 3, "-1.5"),
    (1e300, 3, "9200000000000000000"), (0.1 + 0.2, 6, "0.3"), (1e-7, 6, "0"),
  ])
  func `decimals have neither exponents nor trailing zeros`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(JSONWriter.decimal(value, decimals) == text)
  }

  @Test func `an exception's message is never cut`() {
    let message = "the pool of 12 connections is exhausted after 30 seconds of waiting"
    let text =
      "Traceback (most recent call last): ⏎ File \"/app/db.py\", line 3, in connect ⏎ "
      + "asyncpg.PoolError: " + message + " ⏎ and then some"
    for limit in 1...120 {
      let cut = EvidenceExcerpt.cut(
        text, limit: limit, keeping: ["asyncpg.PoolError: " + message, message])
      #expect(cut.contains(message), "\(limit): \(cut)")
    }
    #expect(
      EvidenceExcerpt.cut(text, limit: 90, keeping: ["asyncpg.PoolError: " + message, message])
        == "… asyncpg.PoolError: \(message) …")
  }

  @Test func `a link holds its parts percent-encoded and no parenthesis`() throws {
    let entry = Sample.entry(
      Sample.at("09:12:57.399"), "x", service: .init(project: "p:q", name: nil, environment: "e"),
      log: "run.googleapis.com/stderr", insertId: "a\"(b)\n\\c")
    #expect(
      entry.logsExplorerURL == "https://console.cloud.google.com/logs/query;query="
        + "insertId%3D%22a%5C%22%28b%29%0A%5C%5Cc%22%0A"
        + "timestamp%3D%222025-09-07T09%3A12%3A57.399Z%22%0A"
        + "logName%3D%22projects%2Fp%3Aq%2Flogs%2Frun.googleapis.com%252Fstderr%22"
        + ";cursorTimestamp=2025-09-07T09:12:57.399Z"
        + ";pinnedLogId=2025-09-07T09:12:57.399Z%2Fa%22%28b%29%0A%5Cc?project=p%3Aq")
  }

  @Test func `without project, time or insertId there is no link`() {
    let known = Sample.entry(Sample.at("09:00:00"), "x")
    #expect(known.logsExplorerURL != nil)
    var entry = known
    entry.insertId = ""
    #expect(entry.logsExplorerURL == nil)
    entry = known
    entry.timestamp = .undated(ordinal: 5)
    #expect(entry.logsExplorerURL == nil)
    let homeless = ServiceIdentity(project: nil, name: "x", environment: "e")
    #expect(Sample.entry(Sample.at("09:00:00"), "x", service: homeless).logsExplorerURL == nil)
  }

  @Test func `a wide character takes two columns, a mark none`() {
    #expect(DisplayWidth.columns("漢字") == 4)
    #expect(DisplayWidth.columns("e\u{301}") == 1)
    #expect(DisplayWidth.columns("👩") == 2)
    #expect(DisplayWidth.columns("⚠\u{FE0F}") == 2)
    #expect(DisplayWidth.columns("—") == 1)
  }

  @Test func `only incidents below P1 are told in short, and only where there are many`() {
    let many = TextRenderer().render(Sample.twelveDigest, options: RenderOptions())
    // Six of P0 and P1 in full; the six others have a title and no questions.
    #expect(many.matches(of: #/(?m)^  1 /#).count == 6)
    #expect(many.matches(of: #/(?m)^P[0-3]  /#).count == 12)
    var few = Sample.twelveDigest
    few.incidents = Array(few.incidents.suffix(3))
    let text = TextRenderer().render(few, options: RenderOptions())
    #expect(text.matches(of: #/(?m)^  1 /#).count == 3)
  }
}
