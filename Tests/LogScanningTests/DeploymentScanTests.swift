import LogModel
import Patterns
import Testing

@testable import LogScanning

/// What the shipped profiles take for a deployment, and when a revision was first seen.
@Suite("Deployments in logs")
struct DeploymentScanTests {
  private struct Found: Equatable {
    var service: String?
    var revision: String?
    var text: String
  }

  private static func scan(_ lines: [String], threads: Int = 1) throws -> ScanResult {
    var options = ScanOptions()
    options.threads = threads
    options.blockSize = 4 << 10
    let library = try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
    let input = InputObject(
      kind: .memory(name: "input", bytes: Array(lines.joined(separator: "\n").utf8)))
    return try LogScanner(library: library, options: options).scan([input])
  }

  private func deployments(_ line: String) throws -> [Found] {
    let facts = OrderedFacts(try DeploymentScanTests.scan([line]).facts)
    return (0..<facts.count).compactMap { position in
      let fact = facts.fact(at: position)
      guard case .marker(let marker) = fact.kind, marker.slot == .deployed else { return nil }
      return Found(
        service: marker.captures["service"] ?? fact.entry.source.service.name,
        revision: marker.captures["revision"] ?? fact.entry.source.revision, text: fact.entry.text)
    }
  }

  private func audit(
    _ method: String, log: String = "activity", severity: String = "NOTICE",
    resource: String = #"{"type":"cloud_run_revision","labels":{"service_name":"shop"}}"#,
    payload: String = ""
  ) -> String {
    #"{"insertId":"a","timestamp":"2025-09-16T00:00:00Z","severity":"\#(severity)","#
      + #""logName":"projects/p/logs/cloudaudit.googleapis.com%2F\#(log)","resource":\#(resource),"#
      + #""protoPayload":{"@type":"type.googleapis.com/google.cloud.audit.AuditLog","#
      + #""methodName":"\#(method)"\#(payload.isEmpty ? "" : "," + payload)}}"#
  }

  @Test(arguments: [
    "google.cloud.run.v1.Services.ReplaceService", "google.cloud.run.v1.Services.CreateService",
    "google.cloud.run.v2.Services.UpdateService", "google.cloud.run.v2.Services.CreateService",
  ])
  func `calls that deploy to Cloud Run`(method: String) throws {
    let expected = Found(service: "shop", revision: nil, text: method)
    #expect(try deployments(audit(method)) == [expected])
    // A call that failed has deployed nothing.
    #expect(try deployments(audit(method, severity: "ERROR")).isEmpty)
    #expect(try deployments(audit(method, log: "data_access")).isEmpty)
  }

  @Test(arguments: [
    "google.cloud.run.v1.Jobs.CreateJob", "google.cloud.run.v1.Jobs.ReplaceJob",
    "google.cloud.run.v2.Jobs.CreateJob", "google.cloud.run.v2.Jobs.UpdateJob",
  ])
  func `calls that deploy a job`(method: String) throws {
    let job = #"{"type":"cloud_run_job","labels":{"job_name":"nightly"}}"#
    let expected = Found(service: "nightly", revision: nil, text: method)
    #expect(try deployments(audit(method, resource: job)) == [expected])
    #expect(try deployments(audit(method, severity: "ERROR", resource: job)).isEmpty)
    #expect(try deployments(audit(method, log: "data_access", resource: job)).isEmpty)
  }

