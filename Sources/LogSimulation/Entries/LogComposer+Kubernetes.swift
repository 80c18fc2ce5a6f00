import LogModel

/// What the kubelet reports about a container, in the `events` log of its pod.
extension LogComposer {
  /// Events are stamped with whole seconds.
  mutating func event(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, reason: String,
    _ message: String, count: Int = 1
  ) {
    guard case .kubernetes(let cluster, let namespace) = instance.service.platform else { return }
    let service = instance.service
    let second = Timestamp(nanoseconds: time.seconds * 1_000_000_000)
    append(
      SimulatedEntry(
        timestamp: second, receiveTimestamp: received(second.advanced(bySeconds: 2)),
        severity: severity,
        payload: .json([
          "apiVersion": "v1", "count": .integer(Int64(count)), "eventTime": nil,
          "involvedObject": [
            "apiVersion": "v1", "fieldPath": .string("spec.containers{\(service.name)}"),
            "kind": "Pod", "name": .string(instance.id), "namespace": .string(namespace),
          ],
          "kind": "Event", "lastTimestamp": .string(second.rfc3339), "message": .string(message),
          "metadata": [
            "name": .string("\(instance.id).18630\(generator.hexadecimal(digits: 11))"),
            "namespace": .string(namespace), "uid": .string(generator.uuid()),
          ],
          "reason": .string(reason), "reportingComponent": "kubelet",
          "source": ["component": "kubelet", "host": "gke-pool-1-8f6e2b1a-x2k4"],
          "type": severity >= .warning ? "Warning" : "Normal",
        ]),
        resource: SimulatedEntry.Resource(
          type: "k8s_pod",
          labels: [
            "cluster_name": cluster, "location": service.location, "namespace_name": namespace,
            "pod_name": instance.id, "project_id": service.project,
          ]),
        project: service.project, logID: "events", insertId: generator.base36(digits: 14)))
  }

  mutating func containerStarted(_ instance: SimulatedInstance, at time: Timestamp, restart: Int) {
    let image =
      "\(instance.service.location)-docker.pkg.dev/\(instance.service.project)/images/\(instance.service.name):\(instance.revision)"
    event(
      instance, at: time, .info, reason: "Pulled",
      "Container image \"\(image)\" already present on machine", count: restart + 1)
    event(
      instance, at: time, .info, reason: "Created", "Created container \(instance.service.name)",
      count: restart + 1)
    event(
      instance, at: time, .info, reason: "Started", "Started container \(instance.service.name)",
      count: restart + 1)
  }

  mutating func backedOff(_ instance: SimulatedInstance, at time: Timestamp, count: Int) {
    guard case .kubernetes(_, let namespace) = instance.service.platform else { return }
    event(
      instance, at: time, .warning, reason: "BackOff",
      "Back-off restarting failed container \(instance.service.name) in pod \(instance.id)_\(namespace)(\(generator.uuid()))",
      count: count)
  }

  /// What the node problem detector reads out of the node's kernel log.
  mutating func nodeEvent(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, reason: String,
    _ message: String
  ) {
    guard case .kubernetes(let cluster, _) = instance.service.platform else { return }
    let service = instance.service
    let second = Timestamp(nanoseconds: time.seconds * 1_000_000_000)
    let node = "gke-pool-1-8f6e2b1a-x2k4"
    append(
      SimulatedEntry(
        timestamp: second, receiveTimestamp: received(second.advanced(bySeconds: 2)),
        severity: severity,
        payload: .json([
          "apiVersion": "v1", "count": 1, "eventTime": nil,
          "involvedObject": ["kind": "Node", "name": .string(node), "uid": .string(node)],
          "kind": "Event", "lastTimestamp": .string(second.rfc3339), "message": .string(message),
          "metadata": ["name": .string("\(node).18630\(generator.hexadecimal(digits: 11))")],
          "reason": .string(reason), "reportingComponent": "kernel-monitor",
          "source": ["component": "kernel-monitor", "host": .string(node)], "type": "Warning",
        ]),
        resource: SimulatedEntry.Resource(
          type: "k8s_node",
          labels: [
            "cluster_name": cluster, "location": service.location, "node_name": node,
            "project_id": service.project,
          ]),
        project: service.project, logID: "events", insertId: generator.base36(digits: 14)))
  }

  /// The deployment controller's word about a new replica set.
  mutating func scaledUp(
    _ replicaSet: String, of service: SimulatedService, at time: Timestamp
  ) {
    guard case .kubernetes(let cluster, let namespace) = service.platform else { return }
    let second = Timestamp(nanoseconds: time.seconds * 1_000_000_000)
    append(
      SimulatedEntry(
        timestamp: second, receiveTimestamp: received(second.advanced(bySeconds: 2)),
        severity: .info,
        payload: .json([
          "apiVersion": "v1", "count": 1, "eventTime": nil,
          "involvedObject": [
            "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(service.name),
            "namespace": .string(namespace),
          ],
          "kind": "Event", "lastTimestamp": .string(second.rfc3339),
          "message": .string("Scaled up replica set \(replicaSet) to 1"),
          "metadata": [
            "name": .string("\(service.name).18630\(generator.hexadecimal(digits: 11))"),
            "namespace": .string(namespace),
          ],
          "reason": "ScalingReplicaSet", "reportingComponent": "deployment-controller",
          "source": ["component": "deployment-controller"], "type": "Normal",
        ]),
        resource: SimulatedEntry.Resource(
          type: "k8s_cluster",
          labels: [
            "cluster_name": cluster, "location": service.location,
            "project_id": service.project,
          ]),
        project: service.project, logID: "events", insertId: generator.base36(digits: 14)))
  }
}
