import Testing

@testable import Patterns

@Suite("Regexes of RE2's syntax")
struct RE2SyntaxTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try Regex(RE2Syntax.pcre(pattern), ignoreCase: false).matches(text)
  }

  @Test(
    arguments: [
      // Flags.
      ("(?i)BOOM", ["boom", "bOOm"], ["bom"]), ("a(?i)b", ["aB"], ["AB"]),
      ("a(?i:b)c", ["aBc"], ["aBC"]), ("(?i)a(?-i)b", ["Ab"], ["AB"]), ("(?s)a.b", ["a\nb"], []),
      ("a.b", ["a b"], ["a\nb"]), ("(?U)a+b", ["aab"], ["b"]), ("(?i)größe", ["GRÖßE"], ["GROSSE"]),
      ("(?i)k!", ["K!", "\u{212A}!"], ["x!"]),
      // Where texts and lines begin and end.
      ("^b$", ["b"], ["a\nb", "b\nc", "b\n"]), ("(?m)^b$", ["b", "a\nb\nc", "b\n"], ["ab"]),
      ("(?m:^b)|^c", ["a\nb", "c"], ["a\nc"]), (#"\Aa"#, ["ab"], ["b\na"]),
      (#"a\z"#, ["ba"], ["a\n", "a\nb"]), (#"\bfoo\b"#, ["a foo!", "éfooé"], ["afoo"]),
      // Groups.
      ("(?P<name>fo+)bar", ["foobar"], ["fbar"]), ("(?<name>fo+)bar", ["foobar"], ["fbar"]),
      ("(?:ab)+c", ["ababc"], ["ac"]), ("x(|a)b", ["xb", "xab"], ["xcb"]),
      // Classes.
      (#"x\pLx"#, ["xéx"], ["x1x"]), (#"x\PLx"#, ["x1x"], ["xéx"]),
      (#"x\p{Greek}x"#, ["xαx"], ["xax"]), (#"x\p{^Greek}x"#, ["xax"], ["xαx"]),
      ("x[[:alpha:]]{2}x", ["xabx"], ["xa1x", "xéax"]), ("x[[:^alpha:]]x", ["x1x"], ["xax"]),
      ("x[[:word:]-]x", ["x_x", "x-x"], ["x+x"]), ("[]a]x", ["]x", "ax"], ["bx"]),
      ("[^]a]x", ["bx"], ["]x"]), ("[[a]x", ["[x", "ax"], ["bx"]), ("[a&&b]x", ["&x"], ["cx"]),
      (#"[\[\]\-]x"#, ["[x", "-x"], ["ax"]), (#"[^\d\s]x"#, ["ax"], ["1x", " x"]),
      (#"<\d>"#, ["<5>"], ["<٣>"]), (#"<\w>"#, ["<a>", "<_>"], ["<é>"]),
      (#"<\s>"#, ["< >", "<\t>"], ["<\u{A0}>", "<\u{0B}>"]), (#"<[\s]>"#, ["< >"], ["<\u{0B}>"]),
      ("<.>", ["<☃>"], ["<>"]),
      // Braces repeat, or are braces.
      ("xa{2}y", ["xaay"], ["xay"]), ("xa{2,}y", ["xaaay"], ["xay"]),
      ("xa{1,2}y", ["xay"], ["xaaay"]), ("a{,2}b", ["a{,2}b"], ["aab", "b"]),
      ("a{x}", ["a{x}"], ["ax"]), ("foo{", ["foo{"], ["foo"]),
      (#"\{"k":\s*{"a"}"#, [#"{"k": {"a"}"#], [#""k""#]), ("a{3}?b", ["aaab"], ["aab"]),
      // Escapes.
      (#"\Qa.b(c\Ed+"#, ["a.b(cdd"], ["aXb(cdd"]), (#"x\Qa.b"#, ["xa.b"], ["xaxb"]),
      (#"\x41\x{263a}"#, ["A☺"], ["a☺"]), (#"\101B"#, ["AB"], ["aB"]),
      (#"a\tb"#, ["a\tb"], ["a b"]), (#"a\vb"#, ["a\u{0B}b"], ["a\nb"]),
      (#"\/\"\-\:\@"#, [#"/"-:@"#], ["x"]),
      ("a #b", ["a #b"], ["a"]), ("a.*?b", ["aXb"], ["ba"]),
    ] as [(String, [String], [String])])
  func `a regex holds of what it holds of there`(
    pattern: String, holds: [String], holdsNot: [String]
  ) throws {
    for text in holds { #expect(try matches(pattern, text), "\(pattern) of \(text)") }
    for text in holdsNot { #expect(try !matches(pattern, text), "\(pattern) of \(text)") }
  }

  @Test(arguments: [
    "a(?=b)", "a(?!b)", "(?<=a)b", "(?<!a)b", #"(a)\1"#, #"(?P<x>a)(?P=x)"#, #"(?P<x>a)\k<x>"#,
    "(?>a)b", "a++", "a*+", "a**", "a+*", "(?x)a", "(a)?(?(1)b)", "(?R)", "(?1)", "a(?#c)",
    "(?|a|b)",
    #"a\Z"#, #"\Ga"#, #"\h"#, #"\R"#, #"a\Kb"#, #"\X"#, #"\N"#, #"\e"#, #"\cA"#, #"\u0041"#, #"\8"#,
    #"\y"#, #"[\b]"#, #"a\"#, "a(b", "a)b", "*a", "(+a)", "a|*", "a{1001}", "a{2,1}", "(?P<>x)",
    "(?P<a-b>x)", "(?'n'a)", "(*UTF)a", #"\x{110000}"#, "(?J)a",
  ])
  func `what RE2 refuses is refused`(pattern: String) {
    #expect(throws: RE2Syntax.Refusal.self) { try RE2Syntax.pcre(pattern) }
  }

  /// These are left to PCRE2, which refuses them as well.
  @Test(arguments: ["[z-a]", "[[:foo:]]", #"\p{Nope}"#, "(?P<a>x)(?P<a>y)"])
  func `what neither takes is an error of its file`(pattern: String) {
    let found = errors(
      in: """
        rules:
          - cre: { id: A, title: T }
            rule: { set: { match: [{ regex: '\(pattern)' }] } }
        """)
    #expect(found.hasPrefix("a.yaml:3:37: invalid regex"), "\(found)")
  }

  @Test func `a refusal says where`() {
    do throws(RE2Syntax.Refusal) {
      _ = try RE2Syntax.pcre("aé(?=b)")
      Issue.record("not refused")
    } catch {
      #expect(error.offset == 3)
    }
  }
}
