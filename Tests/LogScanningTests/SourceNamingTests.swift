import LogModel
import Testing

@testable import LogScanning

@Suite struct SourceNamingTests {
  struct Expected: Sendable {
    var service: String?
    var platform: String?
    var location: String?
    var revision: String?
    var instance: String?
  }

  static let cases: [(type: String, labels: String, rest: String, expected: Expected)] = [
    (
      "cloud_run_job", #""job_name":"nightly","location":"l""#, #""labels":{"instanceId":"i"}"#,
      Expected(service: "nightly", platform: "cloud-run-job", location: "l", instance: "i")
    ),
    (
      "k8s_container",
      #""pod_name":"api-1-x","container_name":"api","namespace_name":"n","location":"z""#, "",
      Expected(service: "api", platform: "kubernetes", location: "z", instance: "api-1-x/api")
    ),
    (
      "k8s_pod", #""pod_name":"api-7d9f8b6c5d-x2x7k""#,
      #""jsonPayload":{"involvedObject":{"fieldPath":"spec.containers{web}"}}"#,
      Expected(service: "web", platform: "kubernetes", instance: "api-7d9f8b6c5d-x2x7k/web")
    ),
    (
      "k8s_pod", #""pod_name":"api-gateway-7d9f8b6c5d-x2x7k""#, "",
      Expected(
        service: "api-gateway", platform: "kubernetes", instance: "api-gateway-7d9f8b6c5d-x2x7k")
    ),
    (
      "k8s_pod", #""pod_name":"db-0""#, #""labels":{"k8s-pod/app":"postgres"}"#,
      Expected(service: "postgres", platform: "kubernetes", instance: "db-0")
    ),
    (
      "container",
      #""pod_id":"api-1-x","container_name":"api","namespace_id":"n","cluster_name":"c","zone":"z""#,
      "",
      Expected(service: "api", platform: "kubernetes", location: "z", instance: "api-1-x/api")
    ),
    (
      "gae_app", #""module_id":"default","version_id":"v3","zone":"us1""#, "",
      Expected(service: "default", platform: "app-engine", location: "us1", revision: "v3")
    ),
    (
      "cloud_function", #""function_name":"f","region":"eu""#, #""labels":{"execution_id":"e"}"#,
      Expected(service: "f", platform: "cloud-functions", location: "eu")
    ),
    (
      "gce_instance", #""instance_id":"42","zone":"z""#, "",
      Expected(service: "42", platform: "compute-engine", location: "z", instance: "42")
    ),
    (
      "gce_instance", #""instance_id":"""#,
      #""labels":{"compute.googleapis.com/resource_name":"vm-1"}"#,
      Expected(service: "vm-1", platform: "compute-engine", instance: "vm-1")
    ),
    (
      "cloudsql_database", #""database_id":"p:db","region":"r""#, "",
      Expected(service: "p:db", platform: "cloud-sql", location: "r")
    ),
    (
      "http_load_balancer", #""backend_service_name":"b""#, "",
      Expected(service: "b", platform: "load-balancer")
    ),
    (
      "generic_task", #""job":"j","task_id":"t","location":"l""#, "",
      Expected(service: "j", location: "l", instance: "t")
    ),
    (
      "audited_resource", #""service":"run.googleapis.com","method":"m""#,
      #""protoPayload":{"resourceName":"namespaces/p/services/api"}"#,
      Expected(service: "api", platform: "cloud-run")
    ),
    (
      "cloud_run_revision",
      #""service_name":"","revision_name":"","configuration_name":"","location":"us""#,
      #""protoPayload":{"resourceName":"namespaces/p/revisions/api-00042-abc","status":{"message":"x"}}"#,
      Expected(service: "api", platform: "cloud-run", location: "us", revision: "api-00042-abc")
    ),
    ("global", "", "", Expected()),
  ]

  @Test("services are named by resource type", arguments: 0..<cases.count)
  func names(index: Int) throws {
    let sample = SourceNamingTests.cases[index]
    let rest = sample.rest.isEmpty ? "" : ",\(sample.rest)"
    let (entries, _) = try read(
      """
      {"logName":"projects/p-1/logs/cloudaudit.googleapis.com%2Fsystem_event","resource":\
      {"labels":{\(sample.labels)},"type":"\(sample.type)"}\(rest)}
      """)
    let source = try #require(entries.first?.source)
    #expect(source.service.name == sample.expected.service)
    #expect(source.service.project == "p-1")
    #expect(source.platform == sample.expected.platform)
    #expect(source.location == sample.expected.location)
    #expect(source.revision == sample.expected.revision)
    #expect(source.instance == sample.expected.instance)
    #expect(source.resourceType == sample.type)
    #expect(source.log == "cloudaudit.googleapis.com/system_event")
  }

  @Test func oneObjectForEachSource() throws {
    let compact = Sample.entries[0]
    let reordered = #"""
      {"logName":"projects/shop-staging/logs/run.googleapis.com%2Fstderr","labels":{"x":"y","instanceId":"00a1"},"resource":{"type":"cloud_run_revision","labels":{"service_name":"backend","revision_name":"backend-00035-fnj","project_id":"shop-staging","location":"us-central1"}},"textPayload":"t"}
      """#
    let (entries, _) = try read([compact, reordered, compact].joined(separator: "\n"))
    #expect(entries.count == 3)
    #expect(entries[0].source === entries[1].source)
    #expect(entries[0].source === entries[2].source)
  }

  @Test func environmentIsAskedOnceForASource() throws {
    final class Count: @unchecked Sendable { var value = 0 }
    let count = Count()
    let text = (0..<50).map { Sample.entry($0, #""textPayload":"x""#) }.joined(separator: "\n")
    let file = try TemporaryFile(Array(text.utf8))
    var options = ReadOptions()
    options.environmentOf = { _, _, _, _ in
      count.value += 1
      return "e"
    }
    let reader = EntryReader(input: InputObject(kind: .file(path: file.path)), options: options)
    _ = reader.readAll(progress: nil) { #expect($0.source.service.environment == "e") }
    #expect(count.value == 1)
  }

  @Test("sources that differ in their resource alone are told apart, however many they are")
  func resourcesOfOneInstance() throws {
    let lines = (0..<2000).map { number in
      let location = String(1000 + number % 500)
      return
        #"{"insertId":"i\#(number)","logName":"projects/p/logs/l","labels":{"instanceId":"same"},"#
        + #""resource":{"type":"cloud_run_revision","labels":{"location":"\#(location)"}},"#
        + #""textPayload":"t"}"# + "\n"
    }
    let (entries, _) = try read(Array(lines.joined().utf8))
    #expect(entries.map(\.source.location) == (0..<2000).map { String(1000 + $0 % 500) })
  }
}