  @Test func `a call may name the revision that it creates`() throws {
    let first =
      #""request":{"service":{"spec":{"template":{"metadata":{"name":"shop-00042-abc"}}}}}"#
    #expect(
      try deployments(audit("google.cloud.run.v1.Services.ReplaceService", payload: first))
        .map(\.revision) == ["shop-00042-abc"])
    let second = #""request":{"service":{"template":{"revision":"shop-00043-xyz"}}}"#
    #expect(
      try deployments(audit("google.cloud.run.v2.Services.UpdateService", payload: second))
        .map(\.revision) == ["shop-00043-xyz"])
  }

  @Test func `a revision that serves was deployed, one that does not was not`() throws {
    func found(_ condition: String) throws -> [String?] {
      let text = "Ready condition status changed to \(condition)"
      let line = audit(
        "/Services.ReplaceService", log: "system_event", severity: "INFO",
        payload: #""status":{"message":"\#(text)"}"#)
      return try deployments(line).map(\.revision)
    }
    #expect(
      try found(
        "True for Revision shop-00043-kab with message: Deploying revision succeeded in 23.02s.")
        == ["shop-00043-kab"])
    #expect(
      try found("False for Revision shop-00043-kab with message: The container failed to start.")
        .isEmpty)
  }

  @Test(arguments: [
    "google.cloud.run.v1.Services.DeleteService", "google.cloud.run.v1.Services.SetIamPolicy",
    "google.cloud.run.v1.Jobs.RunJob", "google.cloud.run.v2.Jobs.RunJob",
    "google.cloud.run.v1.Jobs.DeleteJob", "google.appengine.v1.Versions.DeleteVersion",
    "google.cloud.functions.v2.FunctionService.DeleteFunction",
  ])
  func `other calls deploy nothing`(method: String) throws {
    #expect(try deployments(audit(method)).isEmpty)
  }

  @Test func `versions of App Engine and functions`() throws {
    let version = audit(
      "google.appengine.v1.Versions.CreateVersion",
      resource: #"{"type":"gae_app","labels":{"module_id":"web","version_id":"20250916t1"}}"#)
    #expect(
      try deployments(version) == [
        Found(
          service: "web", revision: "20250916t1",
          text: "google.appengine.v1.Versions.CreateVersion")
      ])
    for method in [
      "google.cloud.functions.v1.CloudFunctionsService.UpdateFunction",
      "google.cloud.functions.v2.FunctionService.CreateFunction",
    ] {
      let line = audit(
        method, resource: #"{"type":"cloud_function","labels":{"function_name":"resize"}}"#)
      #expect(
        try deployments(line) == [Found(service: "resize", revision: nil, text: method)])
    }
  }

  @Test func `a replica set that grows from nothing is a new one`() throws {
    func found(_ text: String) throws -> [Found] {
      try deployments(
        #"{"insertId":"a","timestamp":"2025-09-16T00:00:00Z","severity":"INFO","#
          + #""logName":"projects/p/logs/events","#
          + #""resource":{"type":"k8s_cluster","labels":{"cluster_name":"main"}},"#
          + #""jsonPayload":{"reason":"ScalingReplicaSet","message":"\#(text)","#
          + #""involvedObject":{"kind":"Deployment","name":"api"}}}"#)
    }
    for text in [
      "Scaled up replica set api-7d9f8b6c5d to 1",
      "Scaled up replica set api-7d9f8b6c5d from 0 to 3",
    ] {
      #expect(try found(text) == [Found(service: "api", revision: "api-7d9f8b6c5d", text: text)])
    }
    #expect(try found("Scaled up replica set api-7d9f8b6c5d from 2 to 3").isEmpty)
    #expect(try found("Scaled down replica set api-7d9f8b6c5d to 1").isEmpty)
  }

  @Test(arguments: [1, 4]) func `the first entry of a revision is known in any order`(
    threads: Int
  ) throws {
    func line(_ second: Int, _ revision: String) -> String {
      #"{"insertId":"\#(revision)\#(second)","timestamp":"2025-09-16T00:00:\#(second)Z","#
        + #""logName":"projects/p/logs/stdout","textPayload":"hello","#
        + #""resource":{"type":"cloud_run_revision","#
        + #""labels":{"service_name":"shop","revision_name":"\#(revision)"}}}"#
    }
    var lines: [String] = []
    for second in 10..<60 {
      lines.append(line(second, "old"))
      if second >= 40 { lines.append(line(second, "new")) }
    }
    for all in [lines, lines.reversed()] {
      let services = try DeploymentScanTests.scan(all, threads: threads).counters.services
      let first = try #require(services.values.first?.firstOfRevision)
      #expect(
        first == [
          "old": Timestamp(rfc3339: "2025-09-16T00:00:10Z")!,
          "new": Timestamp(rfc3339: "2025-09-16T00:00:40Z")!,
        ])
    }
  }
}
