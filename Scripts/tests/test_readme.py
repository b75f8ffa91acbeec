import os
import tempfile
import unittest

from scripts import load

readme = load("readme")


def run(text):
    with tempfile.TemporaryDirectory() as folder:
        return readme.faults("README.md", text, folder, dict(os.environ))


class ReadmeTests(unittest.TestCase):
    def test_a_block_that_prints_what_it_says_has_no_fault(self):
        self.assertEqual(run("```console\n$ printf 'a\\nb\\n'\na\nb\n```\n"), [])

    def test_dots_stand_for_any_number_of_lines(self):
        for expected in ("...", "a\n...", "...\nc", "a\n...\nc", "a\nb\n...\nc", "...\nb\n..."):
            self.assertEqual(run(f"```console\n$ printf 'a\\nb\\nc\\n'\n{expected}\n```\n"), [], expected)
        self.assertEqual(len(run("```console\n$ printf 'a\\nb\\nc\\n'\n...\nb\n```\n")), 1)

    def test_another_output_is_shown_as_a_diff_with_its_place(self):
        self.assertEqual(
            run("text\n\n```console\n$ echo new\nold\n```\n"),
            [
                "README.md:4: another output: echo new\n"
                "--- README.md:4 (written)\n+++ (printed)\n@@ -1 +1 @@\n-old\n+new"
            ],
        )

    def test_a_failing_command_is_a_fault_unless_its_status_is_shown(self):
        self.assertEqual(run("```console\n$ exit 3\n```\n"), ["README.md:2: exit status 3: exit 3\n"])
        self.assertEqual(run("```console\n$ exit 3\n$ echo $?\n3\n```\n"), [])
        self.assertEqual(len(run("```console\n$ exit 3\n$ echo $?\n0\n```\n")), 1)

    def test_what_one_block_writes_the_next_one_reads(self):
        self.assertEqual(run("```console\n$ echo a > f\n```\n\n```console\n$ cat f\na\n```\n"), [])

    def test_commands_go_on_after_a_prompt_of_their_own(self):
        self.assertEqual(run("```console\n$ for i in 1 2; do\n> echo $i; done\n1\n2\n```\n"), [])

    def test_only_console_blocks_run(self):
        self.assertEqual(run("```sh\n$ exit 1\n```\n\n    $ exit 1\n"), [])

    def test_a_block_without_end_or_command_is_an_error(self):
        for text in ("```console\n$ true\n", "```console\noutput\n```\n"):
            with self.assertRaises(ValueError):
                run(text)


if __name__ == "__main__":
    unittest.main()
