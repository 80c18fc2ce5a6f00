import Testing

@testable import IncidentAnalysis

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 3, 15, 16, 17, 1000]) func resultsComeInOrder(count: Int) {
    let elements = Array(0..<count)
    for threads in [1, 2, 3, 8] {
      for least in [0, 2, 500] {
        let found = elements.mapInParallel(threads: threads, least: least) { "\($0 * 7)" }
        #expect(found == elements.map { "\($0 * 7)" })
      }
    }
  }
}
