import LogModel
import Testing

@Suite struct TimestampTests {
  @Test func civilDatesRoundTripOverSixCenturies() throws {
    var previous: Int?
    for year in 1678...2261 {
      for month in 1...12 {
        for day in [1, 15, 28] {
          let moment = try #require(
            Timestamp(
              year: year, month: month, day: day, hour: 23, minute: 59, second: 58, nanosecond: 7))
          let civil = moment.civil
          #expect([civil.year, civil.month, civil.day] == [year, month, day])
          #expect([civil.hour, civil.minute, civil.second, civil.nanosecond] == [23, 59, 58, 7])
          let days = Timestamp.daysSinceEpoch(year: year, month: month, day: day)
          if let previous { #expect(days > previous) }
          previous = days
        }
      }
    }
  }

  @Test func everyDayFollowsTheDayBefore() {
    var moment = Timestamp(nanoseconds: 0)
    var before = moment.date
    #expect(before == "1970-01-01")
    for _ in 0..<60_000 {
      moment = moment.advanced(bySeconds: 86_400)
      let date = moment.date
      #expect(date > before)
      before = date
    }
    #expect(before == "2134-04-11")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59.999999999Z"),
    (1_757_983_273_000_000_000, "2025-09-16T00:41:13Z"),
    (1_757_983_273_020_000_000, "2025-09-16T00:41:13.020Z"),
    (1_757_983_273_333_007_000, "2025-09-16T00:41:13.333007Z"),
    (1_757_983_273_000_000_001, "2025-09-16T00:41:13.000000001Z"),
    (1_709_164_800_000_000_000, "2024-02-29T00:00:00Z"),
    (Int64.max, "2262-04-11T23:47:16.854775807Z"), (Int64.min, "1677-09-21T00:12:43.145224192Z"),
  ]) func formats(_ nanoseconds: Int64, _ text: String) {
    #expect(Timestamp(nanoseconds: nanoseconds).rfc3339 == text)
  }

  @Test(arguments: [
    (1677, 1, 1, 0), (2262, 1, 1, 0), (2025, 0, 1, 0), (2025, 13, 1, 0), (2025, 2, 29, 0),
    (1900, 2, 29, 0), (2025, 4, 31, 0), (2025, 1, 0, 0), (2025, 1, 1, 25), (2025, 1, 1, -1),
  ]) func refusesDatesThatAreNone(_ year: Int, _ month: Int, _ day: Int, _ hour: Int) {
    #expect(Timestamp(year: year, month: month, day: day, hour: hour, minute: 0, second: 0) == nil)
  }

  @Test func acceptsLeapDays() {
    for year in [2000, 2024] {
      #expect(Timestamp(year: year, month: 2, day: 29, hour: 0, minute: 0, second: 0) != nil)
    }
  }

  @Test func movesAndMeasures() {
    let moment = Timestamp(nanoseconds: 1_757_983_273_000_000_000)
    #expect(moment.advanced(bySeconds: 1.5).seconds(since: moment) == 1.5)
    #expect(moment.advanced(bySeconds: -2).seconds(since: moment) == -2)
    #expect(Timestamp(nanoseconds: .max - 1).advanced(byNanoseconds: 5).nanoseconds == .max)
    #expect(Timestamp(nanoseconds: .min + 1).advanced(byNanoseconds: -5).nanoseconds == .min)
    #expect(Timestamp(nanoseconds: -1).seconds == -1)
    #expect(Timestamp(nanoseconds: 1_999_999_999).seconds == 1)
    #expect(
      moment.advanced(byNanoseconds: 20_000_000).timeOfDay(milliseconds: true) == "00:41:13.020")
  }

  @Test func entriesWithoutATimeAreNotDated() {
    for ordinal in [0, 1, 1_000_000, Int.max] {
      #expect(!Timestamp.undated(ordinal: ordinal).isDated)
    }
    #expect(Timestamp.undated(ordinal: 1) < Timestamp.undated(ordinal: 2))
    #expect(Timestamp(nanoseconds: 86_400_000_000_000).isDated)
    #expect(Timestamp(nanoseconds: -1).isDated)
  }
}
