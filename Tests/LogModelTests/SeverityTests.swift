import LogModel
import Testing

@Suite struct SeverityTests {
  @Test(arguments: Severity.allCases) func namesAndNumbersRoundTrip(_ severity: Severity) {
    #expect(Severity(name: severity.name) == severity)
    #expect(Severity(name: severity.name.lowercased()) == severity)
    #expect(Severity(number: severity.rawValue) == severity)
    #expect(Severity(number: severity.rawValue + 99) == severity)
  }

  @Test(arguments: [
    ("WARN", Severity.warning), ("FATAL", .critical), ("SEVERE", .error), ("TRACE", .debug),
    ("FINE", .debug), ("Information", .info), ("err", .error), ("panic", .critical),
  ]) func translatesForeignNames(_ name: String, _ severity: Severity) {
    #expect(Severity(name: name) == severity)
  }

  @Test(arguments: ["", "LOUD", "ERROR ", "5"]) func unknownNamesAreNone(_ name: String) {
    #expect(Severity(name: name) == nil)
  }

  @Test func numbersBeyondTheScaleAreClamped() {
    #expect(Severity(number: .min) == .default)
    #expect(Severity(number: .max) == .emergency)
    #expect(Severity.allCases.sorted() == Severity.allCases)
  }
}
