import Testing

@testable import LogModel

@Suite struct TextStoreTests {
  /// Texts alike in their digits only, unlike ones, hostile ones.
  static func texts(_ dice: inout Dice) -> [String] {
    var texts = ["", "0", "9", "no digit", "é1ü22", "\u{0}1\u{0}", "٣ is no digit here: 3"]
    for _ in 0..<400 {
      let number = dice.number(below: 1_000_000)
      texts.append("[2025-09-07 00:00:\(10 + number % 50) +0000] [\(number % 9)] Booting worker")
      texts.append("took \(number) ms")
      texts.append(String(repeating: "x", count: number % 40) + String(number))
      texts.append(String(repeating: "\(number % 10)", count: number % 3000))
    }
    texts.append(String(repeating: "long 1 ", count: 20_000))
    for _ in 0..<200 { texts.append(longText(&dice)) }
    return texts
  }

  /// Lines of which some are changed, lengthened, left out, doubled or cut.
  static func longText(_ dice: inout Dice) -> String {
    var lines = (0..<(5 + dice.number(below: 2) * 60)).map {
      "  File \"/app/layer\($0).py\", line \($0 * 7), in handle_\($0)"
    }
    for _ in 0..<dice.number(below: 6) {
      let line = dice.number(below: lines.count)
      let id = String(dice.next(), radix: [10, 16, 36][dice.number(below: 3)])
      switch dice.number(below: 7) {
      case 0: lines[line] += id
      case 1: lines[line] = id + lines[line]
      case 2: lines[line] = "order \(id) of \(dice.number(below: 1000)) is lost"
      case 3: lines.remove(at: line)
      case 4: lines.insert(lines[line], at: dice.number(below: lines.count))
      case 5: lines[line] = ""
      default: lines[line] = String(lines[line].prefix(dice.number(below: 30))) + "é\u{0}\(id)"
      }
    }
    return lines.joined(separator: "\n") + String(repeating: "\n", count: dice.number(below: 2))
  }

  @Test func longTextsAlikeTakeFewBytes() {
    var dice = Dice(state: 3)
    var store = TextStore()
    let lines = (0..<60).map { "  File \"/app/layer\($0).py\", line \($0), in handle" }
    let start = store.byteCount
    var sum = 0
    for number in 0..<1000 {
      let id = String(dice.next() | 1 << 60, radix: 16)
      let text =
        "request \(id) failed\n" + lines.joined(separator: "\n")
        + "\nKeyError: 'order \(id) of \(number) is lost'"
      sum += text.utf8.count
      _ = store.add(text, likeness: 200)
    }
    #expect(sum > 2_500_000)
    #expect(store.byteCount - start < 1000 * 50)
  }

  @Test func anExcerptIsShownWhereTheAddressSaysSo() {
    var store = TextStore()
    let text = String(repeating: "all that was said. ", count: 100)
    let address = store.add(text, likeness: 1)
    #expect(store.shown(at: address) == text)
    #expect(store.shown(at: address | TextStore.excerpt) == Excerpt.middleCut(text))
    #expect(Excerpt.middleCut(text) != text)
  }

  @Test func everyTextComesBack() {
    for seed in 1...5 as ClosedRange<UInt64> {
      var dice = Dice(state: seed)
      var store = TextStore()
      let texts = TextStoreTests.texts(&dice).shuffled(using: &dice)
      let addresses = texts.map { text in
        store.add(text, likeness: dice.number(below: 4) == 0 ? nil : dice.number(below: 600))
      }
      #expect(addresses.map { store.text(at: $0) } == texts)
    }
  }

  @Test func textsOfAnotherStoreComeBack() {
    for length in [20, 2000] {
      var dice = Dice(state: UInt64(length))
      var (left, right) = (TextStore(), TextStore())
      let own = TextStoreTests.texts(&dice).prefix(length)
      let others = TextStoreTests.texts(&dice).reversed().prefix(length)
      let ownAddresses = own.map { left.add($0, likeness: 1) }
      let otherAddresses = others.map { right.add($0, likeness: 1) }
      let relocation = left.append(right)
      // What is added afterwards may use templates of either.
      let further = own.map { left.add($0 + "7", likeness: 1) }
      #expect(ownAddresses.map { left.text(at: $0) } == Array(own))
      #expect(further.map { left.text(at: $0) } == own.map { $0 + "7" })
      guard case .shifted(let shift) = relocation else {
        #expect(length == 20)
        continue
      }
      for (address, text) in zip(otherAddresses, others) where address != TextStore.empty {
        #expect(left.text(at: address + shift) == text)
      }
    }
  }

  @Test func textsAlikeTakeFewBytes() {
    var store = TextStore()
    let start = store.byteCount
    for second in 0..<10_000 {
      _ = store.add(
        "[2025-09-07 00:00:00 +0000] [2] [INFO] took \(10_000 + second) ms", likeness: 3)
    }
    #expect(store.byteCount - start < 10_000 * 10)
  }

  @Test func equalTextsAreStoredOnce() {
    var store = TextStore()
    let first = store.add("Default STARTUP TCP probe succeeded after 1 attempt", likeness: 1)
    for likeness in 0..<5 {
      let again = store.add(
        "Default STARTUP TCP probe succeeded after 1 attempt", likeness: likeness)
      #expect(again == first)
    }
  }
}
