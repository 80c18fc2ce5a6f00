import LogModel

/// One piece of a corpus: a stretch of its day, generated without looking at any other.
struct CorpusPiece {
  let bytes: [UInt8]
  let entries: Int

  /// - Parameter index: position in the file; an array runs backwards through the day.
  init(_ index: Int, of plan: CorpusPlan, _ templates: CorpusTemplates, stories: [StoryLine]) {
    let isArray = plan.form == .array
    let stretch = isArray ? plan.pieces - 1 - index : index
    let size = min(
      CorpusPlan.pieceBytes, max(1, plan.bytes - index * CorpusPlan.pieceBytes))
    let span = Int64(86_400_000_000_000) / Int64(plan.pieces)
    let from = CorpusPlan.day.midnight.advanced(byNanoseconds: Int64(stretch) * span)
    let to = from.advanced(byNanoseconds: span)
    var generator = SeededGenerator(seed: plan.seed, label: "piece-\(stretch)")
    let instances = CorpusPiece.instances(of: templates.services, at: from, seed: plan.seed)
    var writer = PieceWriter(
      form: plan.form,
      filler: SlotFiller(generator: generator, instances: instances, capacity: size + 65_536))
    var line = stories.firstIndex { $0.time >= from } ?? stories.count
    var script = ScriptCursor()
    while writer.size < size {
      // Time passes as bytes are written.
      let time = from.advanced(
        byNanoseconds: Int64(Double(span - 1) * Double(writer.size) / Double(size))
          + Int64(generator.below(40_000_000)))
      while line < stories.count, stories[line].time < min(to, time) {
        writer.append(stories[line].bytes)
        line += 1
      }
      let isBoot =
        plan.kind == .dense || (plan.kind == .crashLoop && writer.entries % 10 == 9)
      if isBoot {
        script.write(from: templates.scripts, at: time, &writer, &generator)
      } else {
        let template = templates.traffic[generator.below(templates.traffic.count)]
        writer.append(template, at: min(time, to), instance: nil)
      }
    }
    while line < stories.count, stories[line].time < to {
      writer.append(stories[line].bytes)
      line += 1
    }
    bytes = writer.finished(isFirst: index == 0, isLast: index == plan.pieces - 1)
    entries = writer.entries
  }

  /// The copies that run at a moment: they change by the hour.
  private static func instances(of services: [SimulatedService], at time: Timestamp, seed: UInt64)
    -> [[[UInt8]]]
  {
    services.map { service in
      var generator = SeededGenerator(
        seed: seed, label: "\(service.name)-\(time.seconds / 3600)")
      return (0..<6).map { _ in
        switch service.platform {
        case .cloudRun, .cloudRunJob, .appEngine, .cloudFunctions, .computeEngine:
          Array(generator.instanceId().utf8)
        case .kubernetes:
          Array("\(service.name)-7c9d8f6b5-\(generator.podSuffix(length: 5))".utf8)
        }
      }
    }
  }
}

/// An entry of a story, encoded in the form of the corpus.
struct StoryLine: Sendable {
  var time: Timestamp
  var bytes: [UInt8]
}

/// Where in which boot a corpus is.
private struct ScriptCursor {
  private var script: [EntryTemplate] = []
  private var position = 0
  private var start = Timestamp(nanoseconds: 0)
  private var instance = 0

  mutating func write(
    from scripts: [[EntryTemplate]], at time: Timestamp, _ writer: inout PieceWriter,
    _ generator: inout SeededGenerator
  ) {
    if position == script.count {
      script = scripts[generator.below(scripts.count)]
      position = 0
      start = time
      instance = writer.newInstance(of: script[0].service)
    }
    let template = script[position]
    writer.append(template, at: start.advanced(byNanoseconds: template.offset), instance: instance)
    position += 1
  }
}
