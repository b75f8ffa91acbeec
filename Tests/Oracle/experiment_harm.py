"""Which metrics got worse: one-sided tests against the good direction, by Holm in two families (Methods/decision, "Harm")."""

from experiment_families import adjusted

ERRORS = {"watched": 0.01, "secondary": 0.025}


def family(role):
    return {"primary": "watched", "guardrail": "watched", "secondary": "secondary"}.get(role)


def harmed(tests):
    """The keys of those that got worse, of (key, role, p on the bad side)."""
    worse = set()
    for name, error in ERRORS.items():
        members = [(key, p) for key, role, p in tests if family(role) == name]
        if members:
            holm = adjusted([p for _, p in members], "holm")
            worse |= {key for (key, _), p in zip(members, holm) if p < error}
    return worse


def role_of(metrics):
    """The role of each metric: without a primary one the first is it, others are secondary."""
    found = {metric["name"]: metric.get("role", "secondary") for metric in metrics}
    if "primary" not in found.values():
        found[metrics[0]["name"]] = "primary"
    return found


def word(verdict, statistic, is_harmed):
    """The verdict of a difference: "worse" where the family of harm finds it, and the side where only its own test does."""
    if is_harmed:
        return "worse"
    return ("higher" if statistic > 0 else "lower") if verdict == "worse" else verdict
