extension SimulatedEntry {
  /// What a reader calls the service that wrote it; nil where the entry names none.
  var serviceName: String? {
    for label in [
      "service_name", "container_name", "module_id", "function_name", "job_name", "instance_id",
    ] {
      if let name = resource.labels[label], !name.isEmpty { return name }
    }
    return nil
  }
}
