import DigestRendering
import LogModel
import Testing

@testable import DigestRendering

/// Whatever the logs hold, a report shows it and does nothing.
@Suite struct HostileTextTests {
  @Test(arguments: DigestFormat.allCases)
  func `no character of a report acts on the screen`(format: DigestFormat) throws {
    let renderer = try #require(DigestRenderers.renderer(for: format))
    for (name, digest) in Sample.all {
      let text = renderer.render(digest, options: RenderOptions())
      let active = text.unicodeScalars.first { $0 != "\n" && HostileText.acts($0) }
      #expect(active == nil, "\(name): U+\(String(active?.value ?? 0, radix: 16))")
      #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"), "\(name)")
    }
  }

  @Test(arguments: [32, 40, 48, 60, 79, 80, 81, 100, 140])
  func `no line is wider than the screen, links excepted`(width: Int) throws {
    for (name, digest) in Sample.all {
      let text = TextRenderer().render(digest, options: RenderOptions(width: width))
      for line in text.split(separator: "\n") {
        let isLink = line.drop { $0 == " " }.hasPrefix(
          "https://console.cloud.google.com/logs/query;")
        #expect(isLink || DisplayWidth.columns(line) <= width, "\(name): \(line)")
      }
    }
  }

  @Test func `colour adds nothing but colour`() {
    for (name, digest) in Sample.all {
      let plain = TextRenderer().render(digest, options: RenderOptions())
      let colored = TextRenderer().render(digest, options: RenderOptions(color: true))
      #expect(colored.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain, "\(name)")
      #expect((colored != plain) == !digest.incidents.isEmpty, "\(name)")
    }
  }

  @Test func `nothing unknown is put into words`() {
    for (name, digest) in Sample.all where name != "hostile" {
      for renderer in DigestRenderers.all where renderer.format != .json {
        let text = renderer.render(digest, options: RenderOptions())
        for word in ["null", "nil", "Optional", "unknown"] {
          #expect(!text.contains(word), "\(name): \(word)")
        }
      }
    }
  }

  @Test func `Markdown links lead to Logs Explorer and to references only`() throws {
    let text = MarkdownRenderer().render(Sample.hostileDigest, options: RenderOptions())
    var links = 0
    for line in HostileText.outsideCode(text) {
      let bare = HostileText.withoutEscapes(line)
      for target in bare.matches(of: /\]\(([^)]*)\)/).map({ String($0.1) }) {
        links += 1
        #expect(
          target.hasPrefix("https://console.cloud.google.com/logs/query;")
            || target == "https://x.example/%29%5D%28http://evil.example%29", "\(target)")
      }
      let rest = bare.replacing(/\[[^\[\]]*\]\([^)]*\)/, with: "")
      for active in ["<", ">", "[", "]", "@", "http:", "https:", "www.", "~"] {
        #expect(!rest.contains(active), "\(active) in: \(rest)")
      }
    }
    #expect(links >= 3)
  }

  @Test func `random texts keep their place`() {
    var random = Lehmer(seed: 20_250_907)
    let alphabet: [Unicode.Scalar] = [
      "a", "w", "w", ".", "`", "`", "\\", "|", "<", ">", "[", "]", "(", ")", "#", "1", "@", "*",
      "_", "~", ":", "/", " ", " ", "\n", "\r", "\t", "\u{1B}", "\u{0}", "\u{85}", "\u{202E}",
      "\u{200B}", "\u{301}", "漢", "👩", "\u{200D}", "\u{FE0F}", "\u{A0}", "\u{2028}", "é", "-", "+",
    ]
    for _ in 0..<2000 {
      var scalars = String.UnicodeScalarView()
      for _ in 0..<random.next(60) { scalars.append(alphabet[random.next(alphabet.count)]) }
      let text = String(scalars)
      let line = VisibleText.line(text)
      #expect(!line.unicodeScalars.contains(where: HostileText.acts), "\(line)")
      #expect(!line.hasPrefix(" "))
      let width = 1 + random.next(30)
      for part in TextPage.wrap(text, width: width) {
        #expect(DisplayWidth.columns(part) <= width || part.count == 1, "\(part)")
      }
      let cut = EvidenceExcerpt.cut(line, limit: width, keeping: [])
      #expect(DisplayWidth.columns(cut) <= width, "\(cut)")
      let prose = MarkdownText.prose(text)
      #expect(
        HostileText.outsideCode(prose).joined().matches(of: /(^|[^\\])[<\[]/).isEmpty, "\(prose)")
      let code = MarkdownText.code(text)
      #expect(line.isEmpty ? code.isEmpty : HostileText.outsideCode(code) == [""], "\(code)")
      let block = MarkdownText.block(text)
      #expect(HostileText.outsideCode(block.joined(separator: "\n")).isEmpty, "\(block)")
    }
  }
}

/// The minimal standard generator of Park and Miller: the same texts in every run.
private struct Lehmer {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ bound: Int) -> Int {
    state = state * 48_271 % 2_147_483_647
    return Int(state) % bound
  }
}
