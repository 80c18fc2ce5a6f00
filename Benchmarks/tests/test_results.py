import pathlib
import tempfile
import unittest

from harness import report
from harness.results import Results
from harness.rows import ROWS
from harness.targets import TARGETS


def figures(median, **more):
    return {"median": median, "low": median, "high": median, "count": 5, **more}


class ResultsTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name, "results.json")

    def results(self, commit="c0ffee", scale=1.0):
        results = Results(self.path, scale)
        machine = {"processor": "P", "cores": "2", "memory": "8 GiB", "system": "S"}
        results.describe(machine=machine, versions={"gzip": "1"}, commit=commit, date="2025-09-07")
        return results

    def test_a_row_measured_anew_leaves_the_others_alone(self):
        first = self.results()
        first.replace("mixed", {"mixed/gzip": figures(3.9), "mixed/igzip": figures(0.9)})
        first.replace("dense", {"dense/gzip": figures(6.0)})
        first.save()
        second = self.results("beef")
        second.replace("mixed", {"mixed/gzip": figures(4.5)})
        kept = second.document["figures"]
        self.assertEqual(set(kept), {"mixed/gzip", "dense/gzip"})
        self.assertEqual(kept["mixed/gzip"]["median"], 4.5)
        text = report.markdown(second.document)
        self.assertIn("measured earlier, at c0ffee, 2025-09-07: dense", text)

    def test_a_row_that_was_left_out_loses_its_old_figures(self):
        results = self.results()
        results.replace("zlib", {"zlib/gzip": figures(2.5)})
        results.skip("zlib", "no such option")
        self.assertEqual(results.document["figures"], {})
        self.assertIn("no such option", report.markdown(results.document))
        results.replace("zlib", {"zlib/gzip": figures(2.5)})
        self.assertNotIn("no such option", report.markdown(results.document))

    def test_too_few_pairs_are_said(self):
        results = self.results()
        results.replace("mixed", {"mixed/gzip": figures(3.9)})
        self.assertNotIn("fewer than", report.markdown(results.document))
        results.replace("dense", {"dense/gzip": {**figures(3.9), "count": 4}})
        self.assertRegex(report.markdown(results.document), r"fewer than 5 pairs.*: dense")

    def test_figures_of_other_sizes_are_not_mixed_in(self):
        small = self.results(scale=0.1)
        small.replace("mixed", {"mixed/gzip": figures(9.0)})
        small.save()
        self.assertIn("no result counts", report.markdown(small.document))
        self.assertEqual(self.results().document["figures"], {})


class TargetTests(unittest.TestCase):
    def test_every_target_comes_from_a_row_that_there_is(self):
        self.assertLessEqual({target.row for target in TARGETS}, set(ROWS))
        self.assertEqual(len({target.name for target in TARGETS}), len(TARGETS))

    def test_more_is_better_for_ratios_and_worse_for_the_rest(self):
        verdicts = {
            "mixed/gzip": [(4.4, "aim"), (4.3, "gate"), (3.79, "no")],
            "memory/1": [(48, "aim"), (48.1, "gate"), (96.1, "no")],
            "signatures/5000": [(-1, "aim"), (9, "gate"), (11, "no")],
        }
        targets = {target.name: target for target in TARGETS}
        for name, expected in verdicts.items():
            for measured, verdict in expected:
                self.assertEqual(targets[name].verdict(measured), verdict, (name, measured))


class ReportTests(unittest.TestCase):
    def test_numbers_have_three_digits(self):
        for value, text in ((3.8049, "3.80"), (-0.5, "-0.50"), (12.34, "12.3"), (1234.5, "1,234")):
            self.assertEqual(report.number(value), text)

    def test_a_bar_in_a_name_does_not_end_the_cell(self):
        self.assertIn("| zcat \\| grep |", report.table(["peer"], [["zcat | grep"]]))


if __name__ == "__main__":
    unittest.main()
