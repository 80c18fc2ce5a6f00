import Dispatch
import Foundation
import LogSimulation
import Synchronization
import Testing

/// Labelled cases through the built program: every point of every diagnosis is what is true by
/// construction.
///
/// `FIVEWHYS_SCENARIO_SEED` runs the cases of another seed, `FIVEWHYS_SCENARIO_COUNT` another number
/// of them.
struct ScenarioTests {
  private struct Failure {
    var name: String
    var differences: [ScenarioComparison.Difference]
  }

  private static func variable<Number: FixedWidthInteger>(_ name: String, else value: Number)
    -> Number
  {
    ProcessInfo.processInfo.environment[name].flatMap { Number($0) } ?? value
  }

  @Test func everyPointOfEveryCaseIsRight() throws {
    let seed = ScenarioTests.variable("FIVEWHYS_SCENARIO_SEED", else: Scenario.committedSeed)
    let count = ScenarioTests.variable("FIVEWHYS_SCENARIO_COUNT", else: Scenario.committedCount)
    let scenarios = Scenario.cases(seed: seed, count: count)
    #expect(scenarios.count >= count)
    let scratch = try ScratchDirectory()
    let directory = scratch.path
    let failures = Mutex<[Int: Failure]>([:])
    let workers = max(2, ProcessInfo.processInfo.activeProcessorCount)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      for index in stride(from: worker, to: scenarios.count, by: workers) {
        let scenario = scenarios[index]
        let differences = ScenarioRun(scenario, in: directory).differences()
        guard !differences.isEmpty else { continue }
        failures.withLock {
          $0[index] = Failure(name: scenario.name, differences: differences)
        }
      }
    }
    withExtendedLifetime(scratch) {}
    let wrong = failures.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
    for failure in wrong {
      Issue.record(
        """
        \(failure.name)
          \(failure.differences.map(\.description).joined(separator: "\n  "))
          again: simulate-logs scenarios DIR --seed \(seed) --count \(count) --case \(failure.name.prefix(4))
        """)
    }
    if !wrong.isEmpty {
      Issue.record("\(scenarios.count - wrong.count) of \(scenarios.count) cases are right")
    }
  }
}
