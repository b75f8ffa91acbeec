"""Truth table of the decision rule: every combination of what can be known about one treatment, and what must be said.

    python3 decision_table.py > decision-table.csv

`decide` is the rule of Methods/decision, one line per row of its table.
`as_written` is an earlier rule, which the table replaces; "uncovered" where none of its rows applies.
The column `as_written` of the output is empty where both agree.
Standard library only. Nothing here computes a p-value: the columns hold answers.
"""

import csv
import itertools
import sys

GATES = ["empty", "ratio", "ratio-by-day", "composition", "crossing", "lost", "missing"]  # in the order in which they are named
ASSIGNMENT = {"ratio", "ratio-by-day", "composition"}  # gates that exist only where units were randomized

# What the question of a primary metric can be. "none": a rollout, no primary at all.
QUESTIONS = ["superiority", "minimum-effect", "margin", "equivalence", "none"]

# The answer to that question.
#   yes          answered yes
#   small        superior, but every value up to the declared minimum effect or above is excluded
#   yes-worse    answered yes (margin, equivalence), and the metric is worse, within it
#   open         neither yes nor no
#   no           every value that would be a yes is excluded
#   worse        worse at the level of harm, and not a yes
#   unanswered   no valid test
ANSWERS = {
    "superiority": ["yes", "small", "open", "no", "worse", "unanswered"],
    "minimum-effect": ["yes", "open", "no", "worse", "unanswered"],
    "margin": ["yes", "yes-worse", "open", "no", "worse", "unanswered"],
    "equivalence": ["yes", "yes-worse", "open", "no", "worse", "unanswered"],
    "none": ["-"],
}

# A guardrail. "none" stands for no guardrail (in a table with two, for no second one).
#   pass         within its margin, not worse
#   pass-worse   within its margin, and worse
#   open         the margin is not excluded, not worse
#   worse        worse, and the margin is not excluded
#   bare         without a margin, not worse
#   bare-worse   without a margin, worse
#   unanswered   no valid test
GUARDRAILS = ["none", "pass", "pass-worse", "open", "worse", "bare", "bare-worse", "unanswered"]

SECONDARIES = ["none", "quiet", "worse", "unanswered"]
EXTENSIONS = ["none", "useful", "hopeless"]  # a valid extension exists and its conditional power is >= .5, or below

# Reasons that depend on the question.
YES = {"margin": "within-margin", "equivalence": "equivalent", "none": "safe-to-roll-out"}
NO = {"margin": "margin-exceeded", "equivalence": "not-equivalent"}


def decide(case):
    """Outcome and reason. The first line that applies."""
    failed = [g for g in GATES if g in case["failed"] and (case["randomized"] or g not in ASSIGNMENT)]
    open_gates = [g for g in failed if g not in case["accepted"]]
    answers, guardrails = case["answers"], [g for g in case["guardrails"] if g != "none"]
    rollout = case["question"] == "none"
    gain = rollout or any(a in ("yes", "yes-worse", "small") for a in answers)
    within = "yes-worse" in answers or "pass-worse" in guardrails

    if open_gates:
        return "invalid", open_gates[0]                                             # 1
    if not case["randomized"]:
        return "no-decision", "observed"                                            # 2
    if rollout and not guardrails:
        return "no-decision", "nothing-to-decide"                                   # 3
    if "worse" in answers:
        return "dont-ship", "primary-worse"                                         # 4
    if "worse" in guardrails or "bare-worse" in guardrails:
        return "dont-ship", "guardrail-worse"                                       # 5
    if "pass-worse" in guardrails and not gain:
        return "dont-ship", "guardrail-worse"                                       # 6
    if not gain:
        if all(a == "no" for a in answers):
            return "dont-ship", NO.get(case["question"], "no-benefit")                  # 7
        if case["extension"] == "useful":
            return "extend", "primary-open"                                         # 8
        return "inconclusive", "primary-unanswered" if "unanswered" in answers else "primary-open"
    if "unanswered" in guardrails:
        return "inconclusive", "guardrail-unanswered"                               # 9
    if "open" in guardrails:
        return ("extend" if case["extension"] == "useful" else "inconclusive"), "guardrail-open"  # 10
    if within:
        return "trade-off", "worse-within-margin"                                   # 11
    if case["secondary"] == "worse":
        return "trade-off", "secondary-worse"                                       # 12
    if "bare" in guardrails:
        return "trade-off", "guardrail-without-margin"                              # 13
    if "small" in answers and "yes" not in answers:
        return "trade-off", "below-minimum-effect"                                  # 14
    return "ship", YES.get(case["question"], "improved")                            # 15


def as_written(case):
    """The rows of the earlier rule, read to the letter."""
    if [g for g in case["failed"] if g not in case["accepted"] and (case["randomized"] or g not in ASSIGNMENT)]:
        return "invalid"
    answers, guardrails = case["answers"], [g for g in case["guardrails"] if g != "none"]
    rollout = case["question"] == "none"
    if any(a in ("worse", "yes-worse") for a in answers) or any(g in ("worse", "bare-worse", "pass-worse") for g in guardrails):
        return "dont-ship"
    superior = any(a in ("yes", "small") for a in answers)
    all_fine = all(g in ("pass", "bare") for g in guardrails)
    harmed = case["secondary"] == "worse"
    extend = "extend" if case["extension"] == "useful" else "inconclusive"
    if harmed:
        return "trade-off" if superior and all_fine else "uncovered"
    if rollout:
        return "ship" if all_fine else extend
    if superior:
        return "ship" if all_fine else extend
    return "dont-ship" if all(a == "no" for a in answers) else extend


