import json
import pathlib
import re
import sys
import unittest

from harness import fivewhys, literals
from harness.measuring import Failure
from harness.peers import counts_lines, says

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "peers"))

import question  # noqa: E402


def incident(service, signature, occurrences=1):
    return {
        "service": {"name": service}, "kind": "crash-loop", "occurrences": occurrences,
        "rootCause": {"signature": signature},
    }


def digest(entries=2, duplicates=0, malformed=0, problems=(), incidents=()):
    source = {
        "entries": entries, "duplicates": duplicates, "malformed": malformed,
        "problems": list(problems),
    }
    return json.dumps({"input": source, "incidents": list(incidents)}).encode()


class DigestTests(unittest.TestCase):
    def test_every_entry_must_have_been_read(self):
        check = fivewhys.entries_are(3)
        check(digest(entries=2, duplicates=1))
        for wrong in (digest(entries=2), digest(3, malformed=1), digest(3, problems=["cut"])):
            with self.assertRaises(Failure):
                check(wrong)

    def test_a_second_digest_must_be_the_first(self):
        check = fivewhys.same_every_time()
        check(b"{}")
        check(b"{}")
        with self.assertRaises(Failure):
            check(b"{ }")

    def test_the_incidents_must_be_the_true_ones(self):
        truth = {"service": "a", "kind": "crash-loop", "signature": None}
        check = fivewhys.incidents_are({"incidents": [truth]})
        check(digest(incidents=[incident("a", None)]))
        for wrong in ([], [incident("b", None)], [incident("a", "x")], [incident("a", None)] * 2):
            with self.assertRaises(Failure):
                check(digest(incidents=wrong))


class AnswerTests(unittest.TestCase):
    def test_there_are_fifty_literals_and_json_escapes_none(self):
        self.assertEqual(len(set(question.literals())), 50)
        for literal in question.literals():
            self.assertEqual(json.dumps(literal), f'"{literal}"')
            self.assertFalse(set("<>&'") & set(literal))

    def test_the_pattern_finds_the_literals_themselves(self):
        pattern = re.compile(question.alternation())
        for literal in question.literals():
            self.assertEqual(pattern.search(f"x {literal} y").group(), literal)
        self.assertIsNone(pattern.search("Segmentation fault core dumped"))

    def test_incidents_and_hits_give_the_same_answer(self):
        first, second = question.literals()[:2]
        hits = [("b", f"{first}!"), ("a", f"{second}, {first}"), ("b", first), ("b", "nothing")]
        incidents = [
            incident("b", "literal-1", 2), incident("a", "literal-2"), incident("a", "literal-1"),
        ]
        expected = ["a\t1\t1", "a\t2\t1", "b\t1\t2"]
        self.assertEqual(question.counted(hits), expected)
        self.assertEqual(literals.answer(digest(incidents=incidents)), expected)

    def test_a_peer_with_another_answer_is_not_measured(self):
        says(["a\t1\t1"], "peer")(b"a\t1\t1\n")
        with self.assertRaises(Failure):
            says(["a\t1\t1"], "peer")(b"a\t1\t2\n")

    def test_those_that_count_lines_must_agree_and_miss_nothing(self):
        counts = set()
        counts_lines(["a\t1\t5"], counts, "grep")(b"7\n")
        with self.assertRaises(Failure):
            counts_lines(["a\t1\t5"], counts, "rg")(b"8\n")
        with self.assertRaises(Failure):
            counts_lines(["a\t1\t5"], set(), "rg")(b"4\n")


if __name__ == "__main__":
    unittest.main()
