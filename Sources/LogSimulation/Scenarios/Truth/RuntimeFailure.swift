import LogModel

/// A failure of a service that had started.
struct RuntimeFailure: Hashable, Sendable {
  var service: SimulatedService
  /// The instances whose clocks stamped the first and the last sign; nil where the platform did.
  var instance: SimulatedInstance?
  var lastInstance: SimulatedInstance?
  var kind: ExpectedIncident.Kind
  /// Its first and last sign.
  var from: Timestamp
  var through: Timestamp
  /// What explains it; nil for failed requests alone.
  var failure: ScenarioFailure?
  /// Of a failure without an exception.
  var signature: String?
  /// Of the signature.
  var isCritical = false
  /// Whether it ended by itself and the service went on.
  var isHealed = false
}
