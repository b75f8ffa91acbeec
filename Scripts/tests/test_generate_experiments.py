import unittest

from scripts import load

generate = load("generate-experiments")


class GeneratorTests(unittest.TestCase):
    def test_numbers_are_those_of_splitmix64(self):
        # Printed for seed 1234567 by Sebastiano Vigna's splitmix64.c (https://prng.di.unimi.it/splitmix64.c).
        stream = generate.Stream(1234567)
        self.assertEqual(
            [stream.bits(i) for i in range(3)],
            [6457827717110365317, 3203168211198807973, 9817491932198370423],
        )

    def test_streams_of_other_names_are_other_numbers(self):
        self.assertNotEqual(generate.Stream(1, "a", "b").bits(0), generate.Stream(1, "a", "c").bits(0))

    def test_choice_follows_its_probabilities(self):
        stream, n = generate.Stream(7, "choice"), 40_000
        drawn = [stream.choice(i, [("a", 0.2), ("b", 0.5), ("c", 0.3)]) for i in range(n)]
        for name, probability in [("a", 0.2), ("b", 0.5), ("c", 0.3)]:
            # Five standard errors of a proportion of 40,000 are 0.0125 at most.
            self.assertAlmostEqual(drawn.count(name) / n, probability, delta=0.0125)

    def test_quantile_is_linear_between_the_knots(self):
        knots = [(0.0, 10.0), (0.5, 20.0), (1.0, 100.0)]
        self.assertEqual([generate.quantile(knots, u) for u in (0.0, 0.25, 0.5, 0.75)], [10.0, 15.0, 20.0, 60.0])

    def test_stages_leave_the_rate_of_an_arm_as_it_is(self):
        rows = list(generate.personalization())
        smart = [row for row in rows[1:] if row[1] == "smart"]
        rate = sum(row[4] for row in smart) / len(smart)
        self.assertAlmostEqual(rate, 0.0302, delta=5 * (0.0302 / len(smart)) ** 0.5)

    def test_only_conversions_bring_revenue(self):
        for row in list(generate.personalization())[1:2000]:
            self.assertEqual(float(row[5]) > 0, row[4] == 1)


if __name__ == "__main__":
    unittest.main()