def named(case):
    """What the text must name beside the reason, whatever the outcome."""
    names = [f"gate:{g}" for g in GATES if g in case["failed"] and (case["randomized"] or g not in ASSIGNMENT)]
    if any(a in ("worse", "yes-worse") for a in case["answers"]):
        names.append("primary-worse")
    if "unanswered" in case["answers"]:
        names.append("primary-unanswered")
    if "small" in case["answers"]:
        names.append("primary-below-minimum-effect")
    for state, word in [("worse", "worse"), ("bare-worse", "worse"), ("pass-worse", "worse-within-margin"), ("open", "open"),
                        ("bare", "without-margin"), ("unanswered", "unanswered")]:
        if state in case["guardrails"] and f"guardrail-{word}" not in names:
            names.append(f"guardrail-{word}")
    if case["secondary"] in ("worse", "unanswered"):
        names.append("secondary-" + case["secondary"])
    return names


def naming(case, outcome):
    """Several treatments: who is recommended. `pass` counts the treatments that ship or trade off, this one included;
    this one has the best primary of them; `gap`: separated if it beats every other candidate, each at two-sided alpha, else tied."""
    if case["treatments"] == 1 or outcome not in ("ship", "trade-off"):
        return "-"
    if case["passing"] == 1:
        return "only"
    return "best" if case["gap"] == "separated" else "one-of"


def case(question="superiority", answers=("yes",), guardrails=("none", "none"), secondary="none", failed=(), accepted=(),
         randomized=True, extension="none", treatments=1, passing=1, gap="-"):
    return dict(question=question, answers=answers, guardrails=guardrails, secondary=secondary, failed=failed, accepted=accepted,
                randomized=randomized, extension=extension, treatments=treatments, passing=passing, gap=gap)


def cases():
    # 1. One primary, one guardrail, all questions and answers.
    for question in QUESTIONS:
        for answer, guardrail, secondary, extension in itertools.product(ANSWERS[question], GUARDRAILS, SECONDARIES, EXTENSIONS):
            yield case(question, (answer,), (guardrail, "none"), secondary, extension=extension)
    # 2. Two primaries.
    for first, second in itertools.combinations_with_replacement(ANSWERS["superiority"], 2):
        for guardrail in ["none", "pass", "open", "pass-worse"]:
            for extension in ["none", "useful"]:
                yield case(answers=(first, second), guardrails=(guardrail, "none"), extension=extension)
    # 3. Two guardrails.
    for first, second in itertools.combinations_with_replacement(GUARDRAILS[1:], 2):
        for question, answer in [("superiority", "yes"), ("superiority", "open"), ("none", "-")]:
            for extension in ["none", "useful"]:
                yield case(question, (answer,), (first, second), extension=extension)
    # 4. Every gate, alone, accepted, and beside another one; randomized and observed; beside good and bad metrics.
    for randomized, gate, answer, guardrail in itertools.product([True, False], GATES, ["yes", "open", "worse"], ["none", "pass", "worse"]):
        other = "missing" if gate != "missing" else "ratio"
        for failed, accepted in [((gate,), ()), ((gate,), (gate,)), ((gate, other), (gate,))]:
            yield case(answers=(answer,), guardrails=(guardrail, "none"), failed=failed, accepted=accepted, randomized=randomized)
    # 5. Observed data without a failed gate.
    for answer, guardrail, secondary in itertools.product(ANSWERS["superiority"], GUARDRAILS, SECONDARIES):
        yield case(answers=(answer,), guardrails=(guardrail, "none"), secondary=secondary, randomized=False)
    # 6. Several treatments.
    for treatments, answer, guardrail, secondary in itertools.product([3, 5], ["yes", "open", "worse"], ["none", "pass", "bare"], ["none", "worse"]):
        for passing, gap in [(1, "-"), (2, "separated"), (2, "tied"), (3, "tied")]:
            yield case(answers=(answer,), guardrails=(guardrail, "none"), secondary=secondary, treatments=treatments, passing=passing, gap=gap)


COLUMNS = ["id", "randomized", "gates_failed", "gates_accepted", "question", "primary_1", "primary_2",
           "deteriorated_primary", "deteriorated_guardrail", "deteriorated_secondary", "success", "guardrail_1", "guardrail_2",
           "secondary", "extension", "treatments", "passing", "gap", "outcome", "reason", "naming", "named", "regression", "as_written"]


def row(number, case):
    outcome, reason = decide(case)
    written = as_written(case)
    worse = [any(a in ("worse", "yes-worse") for a in case["answers"]), any(g in ("worse", "bare-worse", "pass-worse") for g in case["guardrails"]),
             case["secondary"] == "worse"]
    word = lambda flag: "yes" if flag else "no"
    success = "rollout" if case["question"] == "none" else word(any(a in ("yes", "yes-worse", "small") for a in case["answers"]))
    return [number, word(case["randomized"]), " ".join(case["failed"]) or "-", " ".join(case["accepted"]) or "-", case["question"],
            case["answers"][0], case["answers"][1] if len(case["answers"]) > 1 else "-", *map(word, worse), success,
            *case["guardrails"], case["secondary"], case["extension"], case["treatments"], case["passing"], case["gap"],
            outcome, reason, naming(case, outcome), " ".join(named(case)) or "-",
            word(any(worse) and outcome != "invalid"),                              # --fail-on regression
            "" if written == outcome else written]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    seen = set()
    for c in cases():
        key = tuple(sorted(c.items()))
        if key not in seen:
            seen.add(key)
            out.writerow(row(len(seen), c))


if __name__ == "__main__":
    main()
