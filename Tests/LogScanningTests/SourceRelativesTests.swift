import LogModel
import Testing

@testable import LogScanning

/// A new instance of what is known gets the names that it would get alone.
@Suite struct SourceRelativesTests {
  private struct World {
    var dice: Dice

    mutating func pick<Item>(_ items: [Item]) -> Item { items[dice.roll(items.count)] }

    mutating func instance() -> String? {
      switch dice.roll(12) {
      case 0: nil
      case 1: ""
      case 2: "a\\\"b\(dice.roll(3))"
      case 3: "\\u00e9\(dice.roll(3))"
      case 4: "é\(dice.roll(3))"
      case 5: String(repeating: "f", count: 1020 + dice.roll(8))
      case 6: "pod-\(dice.roll(3))/api"
      case 7: "e\\u0301\(dice.roll(3))"
      default: "00a\(dice.roll(300))"
      }
    }

    mutating func line() -> String {
      let type = pick([
        "cloud_run_revision", "k8s_container", "k8s_pod", "gce_instance", "global", "generic_task",
        "audited_resource", "cloud_run_job",
      ])
      let revision = pick(["api-00001-abc", "api-00002-abc", "web-00001-x"])
      var labels = [
        #""project_id":"\#(pick(["p-1", "p-staging"]))""#, #""revision_name":"\#(revision)""#,
        #""pod_name":"pod-\#(dice.roll(3))""#, #""container_name":"api""#,
        #""instance_id":"\#(dice.roll(3))""#, #""task_id":"t\#(dice.roll(2))""#,
      ]
      if dice.roll(3) == 0 { labels.swapAt(0, dice.roll(labels.count)) }
      var own: [String] = []
      if let instance = instance() { own.append(#""instanceId":"\#(instance)""#) }
      if dice.roll(4) == 0 { own.append(#""k8s-pod/app":"app\#(dice.roll(2))""#) }
      if dice.roll(5) == 0 { own.append(#""other":"\#(dice.roll(1000))""#) }
      var members = [
        #""logName":"projects/p-1/logs/\#(pick(["stderr", "stdout", "run.googleapis.com%2Fstderr"]))""#,
        #""labels":{\#(own.joined(separator: ","))}"#, #""textPayload":"t""#,
      ]
      if dice.roll(6) > 0 {
        members.append(
          #""resource":{"type":"\#(type)","labels":{\#(labels.joined(separator: ","))}}"#)
      }
      return "{\(members.joined(separator: ","))}"
    }
  }

  @Test(arguments: 0..<6)
  func namesAsAlone(seed: UInt64) throws {
    var world = World(dice: Dice(seed &* 7_919 &+ 5))
    let lines = (0..<400).map { _ in world.line() }
    let (together, _) = try read(lines.joined(separator: "\n") + "\n")
    #expect(together.count == lines.count)
    for (line, entry) in zip(lines, together) {
      let (alone, _) = try read(line + "\n")
      #expect(alone.first?.source == entry.source, "\(line)")
    }
  }
}
