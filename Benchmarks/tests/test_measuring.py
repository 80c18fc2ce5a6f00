import os
import pathlib
import tempfile
import unittest

from harness.measuring import Command, Failure, Run, alternate, run
from harness.spread import difference, percent_slower, times_faster


class RunningTests(unittest.TestCase):
    def test_wall_processor_time_and_peak_are_those_of_the_program(self):
        program = "bytearray(64 << 20); import time; time.sleep(0.2)"
        measured = run(Command(["python3", "-c", program]))
        self.assertGreaterEqual(measured.wall, 0.2)
        self.assertLess(measured.cpu, measured.wall)
        self.assertGreater(measured.peak, 64 << 20)
        self.assertLess(measured.peak, 128 << 20)

    def test_the_size_of_the_harness_is_no_part_of_the_peak(self):
        ballast = bytearray(os.urandom(1 << 20) * 96)
        self.assertLess(run(Command(["true"])).peak, 48 << 20)
        self.assertEqual(len(ballast), 96 << 20)

    def test_what_fails_is_no_result(self):
        with self.assertRaisesRegex(Failure, "sh failed: no luck"):
            run(Command(["sh", "-c", "echo no luck >&2; exit 3"]))
        with self.assertRaisesRegex(Failure, "could not be run"):
            run(Command(["/no/such/program"]))

    def test_the_output_of_every_run_is_checked(self):
        seen = []
        runs = alternate({"a": Command(["echo", "hello"], seen.append)}, rounds=3)
        self.assertEqual(len(runs["a"]), 3)
        self.assertEqual(seen, [b"hello\n"] * 4)  # one of them warms up

    def test_variables_of_the_caller_do_not_change_the_program_under_test(self):
        os.environ["FIVEWHYS_SERVICE"] = "x"
        self.addCleanup(os.environ.pop, "FIVEWHYS_SERVICE")
        seen = []
        run(Command(["env"], seen.append, {"EXTRA": "1"}))
        lines = seen[0].decode().splitlines()
        self.assertIn("EXTRA=1", lines)
        self.assertFalse([line for line in lines if line.startswith("FIVEWHYS_")])

    def test_programs_run_by_turns(self):
        with tempfile.TemporaryDirectory() as folder:
            log = pathlib.Path(folder, "log")
            commands = {
                name: Command(["sh", "-c", f"echo {name} >> {log}"]) for name in ("a", "b")
            }
            alternate(commands, rounds=2)
            self.assertEqual(log.read_text().split(), ["a", "b"] * 3)


class SpreadTests(unittest.TestCase):
    ours = [Run(1, 1, 100), Run(2, 1, 100), Run(1, 1, 130)]
    theirs = [Run(4, 1, 50), Run(6, 1, 60), Run(2, 1, 70)]

    def test_ratios_are_taken_pair_by_pair(self):
        spread = times_faster(self.ours, self.theirs)
        self.assertEqual((spread.median, spread.low, spread.high, spread.count), (3, 2, 4, 3))
        self.assertEqual(percent_slower(self.theirs, self.ours).median, 200)
        memory = difference(self.ours, self.theirs, of=lambda each: each.peak)
        self.assertEqual((memory.low, memory.high), (40, 60))

    def test_a_pair_without_its_other_half_is_a_mistake(self):
        with self.assertRaises(ValueError):
            times_faster(self.ours, self.theirs[1:])


if __name__ == "__main__":
    unittest.main()
