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

    /// All parts but the resource.
    fileprivate func forEach(_ body: (Bytes) -> Void) {
      body(logName)
      body(instanceId)
      body(podApp)
      body(machineName)
      body(auditResource)
      body(involvedObject)
      body(origin)
    }

    /// False where only what every entry of Cloud Logging may have is set.
    @inline(__always)
    fileprivate var hasRareParts: Bool {
      podApp.count | machineName.count | auditResource.count | involvedObject.count | origin.count
        != 0
    }

    /// - Parameter isThorough: whether every byte counts. Else, of a key with an instanceId, some of
    ///   that and of the log do: an instance has one resource.
    @inline(__always)
    fileprivate func hash(isThorough: Bool) -> UInt64 {
      var hash = ContentHash()
      if isThorough || instanceId.isEmpty {
        hash.combine(resource)
        hash.combine(instanceId)
        hash.combine(logName)
      } else {
        hash.combine(UInt64(truncatingIfNeeded: resource.count))
        hash.combine(endsOf: instanceId)
        hash.combine(endsOf: logName)
      }
      if hasRareParts {
        hash.combine(podApp)
        hash.combine(machineName)
        hash.combine(auditResource)
        hash.combine(involvedObject)
        hash.combine(origin)
      }
      return hash.value
    }

    /// Of all parts but the instance.
    fileprivate var originHash: UInt64 {
      var own = self
      own.instanceId = Bytes.none
      return own.hash(isThorough: true)
    }

    /// Of all parts.
    fileprivate var byteCount: Int {
      var count = resource.count
      forEach { count += $0.count }
      return count
    }

    /// Appends all parts but the resource, each with its length in front.
    fileprivate func store(in bytes: ByteBuffer) {
      forEach { part in
        withUnsafeBytes(of: UInt32(truncatingIfNeeded: part.count).littleEndian) { length in
          for byte in length { bytes.append(byte) }
        }
        bytes.append(part)
      }
    }

    /// Whether it is what ``store(in:)`` stored there, with that resource.
    ///
    /// - Parameter butInstance: whether another instanceId makes no difference.
    @inline(__always)
    fileprivate func isEqual(
      _ stored: Bytes, resource other: Bytes, butInstance: Bool = false
    ) -> Bool {
      guard let base = stored.baseAddress, other.isEqual(resource) else { return false }
      let raw = UnsafeRawPointer(base)
      var index = 0
      func takes(_ part: Bytes) -> Bool {
        guard index &+ 4 &+ part.count <= stored.count,
          UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt32.self))
            == UInt32(truncatingIfNeeded: part.count)
        else { return false }
        let start = index &+ 4
        index = start &+ part.count
        return Bytes(start: base + start, count: part.count).isEqual(part)
      }
      func skips() -> Bool {
        guard index &+ 4 <= stored.count else { return false }
        index =
          index &+ 4
          &+ Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
        return index <= stored.count
      }
      guard takes(logName), butInstance ? skips() : takes(instanceId) else { return false }
      // Nothing but five lengths is left, which can only be 0.
      if !hasRareParts { return index &+ 20 == stored.count }
      return takes(podApp) && takes(machineName) && takes(auditResource) && takes(involvedObject)
        && takes(origin) && index == stored.count
    }
  }

  private struct Known {
    var hash: UInt64
    /// Where in ``keys`` its key is, and its resource in ``resources``.
    var start: UInt32
    var count: UInt32
    var resource: Range<UInt32>
    var number: UInt32
  }

  private struct Place: Hashable {
    var project: String?
    var service: String?
    var log: String
    var resourceType: String?
  }

  /// Beyond so many, what is known is forgotten; sources stay equal by value.
  private static let limit = 1 << 14
  /// The same in bytes of keys; a longer key is not kept.
  private static let byteLimit = 1 << 24

  /// What all instances share whose keys differ from a known one in nothing but the instanceId.
  private struct Relatives {
    /// Index into ``known``.
    var place: Int
    var origin: EntrySource.Origin
  }

  private let environmentOf: @Sendable (String?, String?, String, String?) -> String
  @exclusivity(unchecked) private var known: [Known] = []
  /// Open addressing: one more than a place in ``known``, 0 where vacant. At most half full.
  @exclusivity(unchecked) private var slots: [UInt32]
  private let keys = ByteBuffer(capacity: 4096)
  /// The resources of all keys: long, and many instances have the same.
  private let resources = ByteBuffer(capacity: 4096)
  /// Hash → the resource of ``resources`` that has it.
  @exclusivity(unchecked) private var resourcePlaces: [UInt64: Range<UInt32>] = [:]
  /// Digest of a source → its number; of two sources with one digest the first has it.
  @exclusivity(unchecked) private var byDigest: [Int: Int] = [:]
  /// The sources by their numbers.
  @exclusivity(unchecked) private var numbered: [EntrySource] = []
  @exclusivity(unchecked) private var environments: [Place: String] = [:]
  @exclusivity(unchecked) private var isThorough = false
  /// Grows by one whenever numbers begin anew.
  @exclusivity(unchecked) private(set) var generation = 0
  @exclusivity(unchecked) private var origins: Set<EntrySource.Origin> = []
  /// Names of instances of late, by their hashes: an instance writes several logs, and its name, which
  /// is long, is held once.
  @exclusivity(unchecked) private var instances: [String]
  private static let instanceCount = 1 << 10
  /// By the hash of a key without its instanceId, where the instance is named by just that.
  @exclusivity(unchecked) private var relatives: [UInt64: Relatives] = [:]

  init(environmentOf: @escaping @Sendable (String?, String?, String, String?) -> String) {
    self.environmentOf = environmentOf
    slots = Array(repeating: 0, count: 1024)
    instances = Array(repeating: "", count: SourceInterner.instanceCount)
  }

  /// A source of this generation by its number.
  subscript(number: Int) -> EntrySource { numbered[number] }

  /// The number of the source that a key stands for, from 0 in its generation; `name` is asked where
  /// the key is new.
  @inline(__always)
  func source(_ key: Key, _ name: () -> SourceNaming) -> Int {
    let hash = key.hash(isThorough: isThorough)
    var index = Int(truncatingIfNeeded: hash) & (slots.count &- 1)
    var steps = 0
    while slots[index] != 0 {
      let place = Int(slots[index]) &- 1
      if known[place].hash == hash,
        key.isEqual(stored(known[place]), resource: resource(known[place]))
      {
        return Int(known[place].number)
      }
      index = (index &+ 1) & (slots.count &- 1)
      steps &+= 1
    }
    if steps > SourceInterner.manySteps, !isThorough {
      // Many keys that differ only in what was not looked at.
      isThorough = true
      startOver()
      return add(key, key.hash(isThorough: true), name)
    }
    return add(key, hash, name)
  }

  /// More steps than any table that is half full needs, unless hashes are alike.
  private static let manySteps = 64

  /// Forgets all sources: their numbers begin anew.
  private func startOver() {
    known.removeAll(keepingCapacity: true)
    keys.removeAll()
    resources.removeAll()
    resourcePlaces.removeAll()
    byDigest.removeAll(keepingCapacity: true)
    numbered.removeAll(keepingCapacity: true)
    relatives.removeAll()
    generation += 1
    slots = Array(repeating: 0, count: 1024)
  }

  private func add(_ key: Key, _ hash: UInt64, _ name: () -> SourceNaming) -> Int {
    let size = key.byteCount
    if known.count >= SourceInterner.limit
      || keys.count + resources.count + size > SourceInterner.byteLimit
    {
      startOver()
    }
    let family = key.instanceId.isEmpty ? nil : key.originHash
    var named: Int?
    if let family, let relative = relatives[family] { named = number(of: key, like: relative) }
    var newRelatives: Relatives?
    if named == nil {
      let naming = name()
      let number = number(of: naming)
      named = number
      if family != nil, naming.namesInstanceById {
        newRelatives = Relatives(place: known.count, origin: numbered[number].origin)
      }
    }
    guard let number = named, size <= SourceInterner.byteLimit else { return named ?? 0 }
    if let family, let newRelatives { relatives[family] = newRelatives }
    let start = keys.count
    key.store(in: keys)
    known.append(
      Known(
        hash: hash, start: UInt32(start), count: UInt32(keys.count - start),
        resource: place(ofResource: key.resource), number: UInt32(number)))
    if known.count * 2 > slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for place in known.indices { occupy(place) }
    } else {
      occupy(known.count - 1)
    }
    return number
  }

  @inline(__always)
  private func stored(_ known: Known) -> Bytes {
    Bytes(start: keys.start + Int(known.start), count: Int(known.count))
  }

  @inline(__always)
  private func resource(_ known: Known) -> Bytes {
    Bytes(start: resources.start + Int(known.resource.lowerBound), count: known.resource.count)
  }

  private func place(ofResource bytes: Bytes) -> Range<UInt32> {
    var content = ContentHash()
    content.combine(bytes)
    if let place = resourcePlaces[content.value],
      Bytes(start: resources.start + Int(place.lowerBound), count: place.count).isEqual(bytes)
    {
      return place
    }
    let start = UInt32(resources.count)
    resources.append(bytes)
    let place = start..<UInt32(resources.count)
    resourcePlaces[content.value] = place
    return place
  }

  private func occupy(_ place: Int) {
    var index = Int(truncatingIfNeeded: known[place].hash) & (slots.count - 1)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = UInt32(place + 1)
  }

  /// The number of the source of another instance of what is known; nil where that is not all that is
  /// new, or where its name is not simply its bytes.
  private func number(of key: Key, like relative: Relatives) -> Int? {
    let other = known[relative.place]
    guard key.isEqual(stored(other), resource: resource(other), butInstance: true),
      let base = key.instanceId.baseAddress, key.instanceId.count <= BoundedName.maxBytes,
      ByteScan.notPlain(base, 0, key.instanceId.count) == key.instanceId.count
    else { return nil }
    return number(
      of: EntrySource(origin: relative.origin, instance: instance(key.instanceId)))
  }

  private func number(of naming: SourceNaming) -> Int {
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
          revision: named.revision, log: named.log)), instance: named.instance.map { instance($0) })
    return number(of: fresh)
  }

  private func number(of fresh: EntrySource) -> Int {
    let number = numbered.count
    if let known = byDigest[fresh.digest] {
      if numbered[known] == fresh { return known }
    } else {
      byDigest[fresh.digest] = number
    }
    numbered.append(fresh)
    return number
  }

  private func origin(_ fresh: EntrySource.Origin) -> EntrySource.Origin {
    if origins.count >= SourceInterner.limit { origins.removeAll() }
    return origins.insert(fresh).memberAfterInsert
  }

  private func instance(_ name: String) -> String {
    var name = name
    return name.withUTF8 { instance($0) }
  }

  /// - Parameter bytes: valid UTF-8.
  private func instance(_ bytes: Bytes) -> String {
    var hash = ContentHash()
    hash.combine(bytes)
    let place = Int(truncatingIfNeeded: hash.value) & (SourceInterner.instanceCount - 1)
    let isSame = instances[place].utf8.withContiguousStorageIfAvailable { $0.isEqual(bytes) }
    if isSame ?? false { return instances[place] }
    let name = bytes.string
    instances[place] = name
    return name
  }
}
