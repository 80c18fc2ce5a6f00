private import Glibc
import LogModel

/// Gives each source one shared object, found by the raw bytes that name it, so that the common case
/// makes no `String`.
final class SourceInterner {
  /// The bytes of an entry on which its source depends; empty where it has none.
  struct Key {
    var logName: Bytes
    var resource: Bytes
    var instanceId: Bytes
    var podApp: Bytes
    var machineName: Bytes
    var auditResource: Bytes
    var involvedObject: Bytes
    /// What names the writer of a plain line, see ``LinePrefix``.
    var origin: Bytes

    init() {
      logName = Bytes.none
      resource = Bytes.none
      instanceId = Bytes.none
      podApp = Bytes.none
      machineName = Bytes.none
      auditResource = Bytes.none
      involvedObject = Bytes.none
      origin = Bytes.none
    }

    fileprivate func forEach(_ body: (Bytes) -> Void) {
      body(logName)
      body(resource)
      body(instanceId)
      body(podApp)
      body(machineName)
      body(auditResource)
      body(involvedObject)
      body(origin)
    }

    fileprivate var hash: UInt64 {
      var hash = ContentHash()
      hash.combine(logName)
      hash.combine(resource)
      hash.combine(instanceId)
      let others = podApp.count | machineName.count | auditResource.count | involvedObject.count
      if others | origin.count != 0 {
        hash.combine(podApp)
        hash.combine(machineName)
        hash.combine(auditResource)
        hash.combine(involvedObject)
        hash.combine(origin)
      }
      return hash.value
    }

    /// All parts, each with its length in front.
    fileprivate var stored: [UInt8] {
      var stored: [UInt8] = []
      forEach { part in
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: part.count).littleEndian) {
          stored.append(contentsOf: $0)
        }
        stored.append(contentsOf: part)
      }
      return stored
    }

    fileprivate func isEqual(_ stored: [UInt8]) -> Bool {
      stored.withUnsafeBufferPointer { stored in
        var index = 0
        var isEqual = true
        forEach { part in
          guard isEqual, index + 4 + part.count <= stored.count else {
            isEqual = false
            return
          }
          let raw = UnsafeRawBufferPointer(stored)
          let length = raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)
          isEqual =
            UInt32(littleEndian: length) == UInt32(truncatingIfNeeded: part.count)
            && stored.part(index + 4..<index + 4 + part.count).isEqual(part)
          index += 4 + part.count
        }
        return isEqual && index == stored.count
      }
    }
  }

  private struct Known {
    var key: [UInt8]
    var source: EntrySource
  }

  private struct Place: Hashable {
    var project: String?
    var service: String?
    var log: String
    var resourceType: String?
  }

  /// Beyond so many, what is known is forgotten; sources stay equal by value.
  private static let limit = 1 << 16

  private let environmentOf: @Sendable (String?, String?, String, String?) -> String
  private var known: [UInt64: Known] = [:]
  private var sources: [EntrySource: EntrySource] = [:]
  private var environments: [Place: String] = [:]
  private var origins: Set<EntrySource.Origin> = []
  private var instances: Set<String> = []

  init(environmentOf: @escaping @Sendable (String?, String?, String, String?) -> String) {
    self.environmentOf = environmentOf
  }

  /// The source that a key stands for; `name` is asked where the key is new.
  func source(_ key: Key, _ name: () -> SourceNaming) -> EntrySource {
    let hash = key.hash
    if let found = known[hash], key.isEqual(found.key) { return found.source }
    let source = source(name())
    if known.count >= SourceInterner.limit { known.removeAll() }
    known[hash] = Known(key: key.stored, source: source)
    return source
  }

  private func source(_ naming: SourceNaming) -> EntrySource {
    let named = naming.named
    let place = Place(
      project: named.project, service: named.service, log: named.log,
      resourceType: naming.resourceType)
    if environments.count >= SourceInterner.limit { environments.removeAll() }
    let environment =
      environments[place]
      ?? environmentOf(named.project, named.service, named.log, naming.resourceType)
    environments[place] = environment
    let fresh = EntrySource(
      origin: origin(
        EntrySource.Origin(
          service: ServiceIdentity(
            project: named.project, name: named.service, environment: environment),
          platform: named.platform, resourceType: naming.resourceType, location: named.location,
          revision: named.revision, log: named.log)), instance: named.instance.map(instance))
    if let source = sources[fresh] { return source }
    if sources.count >= SourceInterner.limit { sources.removeAll() }
    sources[fresh] = fresh
    return fresh
  }

  private func origin(_ fresh: EntrySource.Origin) -> EntrySource.Origin {
    if origins.count >= SourceInterner.limit { origins.removeAll() }
    return origins.insert(fresh).memberAfterInsert
  }

  /// An instance writes several logs: its name, which is long, is held once.
  private func instance(_ name: String) -> String {
    if instances.count >= SourceInterner.limit { instances.removeAll() }
    return instances.insert(name).memberAfterInsert
  }
}
