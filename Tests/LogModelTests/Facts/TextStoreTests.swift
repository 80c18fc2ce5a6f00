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
    return texts
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
